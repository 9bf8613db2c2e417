package io.jackfield.jdk.channel;

import io.jackfield.posix.Family;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.locks.ReentrantLock;

/** What a socket adaptor throws for what its channel throws, as the JDK's adaptors do. */
final class Adapted {
    /** Held while a channel makes its one adaptor. */
    static final ReentrantLock LOCK = new ReentrantLock();

    private Adapted() {}

    /**
     * Only a channel of an internet family has an adaptor.
     *
     * @throws UnsupportedOperationException if it is of another
     */
    static void requireInternet(Descriptor descriptor) {
        if (descriptor.family() == Family.AF_UNIX) {
            throw new UnsupportedOperationException("Not supported");
        }
    }

    /**
     * Of bind, connect, accept and shutdown: what is no IOException becomes one that java.net has.
     */
    static IOException failure(Exception thrown) {
        return thrown instanceof IOException own ? own : ofSocket(thrown);
    }

    /** Of options, and of all of a datagram socket's: nothing but SocketException. */
    static SocketException ofSocket(Exception thrown) {
        if (thrown instanceof SocketException own) {
            return own;
        }
        String message =
                switch (thrown) {
                    case ClosedChannelException _ -> "Socket is closed";
                    case NotYetConnectedException _ -> "Socket is not connected";
                    case AlreadyBoundException _ -> "Already bound";
                    case AlreadyConnectedException _ -> "Already connected";
                    case NotYetBoundException _ -> "Socket is not bound yet";
                    case UnsupportedAddressTypeException _ -> "Unsupported address type";
                    case UnresolvedAddressException _ -> "Unresolved address";
                    case RuntimeException own -> throw own;
                    default -> thrown.getMessage();
                };
        SocketException adapted = new SocketException(message);
        adapted.initCause(thrown);
        return adapted;
    }
}
