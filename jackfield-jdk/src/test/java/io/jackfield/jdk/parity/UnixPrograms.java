package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.bracketed;
import static io.jackfield.jdk.parity.Programs.outcome;

import static java.net.StandardProtocolFamily.UNIX;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** SocketChannel and ServerSocketChannel on UNIX domain sockets. */
final class UnixPrograms {
    private static final String DIRECTORY =
            System.getProperty("java.io.tmpdir") + "/jackfield-%09d-";

    private UnixPrograms() {}

    static void addTo(Programs all) {
        opening(all);
        binding(all);
        connecting(all);
        queueing(all);
        talking(all);
        UnixEndPrograms.addTo(all);
    }

    /** A path that nobody has, of the same length in every run. */
    static UnixDomainSocketAddress at(String name) {
        return UnixDomainSocketAddress.of(
                DIRECTORY.formatted(ProcessHandle.current().pid()) + name);
    }

    /** Without the process's number, and without what is chosen by chance. */
    private static String shown(Object described) {
        return described
                .toString()
                .replaceAll("jackfield-\\d+-", "")
                .replaceAll("socket_\\d+", "socket_N");
    }

    /** Both ends of a connection; the path goes with them. */
    record Pair(ServerSocketChannel listener, SocketChannel channel, SocketChannel accepted)
            implements Closeable {
        static Pair open() throws IOException {
            ServerSocketChannel listener = ServerSocketChannel.open(UNIX).bind(at("pair"));
            SocketChannel channel = SocketChannel.open(at("pair"));
            return new Pair(listener, channel, listener.accept());
        }

        @Override
        public void close() throws IOException {
            channel.close();
            accepted.close();
            listener.close();
            Files.deleteIfExists(at("pair").getPath());
        }
    }

    private static void opening(Programs all) {
        all.add(
                "unix channels",
                () -> {
                    try (SocketChannel channel = SocketChannel.open(UNIX);
                            ServerSocketChannel listener = ServerSocketChannel.open(UNIX)) {
                        return bracketed(channel)
                                + bracketed(listener)
                                + channel.getLocalAddress()
                                + channel.getRemoteAddress()
                                + listener.getLocalAddress()
                                + outcome(channel::socket)
                                + outcome(listener::socket);
                    }
                });
        all.add("unix datagrams", () -> DatagramChannel.open(UNIX));
        all.add("unix to nobody", () -> shown(outcome(() -> SocketChannel.open(at("nobody")))));
        all.add(
                "unix accept, not bound",
                () -> {
                    try (ServerSocketChannel listener = ServerSocketChannel.open(UNIX)) {
                        return listener.accept();
                    }
                });
    }

    private static void binding(Programs all) {
        all.add("unix bind to none", () -> bound(null) + bound(UnixDomainSocketAddress.of("")));
        all.add("unix bind", () -> bound(at("bind")));
        all.add("unix bind to an internet address", () -> bound(new InetSocketAddress(0)));
        all.add(
                "unix bind beside",
                () -> {
                    try (Pair pair = Pair.open();
                            ServerSocketChannel second = ServerSocketChannel.open(UNIX)) {
                        return outcome(() -> second.bind(at("pair")))
                                + outcome(() -> pair.listener().bind(at("other")))
                                + outcome(() -> pair.channel().bind(at("other")))
                                + second.isOpen();
                    }
                });
        all.add("unix bind nowhere", () -> bound(UnixDomainSocketAddress.of("/tmp")));
        for (int length : new int[] {106, 107, 108, 109}) {
            all.add(
                    "unix path of " + length,
                    () -> {
                        String path = at("").toString();
                        int more = length - path.length();
                        UnixDomainSocketAddress nobody =
                                UnixDomainSocketAddress.of(path + "m".repeat(more));
                        return bound(UnixDomainSocketAddress.of(path + "n".repeat(more)))
                                + shown(outcome(() -> SocketChannel.open(nobody)));
                    });
        }
    }

    /** What a channel and a listener say when they are bound. */
    private static String bound(SocketAddress to) throws IOException {
        String said = "";
        try (SocketChannel channel = SocketChannel.open(UNIX)) {
            said +=
                    outcome(() -> channel.bind(to).getLocalAddress())
                            + outcome(() -> channel.bind(to));
        } finally {
            remove(to);
        }
        try (ServerSocketChannel listener = ServerSocketChannel.open(UNIX)) {
            String local = outcome(() -> listener.bind(to).getLocalAddress());
            said += local + bracketed(listener) + listener.isOpen();
            if (to == null) {
                remove(listener.getLocalAddress());
            }
        } finally {
            remove(to);
        }
        return shown(said);
    }

