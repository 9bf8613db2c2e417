package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.AncillaryRows.at4;
import static io.jackfield.linux.conformance.AncillaryRows.at6;
import static io.jackfield.linux.conformance.AncillaryRows.device;
import static io.jackfield.linux.conformance.AncillaryRows.udp6;
import static io.jackfield.linux.conformance.Calls.must;
import static io.jackfield.linux.conformance.Calls.text;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** What options of datagram sockets do. */
final class DatagramOptionRows {
    private static final int LO = 1;
    private static final int NOWHERE = 99;

    private DatagramOptionRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("options/foreign", "addresses of others", "", DatagramOptionRows::foreign),
                Row.of("options/interface", "one interface", "", DatagramOptionRows::oneInterface),
                Row.of("options/unicast", "IP_UNICAST_IF", "", DatagramOptionRows::unicast),
                Row.of("options/names", "what a socket is", "", DatagramOptionRows::names),
                Row.of("options/groups", "how many groups", "", DatagramOptionRows::groups),
                Row.of("options/group", "MCAST_JOIN_GROUP", "", DatagramOptionRows::groupRequests),
                Row.of("options/whole", "IPV6_DONTFRAG", "", DatagramOptionRows::whole),
                Row.of("options/direct", "without routers", "", DatagramOptionRows::direct),
                Row.of("options/errors", "SO_SELECT_ERR_QUEUE", "", DatagramOptionRows::errors),
                Row.of("options/times", "SO_RCVTIMEO_NEW", "", DatagramOptionRows::timeouts));
    }

    private static void foreign(Calls c) {
        IpAddress other = IpAddress.of("10.9.9.9");
        for (int option : new int[] {0, Option.IP_FREEBIND, Option.IP_TRANSPARENT}) {
            int fd = c.udp();
            if (option != 0) {
                c.set(fd, Option.SOL_IP, option, 1);
            }
            c.ok(option + " bind", c.bind(fd, other, 0));
            c.note("send", c.os.sendto(fd, ByteBuffer.allocate(1), 0, at4(9)));
            int stream = c.nonblocking();
            if (option != 0) {
                c.set(stream, Option.SOL_IP, option, 1);
            }
            c.ok(option + " bind", c.bind(stream, other, 0));
            c.note("connect", c.connect(stream, 9));
        }
        for (int option : new int[] {Option.IPV6_FREEBIND, Option.IPV6_TRANSPARENT}) {
            int fd = udp6(c);
            c.set(fd, Option.SOL_IPV6, option, 1);
            c.ok("bind", c.os.bind(fd, SocketAddress.of(IpAddress.of("2001:db8::9"), 0)));
            c.note("send", c.os.sendto(fd, ByteBuffer.allocate(1), 0, at6(9)));
            c.note("IP_FREEBIND: " + c.get(fd, Option.SOL_IP, Option.IP_FREEBIND));
        }
        c.os.seteuid(1000);
        int plain = c.udp();
        set(c, plain, Option.SOL_IP, Option.IP_TRANSPARENT, 1);
        set(c, plain, Option.SOL_IP, Option.IP_TRANSPARENT, 0);
        set(c, plain, Option.SOL_IP, Option.IP_FREEBIND, 1);
    }

    private static void set(Calls c, int fd, int level, int option, int value) {
        int result = c.os.setsockopt(fd, level, option, value);
        c.note(level + "/" + option + " " + value + ": " + text(result));
    }

    private static void oneInterface(Calls c) {
        int fd = c.udp();
        set(c, fd, Option.SOL_SOCKET, Option.SO_BINDTOIFINDEX, -1);
        set(c, fd, Option.SOL_SOCKET, Option.SO_BINDTOIFINDEX, NOWHERE);
        c.note("is " + c.get(fd, Option.SOL_SOCKET, Option.SO_BINDTOIFINDEX));
        ByteBuffer name = Values.room(16);
        c.note("name", c.os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_BINDTODEVICE, name));
        set(c, fd, Option.SOL_SOCKET, Option.SO_BINDTOIFINDEX, LO);
        c.note("name", c.os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_BINDTODEVICE, name));
        c.note("octets: " + name.position());
        c.note("send", c.os.sendto(fd, ByteBuffer.allocate(1), 0, at4(9)));
        c.os.seteuid(1000);
        set(c, fd, Option.SOL_SOCKET, Option.SO_BINDTOIFINDEX, 0);
        int other = c.udp();
        set(c, other, Option.SOL_SOCKET, Option.SO_BINDTOIFINDEX, LO);
    }

    private static void unicast(Calls c) {
        int fd = c.udp();
        for (int index : new int[] {LO, NOWHERE, 0}) {
            set(c, fd, Option.SOL_IP, Option.IP_UNICAST_IF, Integer.reverseBytes(index));
            c.note("is " + c.get(fd, Option.SOL_IP, Option.IP_UNICAST_IF));
        }
        set(c, fd, Option.SOL_IP, Option.IP_UNICAST_IF, Integer.reverseBytes(LO));
        c.note("send", c.os.sendto(fd, ByteBuffer.allocate(1), 0, at4(9)));
        must("bind", c.os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_BINDTODEVICE, device("lo")));
        set(c, fd, Option.SOL_IP, Option.IP_UNICAST_IF, Integer.reverseBytes(LO));
        int six = udp6(c);
        set(c, six, Option.SOL_IPV6, Option.IPV6_UNICAST_IF, Integer.reverseBytes(LO));
        c.note("is " + c.get(six, Option.SOL_IPV6, Option.IPV6_UNICAST_IF));
        c.note("IPv4's is " + c.get(six, Option.SOL_IP, Option.IP_UNICAST_IF));
    }

    private static void names(Calls c) {
        int fd = c.udp();
        c.note("protocol " + c.get(fd, Option.SOL_IP, Option.IP_PROTOCOL));
        must("bind", c.bind(fd, Calls.ANY, 7000));
        c.note("protocol " + c.get(fd, Option.SOL_IP, Option.IP_PROTOCOL));
        c.note("TCP's " + c.get(c.tcp(), Option.SOL_IP, Option.IP_PROTOCOL));
        ByteBuffer name = Values.room(16);
        c.note("peer", c.os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_PEERNAME, name));
        must("connect", c.connect(fd, 9));
        for (int octets : new int[] {0, 4, 16, 20}) {
            name = Values.room(octets);
            c.note("peer", c.os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_PEERNAME, name));
            c.note("[" + HexFormat.of().formatHex(name.array(), 0, name.position()) + "]");
        }
    }

    private static ByteBuffer request(int index, int family, String group) {
        ByteBuffer request = Values.room(136).putInt(index).putInt(0);
        SocketAddress address =
                family == Family.AF_INET
                        ? SocketAddress.inet(IpAddress.of(group), 0)
                        : SocketAddress.inet6(IpAddress.of(group), 0, 0);
        return request.put(address.octets()).rewind();
    }

    private static void groups(Calls c) {
        int fd = c.udp();
        for (int i = 1; i <= 22; i++) {
            ByteBuffer group = request(LO, Family.AF_INET, "239.0.0." + i);
            int joined = c.os.setsockopt(fd, Option.SOL_IP, Option.MCAST_JOIN_GROUP, group);
            if (joined != 0) {
                c.note(i + ": " + text(joined));
            }
        }
        int six = udp6(c);
        for (int i = 1; i <= 100; i++) {
            ByteBuffer group = request(LO, Family.AF_INET6, "ff05::" + i);
            must("join", c.os.setsockopt(six, Option.SOL_IPV6, Option.MCAST_JOIN_GROUP, group));
        }
    }

    private static void groupRequests(Calls c) {
        int fd = c.udp();
        int six = udp6(c);
        ByteBuffer four = request(LO, Family.AF_INET, "239.0.0.1");
        ByteBuffer ours = request(LO, Family.AF_INET6, "ff05::1");
        for (int option : new int[] {Option.MCAST_JOIN_GROUP, Option.MCAST_LEAVE_GROUP}) {
            group(c, "v4", fd, Option.SOL_IP, option, four);
            group(c, "again", fd, Option.SOL_IP, option, four);
            group(c, "v6", six, Option.SOL_IPV6, option, ours);
            group(c, "again", six, Option.SOL_IPV6, option, ours);
            group(c, "v6 in v4", fd, Option.SOL_IP, option, ours);
            group(c, "v4 in v6", six, Option.SOL_IPV6, option, four);
            String none = "10.0.0.1";
            group(c, "none", fd, Option.SOL_IP, option, request(LO, Family.AF_INET, none));
            String group = "239.0.0.2";
            ByteBuffer there = request(NOWHERE, Family.AF_INET, group);
            group(c, "nowhere", fd, Option.SOL_IP, option, there);
            ByteBuffer one = request(LO, Family.AF_INET6, "2001:db8::1");
            group(c, "v6 none", six, Option.SOL_IPV6, option, one);
            there = request(NOWHERE, Family.AF_INET6, "ff05::2");
            group(c, "v6 nowhere", six, Option.SOL_IPV6, option, there);
            group(c, "short", fd, Option.SOL_IP, option, four.duplicate().limit(135));
        }
    }

    private static void group(
            Calls c, String what, int fd, int level, int option, ByteBuffer request) {
        int result = c.os.setsockopt(fd, level, option, request.duplicate());
        c.note(option + " " + what + ": " + text(result));
    }

    private static void whole(Calls c) {
        int fd = udp6(c);
        int[] sizes = {65_488, 65_489}; // the loopback interface takes packets of 65536 octets
        for (int on : new int[] {0, 1}) {
            c.set(fd, Option.SOL_IPV6, Option.IPV6_DONTFRAG, on);
            for (int size : sizes) {
                c.note("send", c.os.sendto(fd, ByteBuffer.allocate(size), 0, at6(9)));
            }
        }
        for (int value : new int[] {0, 1, 2, -1}) {
            ByteBuffer control = Ancillary.of(Option.SOL_IPV6, Option.IPV6_DONTFRAG, value);
            Message message = new Message(ByteBuffer.allocate(sizes[1]));
            message.to = at6(9);
            message.control = control;
            c.note(value + ": " + text(c.os.sendmsg(fd, message, 0)));
        }
    }

    private static void direct(Calls c) {
        int fd = c.udp();
        int flag = MessageFlags.MSG_DONTROUTE;
        c.note("send", c.os.sendto(fd, ByteBuffer.allocate(1), flag, at4(9)));
        c.set(fd, Option.SO_DONTROUTE, 1);
        c.note("send", c.os.sendto(fd, ByteBuffer.allocate(1), 0, at4(9)));
        c.note("confirms", c.os.sendto(fd, ByteBuffer.allocate(1), 0x800, at4(9)));
        c.note("is " + c.get(fd, Option.SOL_SOCKET, Option.SO_DONTROUTE));
    }

    private static void errors(Calls c) {
        int fd = c.udp();
        c.set(fd, Option.SOL_IP, Option.IP_RECVERR, 1);
        c.os.sendto(fd, ByteBuffer.allocate(1), 0, at4(9));
        c.note(c.readiness(fd));
        c.set(fd, Option.SO_SELECT_ERR_QUEUE, 1);
        c.note(c.readiness(fd));
        c.note("SO_ERROR " + c.soError(fd));
        c.note(c.readiness(fd));
        c.note(Ancillary.receive(c, fd, MessageFlags.MSG_ERRQUEUE));
        c.note(c.readiness(fd));
    }

    private static void timeouts(Calls c) {
        int fd = c.udp();
        for (int option : new int[] {Option.SO_RCVTIMEO_NEW, Option.SO_SNDTIMEO_NEW}) {
            ByteBuffer time = Values.timeval(12_000_000);
            c.note("set", c.os.setsockopt(fd, Option.SOL_SOCKET, option, time));
            c.note("short", c.os.setsockopt(fd, Option.SOL_SOCKET, option, Values.room(15)));
        }
        ByteBuffer value = Values.room(16);
        must("get", c.os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_RCVTIMEO, value));
        c.note(value.getLong(0) + " s " + value.getLong(8) + " us");
        c.note("recv", c.os.recv(fd, ByteBuffer.allocate(1), 0));
    }
}
