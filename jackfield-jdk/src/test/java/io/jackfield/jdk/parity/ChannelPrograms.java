package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.FOREIGN;
import static io.jackfield.jdk.parity.Programs.bracketed;
import static io.jackfield.jdk.parity.Programs.closedPort;
import static io.jackfield.jdk.parity.Programs.of;
import static io.jackfield.jdk.parity.Programs.outcome;

import io.jackfield.jdk.parity.Programs.Channels;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/** SocketChannel and ServerSocketChannel. */
final class ChannelPrograms {
    private ChannelPrograms() {}

    static void addTo(Programs all) {
        connecting(all);
        adaptorConnecting(all);
        binding(all);
        addresses(all);
        resets(all);
        ends(all);
        closed(all);
        states(all);
    }

    private static ByteBuffer one() {
        return ByteBuffer.allocate(1);
    }

    private static void connecting(Programs all) {
        all.add(
                "channel refused",
                () -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        return outcome(() -> channel.connect(closedPort())) + channel.isOpen();
                    }
                });
        all.add(
                "channel refused, not blocking",
                () -> {
                    try (SocketChannel channel = SocketChannel.open();
                            Selector selector = Selector.open()) {
                        channel.configureBlocking(false);
                        channel.register(selector, SelectionKey.OP_CONNECT);
                        channel.connect(closedPort());
                        selector.select(5000);
                        return outcome(channel::finishConnect) + channel.isOpen();
                    }
                });
        all.add(
                "channel connects twice",
                () -> {
                    try (Channels pair = Channels.open()) {
                        return pair.channel().connect(of(1));
                    }
                });
        all.add(
                "channel finishes what did not begin",
                () -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        return channel.finishConnect();
                    }
                });
    }

    private static void adaptorConnecting(Programs all) {
        all.add(
                "adaptor refused",
                () -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        channel.socket().connect(closedPort(), 1000);
                        return channel;
                    }
                });
        all.add(
                "adaptor unresolved",
                () -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        channel.socket().connect(unresolved());
                        return channel;
                    }
                });
        all.add(
                "adaptor connects a channel that does not block",
                () -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        channel.configureBlocking(false);
                        return outcome(() -> channel.socket().connect(closedPort(), 1000))
                                + outcome(() -> channel.socket().connect(closedPort(), -1));
                    }
                });
        all.add(
                "adaptor read timeout",
                () -> {
                    try (Channels pair = Channels.open()) {
                        Socket socket = pair.channel().socket();
                        socket.setSoTimeout(20);
                        return outcome(() -> socket.getInputStream().read())
                                + pair.channel().isOpen();
                    }
                });
        all.add(
                "adaptor accept timeout",
                () -> {
                    try (ServerSocketChannel channel = ServerSocketChannel.open().bind(of(0))) {
                        channel.socket().setSoTimeout(20);
                        return channel.socket().accept();
                    }
                });
        all.add(
                "adaptor accepts from a channel that does not block",
                () -> {
                    try (ServerSocketChannel channel = ServerSocketChannel.open().bind(of(0))) {
                        channel.configureBlocking(false);
                        return channel.socket().accept();
                    }
                });
    }

    private static InetSocketAddress unresolved() {
        return InetSocketAddress.createUnresolved("nobody.invalid", 1);
    }

    private static void binding(Programs all) {
        all.add(
                "channel bind in use",
                () -> {
                    try (ServerSocketChannel first = ServerSocketChannel.open().bind(of(0));
                            ServerSocketChannel second = ServerSocketChannel.open()) {
                        return second.bind(first.getLocalAddress());
                    }
                });
        all.add(
                "channel bind to a foreign address",
                () -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        return channel.bind(new InetSocketAddress(FOREIGN, 0));
                    }
                });
        all.add(
                "channel bind twice",
                () -> {
                    try (SocketChannel channel = SocketChannel.open().bind(of(0))) {
                        return outcome(() -> channel.bind(of(0)))
                                + outcome(() -> channel.socket().bind(of(0)));
                    }
                });
        all.add(
                "channel accept unbound",
                () -> {
                    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
                        return outcome(channel::accept) + outcome(channel.socket()::accept);
                    }
                });
        all.add(
                "channel not blocking accepts nobody",
                () -> {
                    try (ServerSocketChannel channel = ServerSocketChannel.open().bind(of(0))) {
                        channel.configureBlocking(false);
                        return channel.accept();
                    }
                });
    }

    private static void addresses(Programs all) {
        all.add(
                "channel addresses that it does not take",
                () -> {
                    try (SocketChannel four = SocketChannel.open(StandardProtocolFamily.INET)) {
                        InetAddress six = Inet6Address.getByName("::1");
                        return List.of(
                                outcome(() -> four.connect(unresolved())),
                                outcome(() -> four.bind(unresolved())),
                                outcome(() -> four.connect(new InetSocketAddress(six, 1))),
                                outcome(() -> four.connect(UnixDomainSocketAddress.of("/x"))),
                                outcome(() -> four.connect(null)));
                    }
                });
        all.add(
                "channel of both families meets one of the older",
                () -> {
                    try (ServerSocketChannel six =
                                    ServerSocketChannel.open().bind(new InetSocketAddress(0));
                            SocketChannel four = SocketChannel.open(StandardProtocolFamily.INET)) {
                        four.connect(of(six.socket().getLocalPort()));
                        try (SocketChannel accepted = six.accept()) {
                            return List.of(
                                    six.getLocalAddress(),
                                    accepted.getLocalAddress(),
                                    accepted.getRemoteAddress());
                        }
                    }
                });
        all.add(
                "channel connects to the wildcard",
                () -> {
                    try (ServerSocketChannel listener =
                                    ServerSocketChannel.open().bind(new InetSocketAddress(0));
                            SocketChannel channel = SocketChannel.open()) {
                        channel.connect(listener.getLocalAddress());
                        return channel.getRemoteAddress();
                    }
                });
    }

    private static void resets(Programs all) {
        all.add(
                "channel read after reset, and again",
                () -> {
                    try (Channels pair = Channels.open()) {
                        pair.reset();
                        return outcome(() -> pair.channel().read(one()))
                                + outcome(() -> pair.channel().read(one()))
                                + pair.channel().isOpen();
                    }
                });
        all.add(
                "channel write after reset, and again",
                () -> {
                    try (Channels pair = Channels.open()) {
                        pair.reset();
                        return outcome(() -> pair.channel().write(one()))
                                + outcome(() -> pair.channel().write(one()));
                    }
                });
        all.add(
                "adaptor write after reset, and again",
                () -> {
                    try (Channels pair = Channels.open()) {
                        pair.reset();
                        var out = pair.channel().socket().getOutputStream();
                        return outcome(() -> out.write(1)) + outcome(() -> out.write(1));
                    }
                });
        all.add(
                "adaptor read after reset, and again",
                () -> {
                    try (Channels pair = Channels.open()) {
                        pair.reset();
                        var in = pair.channel().socket().getInputStream();
                        return outcome(() -> in.read()) + outcome(() -> in.read());
                    }
                });
    }

    private static void ends(Programs all) {
        all.add(
                "channel reads the end, an empty buffer, and a read-only one",
                () -> {
                    try (Channels pair = Channels.open()) {
                        String empty = outcome(() -> pair.channel().read(ByteBuffer.allocate(0)));
                        String only = outcome(() -> pair.channel().read(one().asReadOnlyBuffer()));
                        pair.accepted().shutdownOutput();
                        return empty
                                + only
                                + outcome(() -> pair.channel().read(one()))
                                + outcome(() -> pair.channel().read(one()))
                                + outcome(() -> pair.channel().write(ByteBuffer.allocate(0)));
                    }
                });
        all.add(
                "channel after shutdownInput",
                () -> {
                    try (Channels pair = Channels.open()) {
                        pair.accepted().write(one());
                        pair.channel().shutdownInput();
                        return outcome(() -> pair.channel().read(one()))
                                + outcome(pair.channel()::shutdownInput).replaceAll("\\[.*", "")
                                + outcome(pair.channel().socket()::getInputStream)
                                + outcome(pair.channel().socket()::isInputShutdown);
                    }
                });
        all.add(
                "channel after shutdownOutput",
                () -> {
                    try (Channels pair = Channels.open()) {
                        pair.channel().shutdownOutput();
                        return outcome(() -> pair.channel().write(one()))
                                + outcome(pair.channel().socket()::getOutputStream)
                                + outcome(() -> pair.accepted().read(one()));
                    }
                });
        all.add(
                "channel scatters and gathers",
                () -> {
                    try (Channels pair = Channels.open()) {
                        ByteBuffer[] out = {one(), ByteBuffer.allocate(0), ByteBuffer.allocate(5)};
                        long sent = pair.channel().write(out);
                        ByteBuffer[] in = {one(), ByteBuffer.allocate(10)};
                        long got = pair.accepted().read(in, 0, 2);
                        return List.of(sent, got, in[1].position());
                    }
                });
    }

    private static void closed(Programs all) {
        all.add(
                "channel closed",
                () -> {
                    Channels pair = Channels.open();
                    SocketChannel channel = pair.channel();
                    pair.close();
                    return List.of(
                            outcome(() -> channel.read(one())),
                            outcome(() -> channel.write(one())),
                            outcome(() -> channel.connect(of(1))),
                            outcome(() -> channel.bind(of(0))),
                            outcome(channel::finishConnect),
                            outcome(channel::shutdownInput),
                            outcome(channel::getLocalAddress),
                            outcome(channel::getRemoteAddress),
                            outcome(
                                    () ->
                                            channel.getOption(
                                                    java.net.StandardSocketOptions.SO_RCVBUF)),
                            outcome(() -> channel.configureBlocking(false)),
                            outcome(channel::isConnected),
                            outcome(pair.listener()::accept),
                            outcome(pair.listener()::getLocalAddress),
                            outcome(() -> pair.listener().bind(of(0))));
                });
        all.add(
                "adaptor closed",
                () -> {
                    Channels pair = Channels.open();
                    Socket socket = pair.channel().socket();
                    var in = socket.getInputStream();
                    var out = socket.getOutputStream();
                    pair.close();
                    return List.of(
                            outcome(() -> in.read()),
                            outcome(in::available),
                            outcome(() -> out.write(1)),
                            outcome(socket::getInputStream),
                            outcome(socket::getTcpNoDelay),
                            outcome(() -> socket.setTcpNoDelay(true)),
                            outcome(() -> socket.connect(of(1))),
                            outcome(() -> socket.bind(of(0))),
                            outcome(socket::shutdownInput),
                            outcome(pair.listener().socket()::accept),
                            outcome(pair.listener().socket()::getSoTimeout),
                            outcome(pair.listener().socket()::getReuseAddress));
                });
    }

    private static void states(Programs all) {
        all.add(
                "channel unconnected",
                () -> {
                    try (SocketChannel channel = SocketChannel.open()) {
                        return List.of(
                                outcome(() -> channel.read(one())),
                                outcome(() -> channel.write(one())),
                                outcome(channel::shutdownInput),
                                outcome(channel::shutdownOutput),
                                outcome(channel.socket()::getInputStream),
                                outcome(channel.socket()::shutdownInput),
                                outcome(channel::getLocalAddress),
                                outcome(channel::getRemoteAddress));
                    }
                });
        all.add(
                "channels say what they are",
                () -> {
                    Channels pair = Channels.open();
                    String open = pair.channel() + bracketed(pair.listener());
                    pair.channel().shutdownInput();
                    pair.channel().shutdownOutput();
                    String shut = pair.channel().toString();
                    pair.close();
                    try (SocketChannel fresh = SocketChannel.open();
                            ServerSocketChannel unbound = ServerSocketChannel.open()) {
                        return List.of(
                                open,
                                shut,
                                fresh.toString(),
                                bracketed(unbound),
                                pair.channel().toString(),
                                bracketed(pair.listener()));
                    }
                });
    }
}
