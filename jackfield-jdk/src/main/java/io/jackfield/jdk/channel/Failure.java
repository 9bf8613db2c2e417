package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;

/** The exceptions that the JDK on Linux throws for an errno: class and message. */
public final class Failure {
    private Failure() {}

    /** Of the calls that name a socket: socket, bind, listen, connect, accept, options. */
    public static IOException ofSocketCall(int result) {
        Errno errno = Errno.of(result);
        String text = errno.text();
        return switch (errno) {
            case EPROTO -> new ProtocolException(text);
            case ECONNREFUSED, ETIMEDOUT, ENOTCONN -> new ConnectException(text);
            case EHOSTUNREACH -> new NoRouteToHostException(text);
            case EADDRINUSE, EADDRNOTAVAIL, EPERM, EACCES -> new BindException(text);
            default -> new SocketException(text);
        };
    }

    /** Of reading from a stream. */
    public static IOException ofStreamRead(int result) {
        Errno errno = Errno.of(result);
        return errno == Errno.ECONNRESET
                ? new SocketException("Connection reset")
                : new IOException(errno.text());
    }

    /** Of writing to a stream: plain IOException, as the JDK's native dispatcher throws it. */
    public static IOException ofStreamWrite(int result) {
        return new IOException(Errno.of(result).text());
    }

    /** Of sending and receiving datagrams. */
    public static IOException ofDatagram(int result) {
        return Errno.of(result) == Errno.ECONNREFUSED
                ? new PortUnreachableException()
                : ofSocketCall(result);
    }
}
