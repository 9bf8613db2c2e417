package io.jackfield.linux.conformance;

import io.jackfield.packet.Segment;
import io.jackfield.posix.Readiness;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** The table of ICMP errors against TCP, of both families. */
final class IcmpRows {
    private static final int PORT = 8080;
    private static final int NEXT_HOP_MTU = 1400;

    private IcmpRows() {}

    /** An error: its words, type, code, and the rest of its header. */
    private record Error(String words, int type, int code, int rest) {}

    private static final List<Error> ERRORS4 =
            List.of(
                    new Error("net unreachable", 3, 0, 0),
                    new Error("host unreachable", 3, 1, 0),
                    new Error("protocol unreachable", 3, 2, 0),
                    new Error("port unreachable", 3, 3, 0),
                    new Error("fragmentation needed", 3, 4, NEXT_HOP_MTU),
                    new Error("admin prohibited", 3, 13, 0),
                    new Error("source quench", 4, 0, 0),
                    new Error("TTL exceeded", 11, 0, 0),
                    new Error("parameter problem", 12, 0, 0));

    private static final List<Error> ERRORS6 =
            List.of(
                    new Error("no route", 1, 0, 0),
                    new Error("admin prohibited", 1, 1, 0),
                    new Error("beyond scope", 1, 2, 0),
                    new Error("address unreachable", 1, 3, 0),
                    new Error("port unreachable", 1, 4, 0),
                    new Error("policy failed", 1, 5, 0),
                    new Error("route rejected", 1, 6, 0),
                    new Error("packet too big", 2, 0, NEXT_HOP_MTU),
                    new Error("hop limit exceeded", 3, 0, 0),
                    new Error("parameter problem", 4, 0, 0));

    static List<Row> all() {
        return Stream.of(ofIpv4(), ofIpv6(), narrow()).flatMap(List::stream).toList();
    }

    private static List<Row> narrow() {
        return List.of(
                Row.of(
                        "ICMP fragmentation needed",
                        "a path of 1400 octets: the segments",
                        """
                        sent: 1460 1460
                        again: 1360 1360 200
                        """,
                        c -> narrow(c, 3, 4)),
                Row.of(
                        "ICMPv6 packet too big",
                        "the same of IPv6",
                        """
                        sent: 1440 1440
                        again: 1340 1340 200
                        """,
                        c -> narrow(c.overIpv6(), 2, 0)));
    }

    private static List<Row> ofIpv4() {
        return List.of(
                Row.of(
                        "ICMP in SYN-SENT",
                        "what an ICMP error does to a connect under way",
                        """
                        net unreachable: ENETUNREACH
                        host unreachable: EHOSTUNREACH
                        protocol unreachable: ENOPROTOOPT
                        port unreachable: ECONNREFUSED
                        fragmentation needed: -
                        admin prohibited: EHOSTUNREACH
                        source quench: -
                        TTL exceeded: EHOSTUNREACH
                        parameter problem: EPROTO
                        """,
                        c -> inSynSent(c, ERRORS4)),
                Row.of(
                        "ICMP in ESTABLISHED",
                        "what SO_ERROR says once after an ICMP error, and twice",
                        """
                        net unreachable: ENETUNREACH 0, lives
                        host unreachable: EHOSTUNREACH 0, lives
                        protocol unreachable: ENOPROTOOPT 0, lives
                        port unreachable: ECONNREFUSED 0, lives
                        fragmentation needed: 0 0, lives
                        admin prohibited: EHOSTUNREACH 0, lives
                        source quench: 0 0, lives
                        TTL exceeded: EHOSTUNREACH 0, lives
                        parameter problem: EPROTO 0, lives
                        """,
                        c -> inEstablished(c, ERRORS4)));
    }

    private static List<Row> ofIpv6() {
        return List.of(
                Row.of(
                        "ICMPv6 in SYN-SENT",
                        "the same of IPv6",
                        """
                        no route: ENETUNREACH
                        admin prohibited: EACCES
                        beyond scope: EHOSTUNREACH
                        address unreachable: EHOSTUNREACH
                        port unreachable: ECONNREFUSED
                        policy failed: EACCES
                        route rejected: EACCES
                        packet too big: -
                        hop limit exceeded: EHOSTUNREACH
                        parameter problem: EPROTO
                        """,
                        c -> inSynSent(c.overIpv6(), ERRORS6)),
                Row.of(
                        "ICMPv6 in ESTABLISHED",
                        "the same of IPv6",
                        """
                        no route: ENETUNREACH 0, lives
                        admin prohibited: EACCES 0, lives
                        beyond scope: EHOSTUNREACH 0, lives
                        address unreachable: EHOSTUNREACH 0, lives
                        port unreachable: ECONNREFUSED 0, lives
                        policy failed: EACCES 0, lives
                        route rejected: EACCES 0, lives
                        packet too big: 0 0, lives
                        hop limit exceeded: EHOSTUNREACH 0, lives
                        parameter problem: EPROTO 0, lives
                        """,
                        c -> inEstablished(c.overIpv6(), ERRORS6)));
    }

    private static void inSynSent(Calls c, List<Error> errors) {
        int port = PORT;
        for (Error error : errors) {
            int fd = c.connecting(++port);
            Remote.called(c, port).complains(error.type, error.code, error.rest);
            boolean isOver = c.readiness(fd).contains("ERR");
            c.note(error.words + ": " + (isOver ? c.soError(fd) : "-"));
        }
    }

    private static void inEstablished(Calls c, List<Error> errors) {
        int port = PORT;
        for (Error error : errors) {
            int fd = c.connecting(++port);
            Remote server = Remote.called(c, port);
            server.sends(Segment.SYN | Segment.ACK, 0, 1);
            server.next();
            c.send(fd, "x");
            server.next();
            server.complains(error.type, error.code, error.rest);
            String both = c.soError(fd) + " " + c.soError(fd);
            server.sends(Segment.ACK, 1, 2, "on");
            boolean lives = c.recv(fd).equals("'on'");
            boolean isWhole = c.poll(fd, Readiness.POLLOUT).equals("OUT");
            c.note(error.words + ": " + both + (lives && isWhole ? ", lives" : ", over"));
        }
    }

    private static void narrow(Calls c, int type, int code) {
        int fd = c.connecting(PORT);
        Remote server = Remote.called(c, PORT);
        server.sends(Segment.SYN | Segment.ACK, 0, 1);
        server.next();
        int size = c.isV4 ? 1460 : 1440;
        Calls.must("send", c.os.send(fd, ByteBuffer.allocate(2 * size), 0));
        c.note("sent: " + server.sizes(2));
        server.complains(type, code, NEXT_HOP_MTU);
        c.note("again: " + server.sizes(3));
    }
}
