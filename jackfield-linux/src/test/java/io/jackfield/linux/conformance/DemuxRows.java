package io.jackfield.linux.conformance;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows 44 to 52: which of several sockets of a port gets what comes. */
final class DemuxRows {
    private static final int PORT = 8080;
    private static final int CLIENT = 40_000;
    private static final int LISTENERS = 4;
    private static final IpAddress OTHER = IpAddress.of("127.0.0.2");
    private static final IpAddress GROUP = IpAddress.of("239.1.2.3");
    private static final int USER = 1000;

    private DemuxRows() {}

    static List<Row> all() {
        return Stream.of(groups(), datagrams()).flatMap(List::stream).toList();
    }

    private static List<Row> groups() {
        return List.of(
                Row.of(
                        "44",
                        "SO_REUSEPORT of another user",
                        """
                        TCP: EADDRINUSE
                        UDP: EADDRINUSE
                        TIME-WAIT remainder: ok
                        same user: ok
                        """,
                        DemuxRows::owners),
                Row.of(
                        "45",
                        "SO_REUSEPORT chooses by hash",
                        """
                        200 connects: each has its part
                        the same four, 5 times: 1 listener
                        one flow of UDP, 20 datagrams: 1 socket
                        """,
                        DemuxRows::hashed),
                Row.of(
                        "46",
                        "a group on all addresses beside one on 127.0.0.1",
                        """
                        127.0.0.1: the specific group
                        127.0.0.2: the other group
                        """,
                        DemuxRows::specific));
    }

    private static List<Row> datagrams() {
        return List.of(
                Row.of(
                        "50",
                        "two UDP sockets with SO_REUSEADDR on one address",
                        """
                        unicast: 0 3
                        multicast: 3 3
                        """,
                        DemuxRows::lastBound),
                Row.of(
                        "51",
                        "the most specific UDP socket receives",
                        """
                        from its peer: connected
                        from another: specific
                        to another address: wildcard
                        """,
                        DemuxRows::scored),
                Row.of(
                        "52",
                        "multicast to a socket that joined no group",
                        """
                        nobody joined: 0
                        another joined: 1
                        IP_MULTICAST_ALL 0: 0
                        """,
                        DemuxRows::joinedByAnother));
    }

    private static int reusing(Calls c, int fd) {
        c.set(fd, Option.SO_REUSEPORT, 1);
        return fd;
    }

    private static void owners(Calls c) {
        int tcp = reusing(c, c.tcp());
        Calls.must("bind", c.bind(tcp, Calls.LOOPBACK, PORT));
        Calls.must("listen", c.os.listen(tcp, 1));
        Calls.must("bind", c.bind(reusing(c, c.udp()), Calls.LOOPBACK, PORT));
        int gone = reusing(c, c.tcp());
        Calls.must("bind", c.bind(gone, Calls.LOOPBACK, PORT + 1));
        Calls.must("listen", c.os.listen(gone, 1));
        int client = c.connected(PORT + 1);
        int server = Calls.must("accept", c.os.accept(gone, null));
        c.os.close(gone);
        c.os.close(server);
        c.pause(10);
        c.os.close(client);
        c.pause(10);
        Calls.must("seteuid", c.os.seteuid(USER));
        c.ok("TCP", c.bind(reusing(c, c.tcp()), Calls.LOOPBACK, PORT));
        c.ok("UDP", c.bind(reusing(c, c.udp()), Calls.LOOPBACK, PORT));
        c.ok("TIME-WAIT remainder", c.bind(reusing(c, c.tcp()), Calls.LOOPBACK, PORT + 1));
        Calls.must("seteuid", c.os.seteuid(0));
        c.ok("same user", c.bind(reusing(c, c.tcp()), Calls.LOOPBACK, PORT));
    }

    /** Listeners of a port that do not block. */
    private static int[] listeners(Calls c, IpAddress address) {
        int[] all = new int[LISTENERS];
        for (int i = 0; i < LISTENERS; i++) {
            all[i] = reusing(c, c.nonblocking());
            Calls.must("bind", c.bind(all[i], address, PORT));
            Calls.must("listen", c.os.listen(all[i], 128));
        }
        return all;
    }

    /** Connects, answers which of them got it, and resets. */
    private static int chosen(Calls c, int[] listeners, IpAddress to, int from) {
        int client = c.tcp();
        ByteBuffer now = Values.linger(true, 0);
        Calls.must("linger", c.os.setsockopt(client, Option.SOL_SOCKET, Option.SO_LINGER, now));
        if (from > 0) {
            Calls.must("bind", c.bind(client, Calls.LOOPBACK, from));
        }
        Calls.must("connect", c.os.connect(client, SocketAddress.of(to, PORT)));
        for (int i = 0; i < listeners.length; i++) {
            int fd = c.os.accept(listeners[i], null);
            if (fd >= 0) {
                c.os.close(client);
                c.os.close(fd);
                return i;
            }
        }
        throw new AssertionError("nobody got the connection");
    }

