package io.jackfield.jdk.classic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A connected TCP socket, or one that will be. */
non-sealed interface Connection extends Backing {
    /** Connects within the time; a failure closes. */
    void connect(InetSocketAddress to, int millis) throws IOException;

    /** Octets, at least one, or −1 at the end. */
    int receive(byte[] to, int offset, int length, int millis) throws IOException;

    /** Sends everything. */
    void send(byte[] from, int offset, int length) throws IOException;

    /** Sends an octet of urgent data; an error of the system is a plain IOException. */
    void sendUrgent(int octet) throws IOException;

    int available() throws IOException;

    void shutdownInput() throws IOException;

    void shutdownOutput() throws IOException;

    /** SO_OOBINLINE, which has no public SocketOption. */
    void oobInline(boolean on) throws IOException;

    boolean oobInline() throws IOException;

    /** Null before connect. */
    @Nullable InetSocketAddress remote();
}
