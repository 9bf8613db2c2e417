package io.jackfield.agent.network;

import io.jackfield.agent.Edits;
import io.jackfield.agent.Rewrite;
import io.jackfield.hooks.NetworkHooks;

import java.util.List;

/** The methods that the network switch changes. */
final class NetworkRewrites {
    private NetworkRewrites() {}

    static List<Rewrite> all() {
        return List.of(
                asked(
                        "java.net.SocketImpl",
                        "createPlatformSocketImpl",
                        "(Z)Ljava/net/SocketImpl;"));
    }

    private static Rewrite asked(String type, String method, String descriptor) {
        return new Rewrite(type, method, descriptor, Edits.answerFirst(NetworkHooks.class));
    }
}
