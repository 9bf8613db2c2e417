package io.jackfield.jdk.classic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;

/** The options that {@link SocketOptions} names by number. */
final class NumberedOptions {
    private NumberedOptions() {}

    static void set(Backing backing, int id, Object value) throws SocketException {
        try {
            switch (id) {
                case SocketOptions.SO_LINGER ->
                        // the old interface says "off" with FALSE
                        backing.option(
                                StandardSocketOptions.SO_LINGER,
                                value instanceof Integer seconds ? seconds : -1);
                case SocketOptions.SO_SNDBUF, SocketOptions.SO_RCVBUF, SocketOptions.IP_TOS ->
                        backing.option(number(id), (Integer) value);
                case SocketOptions.SO_OOBINLINE -> ((Connection) backing).oobInline(is(value));
                default -> backing.option(flag(id), is(value));
            }
        } catch (IOException e) {
            throw asSocketException(e);
        }
    }

    static Object get(Backing backing, int id) throws SocketException {
        try {
            return switch (id) {
                case SocketOptions.SO_LINGER, // -1 for off, as the old interface has it
                        SocketOptions.SO_SNDBUF,
                        SocketOptions.SO_RCVBUF,
                        SocketOptions.IP_TOS ->
                        backing.option(number(id));
                case SocketOptions.SO_OOBINLINE -> ((Connection) backing).oobInline();
                case SocketOptions.SO_BINDADDR -> {
                    InetSocketAddress local = backing.local();
                    yield local == null
                            ? new InetSocketAddress(0).getAddress()
                            : local.getAddress();
                }
                default -> backing.option(flag(id));
            };
        } catch (IOException e) {
            throw asSocketException(e);
        }
    }

    private static boolean is(Object value) {
        return (Boolean) value;
    }

    private static SocketOption<Integer> number(int id) throws SocketException {
        return switch (id) {
            case SocketOptions.SO_LINGER -> StandardSocketOptions.SO_LINGER;
            case SocketOptions.SO_SNDBUF -> StandardSocketOptions.SO_SNDBUF;
            case SocketOptions.SO_RCVBUF -> StandardSocketOptions.SO_RCVBUF;
            case SocketOptions.IP_TOS -> StandardSocketOptions.IP_TOS;
            default -> throw new SocketException("Unknown option " + id);
        };
    }

    private static SocketOption<Boolean> flag(int id) throws SocketException {
        return switch (id) {
            case SocketOptions.TCP_NODELAY -> StandardSocketOptions.TCP_NODELAY;
            case SocketOptions.SO_KEEPALIVE -> StandardSocketOptions.SO_KEEPALIVE;
            case SocketOptions.SO_REUSEADDR -> StandardSocketOptions.SO_REUSEADDR;
            case SocketOptions.SO_REUSEPORT -> StandardSocketOptions.SO_REUSEPORT;
            default -> throw new SocketException("Unknown option " + id);
        };
    }

    private static SocketException asSocketException(IOException e) {
        if (e instanceof SocketException socket) {
            return socket;
        }
        SocketException socket = new SocketException(e.getMessage());
        socket.initCause(e);
        return socket;
    }
}
