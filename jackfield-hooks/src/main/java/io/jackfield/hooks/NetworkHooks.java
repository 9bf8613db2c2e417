package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

import java.net.SocketImpl;

/** The calls of the network switch. An exception that comes out of one is its answer. */
public final class NetworkHooks {
    private static volatile @Nullable Network installed;

    private NetworkHooks() {}

    /** From now on the calls are answered; null ends it. */
    public static void install(@Nullable Network network) {
        installed = network;
    }

    /** SocketImpl.createPlatformSocketImpl. */
    public static @Nullable SocketImpl createPlatformSocketImpl(boolean server) {
        Network network = installed;
        return network == null ? null : network.socket(server);
    }
}