    static void remove(SocketAddress bound) throws IOException {
        if (bound instanceof UnixDomainSocketAddress unix && !unix.toString().equals("/tmp")) {
            Path path = unix.getPath();
            if (!path.toString().isEmpty()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void connecting(Programs all) {
        all.add(
                "unix connect",
                () -> {
                    try (Pair pair = Pair.open()) {
                        return shown(
                                bracketed(pair.channel())
                                        + bracketed(pair.accepted())
                                        + bracketed(pair.listener())
                                        + outcome(() -> pair.channel().connect(at("pair")))
                                        + pair.channel().finishConnect());
                    }
                });
        all.add(
                "unix connect elsewhere",
                () -> {
                    String said = "";
                    for (SocketAddress to :
                            new SocketAddress[] {
                                new InetSocketAddress(1), UnixDomainSocketAddress.of(""), at("no")
                            }) {
                        try (SocketChannel channel = SocketChannel.open(UNIX)) {
                            said += outcome(() -> channel.connect(to)) + channel.isOpen();
                        }
                    }
                    return said;
                });
        all.add(
                "internet connect to a path",
                () -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        return outcome(() -> channel.connect(at("no"))) + channel.isOpen();
                    }
                });
    }

    private static void queueing(Programs all) {
        all.add(
                "unix connect, bound",
                () -> {
                    try (ServerSocketChannel listener = ServerSocketChannel.open(UNIX);
                            SocketChannel channel = SocketChannel.open(UNIX)) {
                        listener.bind(at("server"));
                        channel.bind(at("client"));
                        channel.configureBlocking(false);
                        boolean connected = channel.connect(at("server"));
                        try (SocketChannel accepted = listener.accept()) {
                            return shown(connected + bracketed(channel) + bracketed(accepted));
                        }
                    } finally {
                        remove(at("server"));
                        remove(at("client"));
                    }
                });
        all.add(
                "unix connect, full",
                () -> {
                    try (ServerSocketChannel listener = ServerSocketChannel.open(UNIX);
                            SocketChannel first = SocketChannel.open(UNIX);
                            SocketChannel second = SocketChannel.open(UNIX);
                            SocketChannel third = SocketChannel.open(UNIX)) {
                        listener.bind(at("full"), 1);
                        third.configureBlocking(false);
                        return outcome(() -> first.connect(at("full")))
                                + outcome(() -> second.connect(at("full")))
                                + outcome(() -> third.connect(at("full")))
                                + third.isConnectionPending();
                    } finally {
                        remove(at("full"));
                    }
                });
    }

    private static void talking(Programs all) {
        all.add(
                "unix talk",
                () -> {
                    try (Pair pair = Pair.open()) {
                        ByteBuffer[] parts = {US_ASCII.encode("hel"), US_ASCII.encode("lo")};
                        pair.channel().write(parts);
                        ByteBuffer room = ByteBuffer.allocate(9);
                        int count = pair.accepted().read(room);
                        pair.channel().shutdownOutput();
                        int end = pair.accepted().read(room);
                        return count
                                + US_ASCII.decode(room.flip()).toString()
                                + end
                                + shown(bracketed(pair.channel()))
                                + outcome(() -> pair.channel().write(parts[0].rewind()));
                    }
                });
        all.add(
                "unix select",
                () -> {
                    try (Pair pair = Pair.open();
                            Selector selector = Selector.open()) {
                        pair.accepted().configureBlocking(false);
                        pair.listener().configureBlocking(false);
                        int ops = SelectionKey.OP_READ | SelectionKey.OP_WRITE;
                        SelectionKey key = pair.accepted().register(selector, ops);
                        SelectionKey accepts =
                                pair.listener().register(selector, SelectionKey.OP_ACCEPT);
                        selector.select(5000);
                        String said = key.readyOps() + " " + accepts.readyOps() + " ";
                        said += pair.accepted().read(ByteBuffer.allocate(1));
                        said += pair.listener().accept();
                        pair.channel().write(ByteBuffer.allocate(1));
                        try (SocketChannel second = SocketChannel.open(at("pair"))) {
                            selector.select(5000);
                            said += key.readyOps() + " " + accepts.readyOps();
                            return said + second.isConnected();
                        }
                    }
                });
    }
}
