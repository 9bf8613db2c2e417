package io.jackfield.agent.network;

import io.jackfield.agent.OpenedJdk;
import io.jackfield.agent.Rewrite;
import io.jackfield.agent.Switch;
import io.jackfield.hooks.NetworkHooks;
import io.jackfield.jdk.AgentDoors;

import java.net.SocketOption;
import java.util.List;

/** Sockets are the calling thread's host's, whatever class they are made with. */
public final class NetworkSwitch implements Switch {
    private final OpenedJdk jdk;

    public NetworkSwitch(OpenedJdk jdk) {
        this.jdk = jdk;
    }

    @Override
    public List<Rewrite> rewrites() {
        return NetworkRewrites.all();
    }

    @Override
    public void install() {
        PlatformSocket sockets = new PlatformSocket(jdk);
        AgentDoors.open(sockets, oobInline());
        NetworkHooks.install(new HostNetwork(jdk, sockets));
    }

    /** The JDK's own name of SO_OOBINLINE on channels. */
    @SuppressWarnings("unchecked") // so it is declared
    private SocketOption<Boolean> oobInline() {
        try {
            Class<?> names = Class.forName("sun.nio.ch.ExtendedSocketOption");
            return (SocketOption<Boolean>)
                    jdk.inside(names)
                            .findStaticVarHandle(names, "SO_OOBINLINE", SocketOption.class)
                            .get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
