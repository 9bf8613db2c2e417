package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.Ancillary.of;
import static io.jackfield.linux.conformance.Calls.must;
import static io.jackfield.linux.conformance.Calls.text;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;

import java.nio.ByteBuffer;
import java.util.List;

/** What control messages do at sendmsg and recvmsg. */
final class AncillaryRows {
    private static final int SOL_NOBODY = 99;

    private AncillaryRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("sent/length", "lengths that cannot be", "", AncillaryRows::lengths),
                Row.of("sent/v4", "what may be sent over IPv4", "", AncillaryRows::sent4),
                Row.of("sent/v6", "what may be sent over IPv6", "", AncillaryRows::sent6),
                Row.of("sent/mapped", "AF_INET6 over IPv4", "", AncillaryRows::sentMapped),
                Row.of("sent/tcp", "what may be sent on a stream", "", AncillaryRows::sentOnStream),
                Row.of("received/v4", "what is told over IPv4", "", AncillaryRows::received4),
                Row.of("received/v6", "what is told over IPv6", "", AncillaryRows::received6),
                Row.of("received/mapped", "AF_INET6 over IPv4", "", AncillaryRows::receivedMapped),
                Row.of("received/late", "asked after the arrival", "", AncillaryRows::late),
                Row.of("received/room", "too little room", "", AncillaryRows::room),
                Row.of("received/dropped", "SO_RXQ_OVFL", "", AncillaryRows::dropped),
                Row.of("received/time", "the four of the time", "", AncillaryRows::times));
    }

    static SocketAddress at4(int port) {
        return SocketAddress.of(Calls.LOOPBACK, port);
    }

    static SocketAddress at6(int port) {
        return SocketAddress.of(IpAddress.LOOPBACK6, port);
    }

    static int udp6(Calls c) {
        return must("socket", c.os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0));
    }

    private static void lengths(Calls c) {
        int fd = c.udp();
        for (long length : new long[] {0, 15, 16, 19, 21, 24, 25, -1}) {
            ByteBuffer control = of(SOL_NOBODY, 1, 7).putLong(0, length);
            c.note(length + ": " + text(Ancillary.send(c, fd, at4(9), control)));
        }
        for (int octets : new int[] {0, 1, 15, 16, 17}) {
            ByteBuffer control = of(Option.SOL_IP, 1000, 7).limit(octets);
            c.note(octets + " octets: " + text(Ancillary.send(c, fd, at4(9), control)));
        }
        for (int octets : new int[] {131_000, 131_071, 131_072}) {
            ByteBuffer control = of(SOL_NOBODY, 1, "00".repeat(octets - 16));
            control.limit(octets);
            c.note(octets + " octets: " + text(Ancillary.send(c, fd, at4(9), control)));
        }
    }

    private static void sent4(Calls c) {
        int fd = c.udp();
        try4(c, fd, "nobody's level", of(SOL_NOBODY, 1, 7));
        try4(c, fd, "IPv6's level", of(Option.SOL_IPV6, 1, 7));
        try4(c, fd, "SCM_RIGHTS", of(Option.SOL_SOCKET, 1, 7));
        try4(c, fd, "SCM_CREDENTIALS", of(Option.SOL_SOCKET, 2, 7));
        try4(c, fd, "socket 99", of(Option.SOL_SOCKET, 99, 7));
        try4(c, fd, "IP 99", of(Option.SOL_IP, 99, 7));
        try4(c, fd, "UDP 1", of(Option.SOL_UDP, 1, 7));
        for (int ttl : new int[] {-1, 0, 1, 255, 256}) {
            try4(c, fd, "ttl " + ttl, of(Option.SOL_IP, Option.IP_TTL, ttl));
        }
        try4(c, fd, "ttl in an octet", of(Option.SOL_IP, Option.IP_TTL, "07"));
        for (int tos : new int[] {-1, 0, 255, 256}) {
            try4(c, fd, "tos " + tos, of(Option.SOL_IP, Option.IP_TOS, tos));
        }
        try4(c, fd, "tos in an octet", of(Option.SOL_IP, Option.IP_TOS, "ff"));
        try4(c, fd, "tos in two", of(Option.SOL_IP, Option.IP_TOS, "ffff"));
        String rest = " 00000000";
        packetInfo4(c, fd, "nothing", "00000000 00000000" + rest);
        packetInfo4(c, fd, "lo", "01000000 00000000" + rest);
        packetInfo4(c, fd, "no interface", "63000000 00000000" + rest);
        packetInfo4(c, fd, "127.0.0.2", "00000000 7f000002" + rest);
        packetInfo4(c, fd, "10.9.9.9", "00000000 0a090909" + rest);
        packetInfo4(c, fd, "224.0.0.9", "00000000 e0000009" + rest);
        packetInfo4(c, fd, "lo and 10.9.9.9", "01000000 0a090909" + rest);
        packetInfo4(c, fd, "too short", "01000000 00000000");
        packetInfo4(c, fd, "too long", "01000000 00000000 00000000 00000000");
    }

    private static void packetInfo4(Calls c, int fd, String what, String digits) {
        try4(c, fd, "pktinfo " + what, of(Option.SOL_IP, Option.IP_PKTINFO, digits));
    }

    private static void try4(Calls c, int fd, String what, ByteBuffer control) {
        c.note(what + ": " + text(Ancillary.send(c, fd, at4(9), control)));
    }

    private static void sent6(Calls c) {
        int fd = udp6(c);
        try6(c, fd, "nobody's level", of(SOL_NOBODY, 1, 7));
        try6(c, fd, "IPv4's level", of(Option.SOL_IP, Option.IP_TTL, 7));
        try6(c, fd, "SCM_RIGHTS", of(Option.SOL_SOCKET, 1, 7));
        try6(c, fd, "socket 99", of(Option.SOL_SOCKET, 99, 7));
        try6(c, fd, "IPv6 99", of(Option.SOL_IPV6, 99, 7));
        for (int value : new int[] {-2, -1, 0, 255, 256}) {
            try6(c, fd, "hops " + value, of(Option.SOL_IPV6, Option.IPV6_HOPLIMIT, value));
            try6(c, fd, "class " + value, of(Option.SOL_IPV6, Option.IPV6_TCLASS, value));
        }
        try6(c, fd, "hops in an octet", of(Option.SOL_IPV6, Option.IPV6_HOPLIMIT, "07"));
        String none = "00".repeat(16);
        String loopback = "00".repeat(15) + "01";
        packetInfo6(c, fd, "nothing", none + "00000000");
        packetInfo6(c, fd, "lo", none + "01000000");
        packetInfo6(c, fd, "no interface", none + "63000000");
        packetInfo6(c, fd, "::1", loopback + "00000000");
        packetInfo6(c, fd, "foreign", "20" + loopback.substring(2) + "00000000");
        packetInfo6(c, fd, "too short", none);
        packetInfo6(c, fd, "longer", none + "0100000000000000");
        c.set(fd, Option.SO_REUSEADDR, 1);
        must("bind", c.os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_BINDTODEVICE, device("lo")));
        packetInfo6(c, fd, "lo again", none + "01000000");
        packetInfo6(c, fd, "another", none + "02000000");
    }

    static ByteBuffer device(String name) {
        return ByteBuffer.wrap(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static void packetInfo6(Calls c, int fd, String what, String digits) {
        try6(c, fd, "pktinfo " + what, of(Option.SOL_IPV6, Option.IPV6_PKTINFO, digits));
    }

    private static void try6(Calls c, int fd, String what, ByteBuffer control) {
        c.note(what + ": " + text(Ancillary.send(c, fd, at6(9), control)));
    }

    private static void sentMapped(Calls c) {
        int fd = udp6(c);
        try4(c, fd, "ttl", of(Option.SOL_IP, Option.IP_TTL, 7));
        try4(c, fd, "hops", of(Option.SOL_IPV6, Option.IPV6_HOPLIMIT, 7));
        String mapped = "00".repeat(10) + "ffff7f000002";
        packetInfoMapped(c, fd, "mapped", mapped + "00000000");
        packetInfoMapped(c, fd, "mapped foreign", "00".repeat(10) + "ffff0a000002" + "00000000");
        packetInfoMapped(c, fd, "::1", "00".repeat(15) + "01" + "00000000");
        packetInfoMapped(c, fd, "::", "00".repeat(16) + "01000000");
    }

    private static void packetInfoMapped(Calls c, int fd, String what, String digits) {
        SocketAddress to = SocketAddress.inet6(Calls.LOOPBACK, 9, 0);
        ByteBuffer control = of(Option.SOL_IPV6, Option.IPV6_PKTINFO, digits);
        c.note("pktinfo " + what + ": " + text(Ancillary.send(c, fd, to, control)));
    }

    private static void sentOnStream(Calls c) {
        ByteBuffer unsound = of(SOL_NOBODY, 1, 7).putLong(0, 3);
        int fresh = c.tcp();
        c.note("not connected: " + text(stream(c, fresh, unsound)));
        int fd = c.pair(7000)[0];
        c.note("unsound: " + text(stream(c, fd, unsound)));
        c.note("nobody's level: " + text(stream(c, fd, of(SOL_NOBODY, 1, 7))));
        c.note("IP: " + text(stream(c, fd, of(Option.SOL_IP, Option.IP_TTL, 0))));
        c.note("TCP: " + text(stream(c, fd, of(Option.SOL_TCP, 1, 0))));
        c.note("SCM_RIGHTS: " + text(stream(c, fd, of(Option.SOL_SOCKET, 1, 0))));
        c.note("socket 99: " + text(stream(c, fd, of(Option.SOL_SOCKET, 99, 0))));
    }

    private static int stream(Calls c, int fd, ByteBuffer control) {
        io.jackfield.posix.Message message =
                new io.jackfield.posix.Message(ByteBuffer.wrap(new byte[] {'x'}));
        message.control = control;
        return c.os.sendmsg(fd, message, io.jackfield.posix.MessageFlags.MSG_NOSIGNAL);
    }

    private static int receiver4(Calls c, int port, int... options) {
        int fd = c.udp();
        must("bind", c.bind(fd, Calls.ANY, port));
        for (int option : options) {
            c.set(fd, Option.SOL_IP, option, 1);
        }
        return fd;
    }

    private static void received4(Calls c) {
        int[] all = {
            Option.IP_ORIGDSTADDR, Option.IP_RECVTOS, Option.IP_RECVTTL, Option.IP_PKTINFO
        };
        int fd = receiver4(c, 7000, all);
        c.set(fd, Option.SO_RXQ_OVFL, 1);
        int sender = c.udp();
        c.set(sender, Option.SOL_IP, Option.IP_TTL, 77);
        c.set(sender, Option.SOL_IP, Option.IP_TOS, 0x48);
        Ancillary.send(c, sender, at4(7000), null);
        c.note(Ancillary.receive(c, fd, 0));
        Ancillary.send(c, sender, at4(7000), of(Option.SOL_IP, Option.IP_TTL, 3));
        c.note(Ancillary.receive(c, fd, 0));
        Ancillary.send(c, sender, at4(7000), of(Option.SOL_IP, Option.IP_TOS, "24"));
        c.note(Ancillary.receive(c, fd, 0));
        String from = "01000000 7f000009 00000000";
        Ancillary.send(c, sender, at4(7000), of(Option.SOL_IP, Option.IP_PKTINFO, from));
        io.jackfield.posix.Message peeked = new io.jackfield.posix.Message(ByteBuffer.allocate(9));
        peeked.from = new SocketAddressBuffer();
        c.os.recvmsg(fd, peeked, io.jackfield.posix.MessageFlags.MSG_PEEK);
        c.note(peeked.from.address().address() + " flags " + peeked.flags);
        c.note(Ancillary.receive(c, fd, 0));
        for (int option : all) {
            c.note(option + " is " + c.get(fd, Option.SOL_IP, option));
            c.set(fd, Option.SOL_IP, option, 0);
        }
        Ancillary.send(c, sender, SocketAddress.of(IpAddress.of("127.0.0.8"), 7000), null);
        c.note(Ancillary.receive(c, fd, 0));
    }

    private static void received6(Calls c) {
        int fd = udp6(c);
        must("bind", c.os.bind(fd, SocketAddress.inet6(IpAddress.ANY6, 7000, 0)));
        int[] all = {
            Option.IPV6_ORIGDSTADDR,
            Option.IPV6_RECVTCLASS,
            Option.IPV6_RECVHOPLIMIT,
            Option.IPV6_RECVPKTINFO
        };
        for (int option : all) {
            c.set(fd, Option.SOL_IPV6, option, 1);
        }
        int sender = udp6(c);
        c.set(sender, Option.SOL_IPV6, Option.IPV6_UNICAST_HOPS, 77);
        c.set(sender, Option.SOL_IPV6, Option.IPV6_TCLASS, 0x48);
        Ancillary.send(c, sender, at6(7000), null);
        c.note(Ancillary.receive(c, fd, 0));
        Ancillary.send(c, sender, at6(7000), of(Option.SOL_IPV6, Option.IPV6_HOPLIMIT, 3));
        c.note(Ancillary.receive(c, fd, 0));
        Ancillary.send(c, sender, at6(7000), of(Option.SOL_IPV6, Option.IPV6_TCLASS, 0x24));
        c.note(Ancillary.receive(c, fd, 0));
        Ancillary.send(c, sender, at6(7000), of(Option.SOL_IPV6, Option.IPV6_HOPLIMIT, -1));
        c.note(Ancillary.receive(c, fd, 0));
        for (int option : all) {
            c.note(option + " is " + c.get(fd, Option.SOL_IPV6, option));
        }
    }

    private static void receivedMapped(Calls c) {
        int fd = udp6(c);
        must("bind", c.os.bind(fd, SocketAddress.inet6(IpAddress.ANY6, 7000, 0)));
        c.set(fd, Option.SOL_IPV6, Option.IPV6_RECVPKTINFO, 1);
        c.set(fd, Option.SOL_IPV6, Option.IPV6_RECVHOPLIMIT, 1);
        c.set(fd, Option.SOL_IP, Option.IP_RECVTTL, 1);
        c.set(fd, Option.SOL_IP, Option.IP_PKTINFO, 1);
        Ancillary.send(c, c.udp(), at4(7000), null);
        c.note(Ancillary.receive(c, fd, 0));
        Ancillary.send(c, udp6(c), at6(7000), null);
        c.note(Ancillary.receive(c, fd, 0));
    }

    private static void late(Calls c) {
        int fd = receiver4(c, 7000);
        int sender = c.udp();
        Ancillary.send(c, sender, at4(7000), null);
        c.set(fd, Option.SOL_IP, Option.IP_PKTINFO, 1);
        c.set(fd, Option.SOL_IP, Option.IP_RECVTTL, 1);
        Ancillary.send(c, sender, at4(7000), null);
        c.note(Ancillary.receive(c, fd, 0));
        c.note(Ancillary.receive(c, fd, 0));
    }

    private static void room(Calls c) {
        int fd = receiver4(c, 7000, Option.IP_PKTINFO, Option.IP_RECVTTL);
        int sender = c.udp();
        for (int octets : new int[] {-1, 0, 15, 16, 20, 28, 31, 32, 47, 48, 51, 52, 56, 100}) {
            Ancillary.send(c, sender, at4(7000), null);
            c.note(octets + ": " + Ancillary.receive(c, fd, 0, 1, octets));
        }
        Ancillary.send(c, sender, at4(7000), null);
        c.note("no room at all: " + Ancillary.receive(c, fd, 0, 0, 100));
    }

    private static void dropped(Calls c) {
        int fd = receiver4(c, 7000);
        c.set(fd, Option.SO_RXQ_OVFL, 1);
        c.set(fd, Option.SO_RCVBUF, 1);
        int sender = c.udp();
        for (int i = 0; i < 5; i++) {
            Ancillary.send(c, sender, at4(7000), null);
        }
        c.note(Ancillary.receive(c, fd, 0));
        c.note(Ancillary.receive(c, fd, 0));
        Ancillary.send(c, sender, at4(7000), null);
        c.note(Ancillary.receive(c, fd, 0));
    }

    private static void times(Calls c) {
        int fd = receiver4(c, 7000);
        int sender = c.udp();
        int[] all = {
            Option.SO_TIMESTAMP,
            Option.SO_TIMESTAMPNS,
            Option.SO_TIMESTAMP_NEW,
            Option.SO_TIMESTAMPNS_NEW
        };
        for (int option : all) {
            c.set(fd, option, 1);
            StringBuilder on = new StringBuilder(option + " on:");
            for (int each : all) {
                on.append(' ').append(c.get(fd, Option.SOL_SOCKET, each));
            }
            Ancillary.send(c, sender, at4(7000), null);
            c.note(on + " " + Ancillary.receive(c, fd, 0).replaceAll(" [0-9a-f]{32}]", " time]"));
        }
        c.set(fd, Option.SO_TIMESTAMP, 0);
        Ancillary.send(c, sender, at4(7000), null);
        c.note(Ancillary.receive(c, fd, 0));
    }
}
