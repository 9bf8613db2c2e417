package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.FOREIGN;
import static io.jackfield.jdk.parity.Programs.LOOPBACK;
import static io.jackfield.jdk.parity.Programs.of;
import static io.jackfield.jdk.parity.Programs.outcome;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/** DatagramChannel and its adaptor. */
final class DatagramPrograms {
    private DatagramPrograms() {}

    static void addTo(Programs all) {
        binding(all);
        sending(all);
        arriving(all);
        refused(all);
        adaptors(all);
        rooms(all);
        closed(all);
        states(all);
    }

    private static ByteBuffer one() {
        return ByteBuffer.allocate(1);
    }

    private static DatagramChannel bound() throws Exception {
        return DatagramChannel.open().bind(of(0));
    }

    /** A port where nobody receives. */
    private static SocketAddress nobody() throws Exception {
        try (DatagramChannel channel = bound()) {
            return channel.getLocalAddress();
        }
    }

    private static void binding(Programs all) {
        all.add(
                "datagram bind in use",
                () -> {
                    try (DatagramChannel first = bound();
                            DatagramChannel second = DatagramChannel.open()) {
                        return second.bind(first.getLocalAddress());
                    }
                });
        all.add(
                "datagram bind to a foreign address",
                () -> {
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        return channel.bind(new InetSocketAddress(FOREIGN, 0));
                    }
                });
        all.add(
                "datagram bind twice",
                () -> {
                    try (DatagramChannel channel = bound()) {
                        return outcome(() -> channel.bind(of(0)))
                                + outcome(() -> channel.socket().bind(of(0)));
                    }
                });
        all.add(
                "datagram unresolved",
                () -> {
                    InetSocketAddress to = InetSocketAddress.createUnresolved("nobody.invalid", 1);
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        return outcome(() -> channel.send(one(), to))
                                + outcome(() -> channel.connect(to))
                                + outcome(() -> channel.socket().connect(to));
                    }
                });
    }

    private static void sending(Programs all) {
        all.add(
                "datagram too long",
                () -> {
                    try (DatagramChannel there = bound();
                            DatagramChannel here = DatagramChannel.open()) {
                        SocketAddress to = there.getLocalAddress();
                        return outcome(() -> here.send(ByteBuffer.allocate(65_508), to))
                                + outcome(() -> here.send(ByteBuffer.allocate(65_507), to));
                    }
                });
        all.add(
                "datagram to port 0",
                () -> {
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        return outcome(() -> channel.send(one(), of(0)))
                                + outcome(() -> channel.connect(of(0)));
                    }
                });
        all.add(
                "datagram broadcast without permission",
                () -> {
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        return channel.send(one(), new InetSocketAddress("127.255.255.255", 9));
                    }
                });
    }

    private static void arriving(Programs all) {
        all.add(
                "datagram of nothing",
                () -> {
                    try (DatagramChannel there = bound();
                            DatagramChannel here = bound()) {
                        int sent = here.send(ByteBuffer.allocate(0), there.getLocalAddress());
                        ByteBuffer room = one();
                        return List.of(sent, there.receive(room), room.position());
                    }
                });
        all.add(
                "datagram connect forgets what came before",
                () -> {
                    try (DatagramChannel there = bound();
                            DatagramChannel here = bound()) {
                        here.send(one(), there.getLocalAddress());
                        there.connect(here.getLocalAddress());
                        there.configureBlocking(false);
                        return there.read(one());
                    }
                });
        all.add(
                "datagram families",
                () -> {
                    try (DatagramChannel four = DatagramChannel.open(StandardProtocolFamily.INET);
                            DatagramChannel both = DatagramChannel.open()) {
                        both.bind(new InetSocketAddress(0));
                        int port = both.socket().getLocalPort();
                        four.send(one(), of(port));
                        return List.of(
                                both.receive(one()),
                                outcome(() -> four.send(one(), new InetSocketAddress("::1", port))),
                                both.getLocalAddress(),
                                four.getLocalAddress());
                    }
                });
    }

    private static void refused(Programs all) {
        all.add(
                "datagram port unreachable",
                () -> {
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        channel.connect(nobody());
                        channel.write(one());
                        return outcome(() -> channel.read(one()))
                                + outcome(() -> channel.write(one()))
                                + outcome(() -> channel.write(one()));
                    }
                });
        all.add(
                "datagram port unreachable, unconnected",
                () -> {
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        channel.send(one(), nobody());
                        channel.configureBlocking(false);
                        return channel.receive(one());
                    }
                });
    }

    private static void adaptors(Programs all) {
        all.add(
                "datagram adaptor timeout",
                () -> {
                    try (DatagramSocket socket = bound().socket()) {
                        socket.setSoTimeout(20);
                        socket.receive(new DatagramPacket(new byte[1], 1));
                        return socket;
                    }
                });
        all.add(
                "datagram adaptor port unreachable",
                () -> {
                    try (DatagramSocket socket = bound().socket()) {
                        socket.connect(nobody());
                        socket.send(new DatagramPacket(new byte[1], 1));
                        socket.receive(new DatagramPacket(new byte[1], 1));
                        return socket;
                    }
                });
        all.add(
                "datagram adaptor sends to nobody, and to another",
                () -> {
                    try (DatagramSocket socket = bound().socket()) {
                        DatagramPacket packet = new DatagramPacket(new byte[1], 1);
                        String unset = outcome(() -> socket.send(packet));
                        socket.connect(LOOPBACK, 9);
                        packet.setSocketAddress(of(10));
                        return unset + outcome(() -> socket.send(packet));
                    }
                });
    }

    private static void rooms(Programs all) {
        all.add(
                "datagram adaptor fills packets again",
                () -> {
                    try (DatagramSocket socket = bound().socket()) {
                        SocketAddress self = socket.getLocalSocketAddress();
                        DatagramPacket one = new DatagramPacket(new byte[10], 10);
                        DatagramPacket two = new DatagramPacket(new byte[10], 5);
                        List<Integer> lengths = new ArrayList<>();
                        for (int length : new int[] {2, 9, 1, 8, 7}) {
                            socket.send(new DatagramPacket(new byte[length], length, self));
                            socket.send(new DatagramPacket(new byte[length], length, self));
                            socket.receive(one);
                            socket.receive(two);
                            lengths.add(one.getLength());
                            lengths.add(two.getLength());
                        }
                        one.setLength(3);
                        socket.send(new DatagramPacket(new byte[9], 9, self));
                        socket.receive(one);
                        lengths.add(one.getLength());
                        return lengths;
                    }
                });
        all.add(
                "datagram adaptor cuts",
                () -> {
                    try (DatagramSocket socket = bound().socket()) {
                        socket.send(
                                new DatagramPacket(
                                        new byte[] {1, 2, 3}, 3, socket.getLocalSocketAddress()));
                        DatagramPacket room = new DatagramPacket(new byte[10], 4, 2);
                        socket.receive(room);
                        return List.of(room.getLength(), room.getOffset(), room.getData()[5]);
                    }
                });
    }

    private static void closed(Programs all) {
        all.add(
                "datagram closed",
                () -> {
                    DatagramChannel channel = bound();
                    DatagramSocket socket = channel.socket();
                    channel.close();
                    DatagramPacket packet = new DatagramPacket(new byte[1], 1, of(9));
                    return List.of(
                            outcome(() -> channel.receive(one())),
                            outcome(() -> channel.send(one(), of(9))),
                            outcome(() -> channel.connect(of(9))),
                            outcome(() -> channel.disconnect() == channel),
                            outcome(channel::getLocalAddress),
                            outcome(() -> socket.send(packet)),
                            outcome(() -> socket.receive(packet)),
                            outcome(socket::getSoTimeout),
                            outcome(socket::getBroadcast),
                            outcome(socket::getLocalPort),
                            outcome(socket::getLocalAddress),
                            outcome(() -> socket.connect(of(9))),
                            outcome(() -> socket.bind(of(0))));
                });
    }

    private static void states(Programs all) {
        all.add(
                "datagram states",
                () -> {
                    try (DatagramChannel fresh = DatagramChannel.open();
                            DatagramChannel channel = bound()) {
                        String unconnected = outcome(() -> fresh.read(one()));
                        channel.connect(of(9));
                        return List.of(
                                unconnected,
                                outcome(() -> channel.connect(of(9))),
                                outcome(() -> channel.send(one(), of(10))),
                                outcome(() -> channel.receive(one().asReadOnlyBuffer())));
                    }
                });
        all.add(
                "datagram disconnects",
                () -> {
                    try (DatagramChannel channel = DatagramChannel.open()) {
                        channel.connect(of(9));
                        channel.disconnect();
                        return List.of(
                                channel.isConnected(),
                                String.valueOf(channel.getRemoteAddress()),
                                channel.getLocalAddress());
                    }
                });
    }
}
