package io.jackfield.jdk.classic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.util.Set;

/**
 * What a {@link ClassicSocket} stands on: a TCP socket of a host, or one of the real machine.
 * Exceptions are those of the JDK's own SocketImpl, class and message; times of 0 are for ever.
 */
sealed interface Backing permits Connection, Listener {
    void bind(InetSocketAddress address) throws IOException;

    void close() throws IOException;

    Set<SocketOption<?>> options();

    <T> void option(SocketOption<T> name, T value) throws IOException;

    <T> T option(SocketOption<T> name) throws IOException;

    /** Null before bind. */
    @Nullable InetSocketAddress local();
}
