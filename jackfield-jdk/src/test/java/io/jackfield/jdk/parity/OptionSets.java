package io.jackfield.jdk.parity;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.MulticastSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which options each type of socket has. */
public final class OptionSets {
    private OptionSets() {}

    private interface Opening<S> {
        S open() throws IOException;
    }

    private interface Asking<S> {
        Set<SocketOption<?>> options(S socket);
    }

    private static <S extends Closeable> void add(
            Programs all, String type, Opening<S> opening, Asking<S> asking) {
        all.add(
                type,
                () -> {
                    try (S socket = opening.open()) {
                        Set<String> names = new TreeSet<>();
                        asking.options(socket).forEach(each -> names.add(each.name()));
                        return String.join(" ", names);
                    }
                });
    }

    /** Asks one of each type, made by the calling thread. */
    public static Map<String, String> run() {
        return Programs.run(
                all -> {
                    add(all, "Socket", Socket::new, Socket::supportedOptions);
                    add(all, "ServerSocket", ServerSocket::new, ServerSocket::supportedOptions);
                    datagrams(all);
                    add(all, "SocketChannel", SocketChannel::open, SocketChannel::supportedOptions);
                    add(
                            all,
                            "ServerSocketChannel",
                            ServerSocketChannel::open,
                            ServerSocketChannel::supportedOptions);
                    add(
                            all,
                            "SocketChannel of UNIX",
                            () -> SocketChannel.open(StandardProtocolFamily.UNIX),
                            SocketChannel::supportedOptions);
                    add(
                            all,
                            "ServerSocketChannel of UNIX",
                            () -> ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                            ServerSocketChannel::supportedOptions);
                    add(
                            all,
                            "DatagramChannel",
                            DatagramChannel::open,
                            DatagramChannel::supportedOptions);
                    add(
                            all,
                            "AsynchronousSocketChannel",
                            AsynchronousSocketChannel::open,
                            AsynchronousSocketChannel::supportedOptions);
                    add(
                            all,
                            "AsynchronousServerSocketChannel",
                            AsynchronousServerSocketChannel::open,
                            AsynchronousServerSocketChannel::supportedOptions);
                });
    }

    private static void datagrams(Programs all) {
        add(all, "DatagramSocket", DatagramSocket::new, DatagramSocket::supportedOptions);
        add(all, "MulticastSocket", MulticastSocket::new, MulticastSocket::supportedOptions);
    }

    /** Prints all, a line each. */
    public static void main(String[] arguments) {
        run().forEach((type, options) -> System.out.println(type + "\t" + options));
        System.exit(0);
    }
}
