package io.jackfield.jdk;

import io.jackfield.jdk.classic.ClassicSocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImpl;

/**
 * What is one per real JVM, the socket factories and the memory of names: set when the first {@link
 * Jvm} is made and never before. A program that only has our jars on its class path keeps the JDK's
 * untouched; with the agent nobody needs them.
 */
@SuppressWarnings("deprecation") // deprecated since 17, not for removal, and the only way in
final class Doors {
    static {
        if (!AgentDoors.areOpen()) {
            setFactories();
        }
    }

    private Doors() {}

    private static void setFactories() {
        try {
            Socket.setSocketImplFactory(() -> implementation(false));
            ServerSocket.setSocketFactory(() -> implementation(true));
            NameCache.replaceTheJdks();
            HostResolverProvider.checkTheWay();
        } catch (IOException e) {
            throw new UncheckedIOException("another library has set the socket factories", e);
        }
    }

    /** Opens the doors, once per JVM. */
    static void open() {
        // The class initializer has done it.
    }

    /** A socket of the calling thread's host; of the real machine for a thread of none. */
    private static SocketImpl implementation(boolean server) {
        Jvm jvm = Jvm.current();
        return jvm == null
                ? ClassicSocket.onKernel(JdkProvider.get(), server)
                : ClassicSocket.onHost(jvm::stream, server);
    }
}
