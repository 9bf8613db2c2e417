package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.Calls.must;
import static io.jackfield.linux.conformance.Calls.text;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Raw sockets. */
final class RawRows {
    private static final int NOBODYS = 200;
    private static final int ROOM = 70_000;
    private static final String ECHO = "08008f8e000700016869";
    private static final String ECHO6 = "80000000000700016869";

    private RawRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("raw/made", "who may have which", "", RawRows::made),
                Row.of("raw/icmp", "ICMP", "", RawRows::icmp),
                Row.of("raw/filter", "ICMP_FILTER", "", RawRows::filters),
                Row.of("raw/names", "bind and connect", "", RawRows::names),
                Row.of("raw/own", "a protocol of nobody", "", RawRows::own),
                Row.of("raw/udp", "UDP by hand", "", RawRows::udp),
                Row.of("raw/header", "IP_HDRINCL", "", RawRows::header),
                Row.of("raw/icmp6", "ICMPv6", "", RawRows::icmp6),
                Row.of("raw/checksum", "IPV6_CHECKSUM", "", RawRows::checksums));
    }

    private static int raw(Calls c, int protocol) {
        return must("socket", c.os.socket(Family.AF_INET, Family.SOCK_RAW, protocol));
    }

    private static int raw6(Calls c, int protocol) {
        return must("socket", c.os.socket(Family.AF_INET6, Family.SOCK_RAW, protocol));
    }

    private static SocketAddress at(String address, int port) {
        return SocketAddress.of(IpAddress.of(address), port);
    }

    private static void send(Calls c, int fd, String digits, @Nullable SocketAddress to) {
        c.note("send: " + text(c.os.sendto(fd, Ancillary.hex(digits), 0, to)));
    }

    /** What has come, with identification and header checksum of IPv4 left out. */
    private static void received(Calls c, int fd) {
        boolean more = true;
        while (more) {
            ByteBuffer room = ByteBuffer.allocate(ROOM);
            SocketAddressBuffer from = new SocketAddressBuffer();
            int got = c.os.recvfrom(fd, room, MessageFlags.MSG_DONTWAIT, from);
            more = got >= 0;
            if (more) {
                String octets = HexFormat.of().formatHex(room.array(), 0, Math.min(got, 64));
                boolean v4 = got >= 20 && octets.startsWith("45");
                String shown =
                        v4
                                ? octets.substring(0, 8)
                                        + "...."
                                        + octets.substring(12, 20)
                                        + "...."
                                        + octets.substring(24)
                                : octets;
                c.note("  " + got + " from " + from.address() + ": " + shown);
            }
        }
    }

    private static void made(Calls c) {
        for (int uid : new int[] {0, 1000}) {
            c.os.seteuid(uid);
            for (int family : new int[] {Family.AF_INET, Family.AF_INET6}) {
                for (int protocol : new int[] {0, 1, 6, 17, 58, 200, 255}) {
                    int fd = c.os.socket(family, Family.SOCK_RAW, protocol);
                    c.note(family + "/" + protocol + ": " + (fd < 0 ? text(fd) : "ok"));
                }
                c.note("ping: " + text(c.os.socket(family, Family.SOCK_DGRAM, 1)));
                c.note("ping: " + text(c.os.socket(family, Family.SOCK_DGRAM, 58)));
            }
        }
    }

    private static void icmp(Calls c) {
        int fd = raw(c, 1);
        int other = raw(c, 1);
        send(c, fd, ECHO, at("127.0.0.1", 77));
        received(c, fd);
        received(c, other);
        send(c, fd, "", at("127.0.0.1", 0));
        send(c, fd, "08", at("127.0.0.1", 0));
        send(c, fd, ECHO, null);
        send(c, fd, ECHO, at("203.0.113.9", 0));
        send(c, fd, "0800", at("127.0.0.1", 0));
        received(c, fd);
        c.note("OOB", c.os.sendto(fd, Ancillary.hex(ECHO), 1, at("127.0.0.1", 0)));
        c.set(fd, Option.SOL_IP, Option.IP_PKTINFO, 1);
        c.set(fd, Option.SOL_IP, Option.IP_RECVTTL, 1);
        c.set(fd, Option.SOL_IP, Option.IP_TTL, 9);
        send(c, fd, ECHO, at("127.0.0.1", 0));
        String told = Ancillary.receive(c, fd, 0);
        c.note(told);
    }

    private static void filters(Calls c) {
        int fd = raw(c, 1);
        ByteBuffer filter = Values.ofInt(~1);
        c.note("set", c.os.setsockopt(fd, Option.SOL_RAW, Option.ICMP_FILTER, filter));
        ByteBuffer read = Values.ofInt(0);
        c.note("get", c.os.getsockopt(fd, Option.SOL_RAW, Option.ICMP_FILTER, read));
        c.note(Integer.toHexString(read.getInt(0)));
        send(c, fd, ECHO, at("127.0.0.1", 0));
        received(c, fd);
        int udp = raw(c, 17);
        filter.rewind();
        c.note("of UDP", c.os.setsockopt(udp, Option.SOL_RAW, Option.ICMP_FILTER, filter));
        c.note("another", c.os.setsockopt(fd, Option.SOL_RAW, 2, filter));
        c.note("unknown level", c.os.setsockopt(fd, Option.SOL_UDP, 1, filter));
    }

    private static void name(Calls c, int fd) {
        SocketAddressBuffer name = new SocketAddressBuffer();
        c.note("name", c.os.getsockname(fd, name));
        c.note(name.address().toString());
        c.note("peer", c.os.getpeername(fd, name));
    }

    private static void names(Calls c) {
        int fd = raw(c, 1);
        name(c, fd);
        c.note("bind", c.bind(fd, IpAddress.of("127.0.0.1"), 5));
        name(c, fd);
        c.note("again", c.bind(fd, IpAddress.of("127.0.0.2"), 5));
        c.note("foreign", c.bind(fd, IpAddress.of("10.9.9.9"), 0));
        send(c, fd, ECHO, at("127.0.0.1", 0));
        received(c, fd);
        c.note("connect", c.os.connect(fd, at("127.0.0.1", 9)));
        name(c, fd);
        send(c, fd, ECHO, null);
        received(c, fd);
        c.note("listen", c.os.listen(fd, 1));
        c.note("accept", c.os.accept(fd, null));
        c.note("shutdown", c.os.shutdown(raw(c, 1), 2));
        c.note(c.readiness(raw(c, 1)));
    }

    private static void own(Calls c) {
        int fd = raw(c, NOBODYS);
        c.set(fd, Option.SOL_IP, Option.IP_TTL, 33);
        c.set(fd, Option.SOL_IP, Option.IP_TOS, 0x10);
        send(c, fd, "68656c6c6f", at("127.0.0.1", 0));
        received(c, fd);
        send(c, fd, "", at("127.0.0.1", 0));
        received(c, fd);
        for (int octets : new int[] {65_515, 65_516, 65_536}) {
            int sent = c.os.sendto(fd, ByteBuffer.allocate(octets), 0, at("127.0.0.1", 0));
            c.note(octets + ": " + text(sent));
        }
        received(c, fd);
        c.note("protocol " + c.get(fd, Option.SOL_SOCKET, Option.SO_PROTOCOL));
        c.note("type " + c.get(fd, Option.SOL_SOCKET, Option.SO_TYPE));
    }

    private static void udp(Calls c) {
        int seen = raw(c, 17);
        int fd = c.udp();
        must("bind", c.bind(fd, Calls.LOOPBACK, 7000));
        send(c, fd, "616263", at("127.0.0.1", 7000));
        received(c, fd);
        c.note("seen " + Ancillary.receive(c, seen, 0));
        send(c, seen, "00051b58000b000078797a", at("127.0.0.1", 0));
        received(c, fd);
        c.note("seen " + Ancillary.receive(c, seen, 0));
        send(c, seen, "00051b58000b123478797a", at("127.0.0.1", 0));
        received(c, fd);
        c.note("seen " + Ancillary.receive(c, seen, 0));
    }

    private static String header(String first, String source, String destination) {
        return first
                + "00 ffff 0007 0000 09c8 0000"
                + HexFormat.of().formatHex(IpAddress.of(source).octets())
                + HexFormat.of().formatHex(IpAddress.of(destination).octets())
                + "44415441";
    }

    private static void header(Calls c) {
        int seen = raw(c, NOBODYS);
        int fd = raw(c, 255);
        c.note("is " + c.get(fd, Option.SOL_IP, Option.IP_HDRINCL));
        c.note("is " + c.get(seen, Option.SOL_IP, Option.IP_HDRINCL));
        SocketAddress lo = at("127.0.0.1", 0);
        send(c, fd, header("45", "127.0.0.1", "127.0.0.1"), lo);
        send(c, fd, header("45", "0.0.0.0", "127.0.0.1"), lo);
        send(c, fd, header("45", "10.9.9.9", "127.0.0.1"), lo);
        send(c, fd, header("45", "127.0.0.1", "127.0.0.5"), lo);
        received(c, seen);
        send(c, fd, header("44", "127.0.0.1", "127.0.0.1"), lo);
        send(c, fd, header("65", "127.0.0.1", "127.0.0.1"), lo);
        send(c, fd, "45".repeat(19), lo);
        received(c, seen);
        c.set(seen, Option.SOL_IP, Option.IP_HDRINCL, 1);
        c.note("is " + c.get(seen, Option.SOL_IP, Option.IP_HDRINCL));
        send(c, seen, header("45", "127.0.0.3", "127.0.0.1"), lo);
        received(c, seen);
        int udp = c.os.setsockopt(c.udp(), Option.SOL_IP, Option.IP_HDRINCL, 1);
        c.note("of UDP: " + text(udp));
    }

    private static void icmp6(Calls c) {
        int fd = raw6(c, 58);
        send(c, fd, ECHO6, at("::1", 0));
        received(c, fd);
        for (int port : new int[] {5, 58}) {
            send(c, fd, ECHO6, at("::1", port));
        }
        received(c, fd);
        ByteBuffer filter = Values.room(32);
        filter.putInt(16, ~2).putInt(0, -1);
        c.note("set", c.os.setsockopt(fd, Option.SOL_ICMPV6, Option.ICMP_FILTER, filter));
        send(c, fd, ECHO6, at("::1", 0));
        received(c, fd);
        SocketAddress mapped = SocketAddress.inet6(Calls.LOOPBACK, 0, 0);
        send(c, fd, ECHO6, mapped);
        send(c, fd, "80", at("::1", 0));
        name(c, fd);
    }

    private static void checksum(Calls c, int fd, int value) {
        int set = c.os.setsockopt(fd, Option.SOL_IPV6, Option.IPV6_CHECKSUM, value);
        c.note(value + ": " + text(set));
        c.note("is " + c.get(fd, Option.SOL_IPV6, Option.IPV6_CHECKSUM));
    }

    private static void checksums(Calls c) {
        int icmp = raw6(c, 58);
        for (int value : new int[] {2, 4, -1}) {
            checksum(c, icmp, value);
        }
        int fd = raw6(c, NOBODYS);
        int plain = raw6(c, NOBODYS);
        c.note("is " + c.get(fd, Option.SOL_IPV6, Option.IPV6_CHECKSUM));
        checksum(c, fd, 1);
        checksum(c, fd, 0);
        send(c, fd, "00006162", at("::1", 0));
        received(c, fd);
        received(c, plain);
        send(c, plain, "01026162", at("::1", 0));
        received(c, fd);
        received(c, plain);
        checksum(c, fd, 2);
        send(c, fd, "6162", at("::1", 0));
        checksum(c, fd, -1);
        send(c, fd, "6162", at("::1", 0));
        received(c, fd);
    }
}