    private static void hashed(Calls c) {
        int[] listeners = listeners(c, Calls.LOOPBACK);
        int[] parts = new int[LISTENERS];
        for (int i = 0; i < 200; i++) {
            parts[chosen(c, listeners, Calls.LOOPBACK, 0)]++;
        }
        boolean even = true;
        for (int part : parts) {
            even &= part > 20 && part < 90;
        }
        c.note("200 connects: " + (even ? "each has its part" : List.of(parts)));
        List<Integer> same = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            same.add(chosen(c, listeners, Calls.LOOPBACK, CLIENT));
        }
        c.note("the same four, 5 times: " + same.stream().distinct().count() + " listener");
        c.note("one flow of UDP, 20 datagrams: " + oneFlow(c) + " socket");
    }

    private static int oneFlow(Calls c) {
        int[] sockets = new int[LISTENERS];
        for (int i = 0; i < LISTENERS; i++) {
            sockets[i] = reusing(c, c.udp());
            Calls.must("bind", c.bind(sockets[i], Calls.LOOPBACK, PORT));
        }
        int client = c.udp();
        c.connect(client, PORT);
        for (int i = 0; i < 20; i++) {
            Calls.must("send", c.send(client, "x"));
        }
        int used = 0;
        for (int each : sockets) {
            used += received(c, each) > 0 ? 1 : 0;
        }
        return used;
    }

    /** How many datagrams are there now. */
    private static int received(Calls c, int fd) {
        int count = 0;
        while (!c.readiness(fd).equals("OUT")) {
            Calls.must("recv", c.os.recv(fd, ByteBuffer.allocate(1), 0));
            count++;
        }
        return count;
    }

    private static void specific(Calls c) {
        int[] wild = listeners(c, Calls.ANY);
        int[] own = listeners(c, Calls.LOOPBACK);
        for (int i = 0; i < 10; i++) {
            chosen(c, own, Calls.LOOPBACK, 0);
            chosen(c, wild, OTHER, 0);
        }
        c.note("127.0.0.1: the specific group");
        c.note("127.0.0.2: the other group");
    }

    private static int bound(Calls c, IpAddress address) {
        int fd = c.udp();
        c.set(fd, Option.SO_REUSEADDR, 1);
        Calls.must("bind", c.bind(fd, address, PORT));
        return fd;
    }

    private static void join(Calls c, int fd) {
        ByteBuffer request = ByteBuffer.allocate(8);
        request.put(GROUP.octets()).put(Calls.LOOPBACK.octets()).flip();
        Calls.must("join", c.os.setsockopt(fd, Option.SOL_IP, Option.IP_ADD_MEMBERSHIP, request));
    }

    private static void sendTo(Calls c, int fd, IpAddress to, String text) {
        ByteBuffer octets =
                ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Calls.must("sendto", c.os.sendto(fd, octets, 0, SocketAddress.of(to, PORT)));
    }

    /** A socket whose multicast leaves by the loopback interface. */
    private static int sender(Calls c) {
        int fd = c.udp();
        ByteBuffer lo = ByteBuffer.wrap(Calls.LOOPBACK.octets());
        Calls.must(
                "IP_MULTICAST_IF", c.os.setsockopt(fd, Option.SOL_IP, Option.IP_MULTICAST_IF, lo));
        return fd;
    }

    private static void lastBound(Calls c) {
        int first = bound(c, Calls.LOOPBACK);
        int second = bound(c, Calls.LOOPBACK);
        int from = sender(c);
        for (int i = 0; i < 3; i++) {
            sendTo(c, from, Calls.LOOPBACK, "x");
        }
        c.note("unicast: " + received(c, first) + " " + received(c, second));
        c.os.close(first);
        c.os.close(second);
        first = bound(c, Calls.ANY);
        second = bound(c, Calls.ANY);
        join(c, first);
        join(c, second);
        for (int i = 0; i < 3; i++) {
            sendTo(c, from, GROUP, "x");
        }
        c.note("multicast: " + received(c, first) + " " + received(c, second));
    }

    private static void scored(Calls c) {
        int wildcard = bound(c, Calls.ANY);
        int connected = bound(c, Calls.LOOPBACK);
        int specific = bound(c, Calls.LOOPBACK);
        int peer = c.udp();
        Calls.must("bind", c.bind(peer, Calls.LOOPBACK, CLIENT));
        c.connect(connected, CLIENT);
        sendTo(c, peer, Calls.LOOPBACK, "x");
        c.note("from its peer: " + who(c, connected, specific, wildcard));
        int other = c.udp();
        sendTo(c, other, Calls.LOOPBACK, "x");
        c.note("from another: " + who(c, connected, specific, wildcard));
        sendTo(c, other, OTHER, "x");
        c.note("to another address: " + who(c, connected, specific, wildcard));
    }

    private static String who(Calls c, int connected, int specific, int wildcard) {
        String who = received(c, connected) > 0 ? "connected" : "";
        who += received(c, specific) > 0 ? "specific" : "";
        return who + (received(c, wildcard) > 0 ? "wildcard" : "");
    }

    private static void joinedByAnother(Calls c) {
        int fd = bound(c, Calls.ANY);
        int from = sender(c);
        sendTo(c, from, GROUP, "x");
        c.note("nobody joined", received(c, fd));
        join(c, c.udp());
        sendTo(c, from, GROUP, "x");
        c.note("another joined", received(c, fd));
        c.set(fd, Option.SOL_IP, Option.IP_MULTICAST_ALL, 0);
        sendTo(c, from, GROUP, "x");
        c.note("IP_MULTICAST_ALL 0", received(c, fd));
    }
}
