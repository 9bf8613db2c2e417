package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.AncillaryRows.at4;
import static io.jackfield.linux.conformance.AncillaryRows.at6;
import static io.jackfield.linux.conformance.AncillaryRows.udp6;
import static io.jackfield.linux.conformance.Calls.must;
import static io.jackfield.linux.conformance.Calls.text;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;

/** Several sends as one datagram, one send as several. */
final class DatagramFormRows {
    private static final int PORT = 7000;
    private static final int MORE = MessageFlags.MSG_MORE;
    private static final int ROOM = 70_000;

    private DatagramFormRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("cork/option", "UDP_CORK", "", DatagramFormRows::corked),
                Row.of("cork/flag", "MSG_MORE", "", DatagramFormRows::more),
                Row.of("cork/errors", "what goes wrong meanwhile", "", DatagramFormRows::errors),
                Row.of("cork/v6", "MSG_MORE over IPv6", "", DatagramFormRows::more6),
                Row.of("segment/option", "UDP_SEGMENT", "", DatagramFormRows::segments),
                Row.of("segment/message", "UDP_SEGMENT as told", "", DatagramFormRows::asTold),
                Row.of("segment/v6", "UDP_SEGMENT over IPv6", "", DatagramFormRows::segments6),
                Row.of("segment/gro", "UDP_GRO", "", DatagramFormRows::together));
    }

    private static int receiver(Calls c) {
        int fd = c.udp();
        must("bind", c.bind(fd, Calls.LOOPBACK, PORT));
        return fd;
    }

    private static int receiver6(Calls c) {
        int fd = udp6(c);
        must("bind", c.os.bind(fd, SocketAddress.of(IpAddress.LOOPBACK6, PORT)));
        return fd;
    }

    private static void send(Calls c, int fd, int octets, int flags, @Nullable SocketAddress to) {
        int sent = c.os.sendto(fd, ByteBuffer.allocate(octets), flags, to);
        c.note("send " + octets + ": " + text(sent));
    }

    /** Everything that has come, runs of the same as one. */
    private static void received(Calls c, int fd) {
        String last = "";
        int times = 0;
        while (true) {
            String next = Ancillary.receive(c, fd, MessageFlags.MSG_DONTWAIT, ROOM, 100);
            if (!next.equals(last) && times > 0) {
                c.note("  received " + last + (times > 1 ? " × " + times : ""));
                times = 0;
            }
            if (next.equals("EAGAIN")) {
                return;
            }
            last = next;
            times++;
        }
    }

    private static void cork(Calls c, int fd, int value) {
        c.note("cork " + value, c.os.setsockopt(fd, Option.SOL_UDP, Option.UDP_CORK, value));
    }

    private static void corked(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        cork(c, fd, 1);
        send(c, fd, 10, 0, at4(PORT));
        send(c, fd, 5, 0, at4(9));
        send(c, fd, 5, 0, SocketAddress.of(IpAddress.of("203.0.113.9"), 9));
        send(c, fd, 7, 0, null);
        received(c, receiver);
        cork(c, fd, 0);
        received(c, receiver);
        cork(c, fd, 0);
        cork(c, fd, 2);
        c.note("is " + c.get(fd, Option.SOL_UDP, Option.UDP_CORK));
        send(c, fd, 0, 0, at4(PORT));
        cork(c, fd, 0);
        received(c, receiver);
        cork(c, fd, 1);
        send(c, fd, 3, 0, at4(PORT));
        must("close", c.os.close(fd));
        received(c, receiver);
    }

    private static void more(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        send(c, fd, 10, MORE, at4(PORT));
        received(c, receiver);
        send(c, fd, 3, 0, null);
        received(c, receiver);
        send(c, fd, 0, MORE, at4(PORT));
        send(c, fd, 0, 0, at4(PORT));
        received(c, receiver);
        send(c, fd, 1, MORE, at4(PORT));
        must("connect", c.os.connect(fd, at4(9)));
        send(c, fd, 1, 0, null);
        received(c, receiver);
        c.set(receiver, Option.SOL_IP, Option.IP_RECVTTL, 1);
        int other = c.udp();
        for (int ttl : new int[] {9, 7}) {
            Message message = new Message(ByteBuffer.allocate(1));
            message.to = at4(PORT);
            message.control = Ancillary.of(Option.SOL_IP, Option.IP_TTL, ttl);
            c.note("ttl " + ttl, c.os.sendmsg(other, message, ttl == 9 ? MORE : 0));
        }
        received(c, receiver);
    }

    private static void errors(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        send(c, fd, 60_000, MORE, at4(PORT));
        send(c, fd, 6000, MORE, at4(PORT));
        send(c, fd, 3, 0, at4(PORT));
        received(c, receiver);
        send(c, fd, 4, MORE, SocketAddress.of(IpAddress.of("203.0.113.9"), PORT));
        send(c, fd, 3, 0, at4(PORT));
        received(c, receiver);
        send(c, fd, 6, MORE, at4(PORT));
        send(c, fd, 65_536, 0, at4(PORT));
        send(c, fd, 1, MessageFlags.MSG_OOB, at4(PORT));
        send(c, fd, 0, 0, at4(PORT));
        received(c, receiver);
        send(c, fd, 1, MORE, null);
        send(c, fd, 1, MORE, at4(0));
        send(c, fd, 2, 0, at4(PORT));
        received(c, receiver);
    }

    private static void more6(Calls c) {
        int receiver = receiver6(c);
        int fd = udp6(c);
        send(c, fd, 10, MORE, at6(PORT));
        send(c, fd, 3, 0, null);
        received(c, receiver);
        send(c, fd, 65_527, MORE, at6(PORT));
        send(c, fd, 1, 0, null);
        received(c, receiver);
        cork(c, fd, 1);
        send(c, fd, 1, 0, at6(PORT));
        send(c, fd, 1, 0, at6(9));
        cork(c, fd, 0);
        received(c, receiver);
    }

    private static void size(Calls c, int fd, int value) {
        int result = c.os.setsockopt(fd, Option.SOL_UDP, Option.UDP_SEGMENT, value);
        c.note("segment " + value + ": " + text(result));
    }

    private static void segments(Calls c) {
        int receiver = receiver(c);
        c.set(receiver, Option.SO_RCVBUFFORCE, 1 << 20);
        int fd = c.udp();
        for (int value : new int[] {-1, 65_536, 65_535, 100}) {
            size(c, fd, value);
            c.note("is " + c.get(fd, Option.SOL_UDP, Option.UDP_SEGMENT));
        }
        for (int octets : new int[] {0, 50, 100, 101, 250, 12_800, 12_801, 65_507, 65_508}) {
            send(c, fd, octets, 0, at4(PORT));
            received(c, receiver);
        }
        size(c, fd, 65_535);
        send(c, fd, 65_507, 0, at4(PORT));
        received(c, receiver);
        size(c, fd, 100);
        c.set(fd, Option.SO_NO_CHECK, 1);
        send(c, fd, 250, 0, at4(PORT));
        send(c, fd, 50, 0, at4(PORT));
        c.set(fd, Option.SO_NO_CHECK, 0);
        send(c, fd, 150, MORE, at4(PORT));
        send(c, fd, 100, 0, at4(PORT));
        received(c, receiver);
        must("connect", c.os.connect(fd, at4(PORT)));
        send(c, fd, 201, 0, null);
        received(c, receiver);
    }

    private static void asTold(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        for (String size : new String[] {"6400", "0000", "64000000", "64", "ffff"}) {
            for (int option : new int[] {0, 30}) {
                c.set(fd, Option.SOL_UDP, Option.UDP_SEGMENT, option);
                Message message = new Message(ByteBuffer.allocate(250));
                message.to = at4(PORT);
                message.control = Ancillary.of(Option.SOL_UDP, Option.UDP_SEGMENT, size);
                c.note(size + " over " + option, c.os.sendmsg(fd, message, 0));
                received(c, receiver);
            }
        }
    }

    private static void segments6(Calls c) {
        int receiver = receiver6(c);
        int fd = udp6(c);
        size(c, fd, 1000);
        send(c, fd, 2500, 0, at6(PORT));
        received(c, receiver);
        c.set(fd, Option.SOL_UDP, Option.UDP_NO_CHECK6_TX, 1);
        send(c, fd, 2500, 0, at6(PORT));
    }

    private static void together(Calls c) {
        int receiver = receiver(c);
        c.note("on", c.os.setsockopt(receiver, Option.SOL_UDP, Option.UDP_GRO, 1));
        c.note("is " + c.get(receiver, Option.SOL_UDP, Option.UDP_GRO));
        int fd = c.udp();
        size(c, fd, 100);
        for (int octets : new int[] {50, 100, 101, 250}) {
            send(c, fd, octets, 0, at4(PORT));
            received(c, receiver);
        }
        send(c, fd, 300, 0, at4(PORT));
        c.note("in 150: " + Ancillary.receive(c, receiver, 0, 150, 100));
        received(c, receiver);
        c.note("off", c.os.setsockopt(receiver, Option.SOL_UDP, Option.UDP_GRO, 0));
        send(c, fd, 250, 0, at4(PORT));
        received(c, receiver);
    }
}
