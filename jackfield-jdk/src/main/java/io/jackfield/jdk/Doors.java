package io.jackfield.jdk;

import io.jackfield.jdk.classic.ClassicSocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImpl;

/**
 * The socket factories of the real JVM, set when the first {@link Jvm} is made and never before: a
 * program that only has our jars on its class path keeps the JDK's sockets untouched.
 */
@SuppressWarnings("deprecation") // deprecated since 17, not for removal, and the only way in
final class Doors {
    static {
        try {
            Socket.setSocketImplFactory(() -> implementation(false));
            ServerSocket.setSocketFactory(() -> implementation(true));
        } catch (IOException e) {
            throw new UncheckedIOException("another library has set the socket factories", e);
        }
    }

    private Doors() {}

    /** Sets the factories, once per JVM. */
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
