package io.jackfield.agent.network;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Native libraries whose sockets are the kernel's, whatever host a thread belongs to. They are
 * known by their names: a library of another that calls socket(2) is not noticed.
 */
final class NativeTransports {
    /** Before the name stands the package that a copy was moved to, as in gRPC's. */
    private static final Pattern NETTY =
            Pattern.compile("(?:lib)?(\\w*?)netty_transport_native_([a-z_]*[a-z]).*");

    private static final Pattern JUNIXSOCKET = Pattern.compile("(?:lib)?junixsocket-native.*");
    private static final Pattern ZEROMQ = Pattern.compile("(?:lib)?(?:jzmq|zmq).*");

    private NativeTransports() {}

    /** What to set instead of a library, by its name or path; null if it opens no sockets. */
    static @Nullable String advice(String library) {
        String name = library.substring(library.lastIndexOf('/') + 1);
        Matcher netty = NETTY.matcher(name);
        if (netty.matches()) {
            return "set -D"
                    + netty.group(1).replace('_', '.')
                    + "io.netty.transport.noNative=true, or use NioIoHandler (NioEventLoopGroup),"
                    + " whose channels are the host's";
        }
        if (JUNIXSOCKET.matcher(name).matches()) {
            return "use SocketChannel.open(StandardProtocolFamily.UNIX)";
        }
        return ZEROMQ.matcher(name).matches() ? "use org.zeromq:jeromq, which is Java" : null;
    }
}
