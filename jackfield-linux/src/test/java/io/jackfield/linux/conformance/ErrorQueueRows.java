package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.AncillaryRows.at4;
import static io.jackfield.linux.conformance.AncillaryRows.at6;
import static io.jackfield.linux.conformance.AncillaryRows.udp6;
import static io.jackfield.linux.conformance.Calls.must;
import static io.jackfield.linux.conformance.Calls.text;

import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.List;

/** IP_RECVERR and MSG_ERRQUEUE. */
final class ErrorQueueRows {
    private static final int CLOSED = 9;

    private ErrorQueueRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("errors/v4", "IP_RECVERR", "", ErrorQueueRows::queue4),
                Row.of("errors/v6", "IPV6_RECVERR", "", ErrorQueueRows::queue6),
                Row.of("errors/mapped", "AF_INET6 over IPv4", "", ErrorQueueRows::mapped),
                Row.of("errors/local", "what this host notices", "", ErrorQueueRows::local),
                Row.of("errors/stream", "of a stream", "", ErrorQueueRows::ofStream));
    }

    private static void send(Calls c, int fd, int octets, SocketAddress to) {
        ByteBuffer data = ByteBuffer.allocate(octets);
        for (int i = 0; i < octets; i++) {
            data.put(i, (byte) ('a' + i % 26));
        }
        c.note("send " + octets + ": " + text(c.os.sendto(fd, data, 0, to)));
    }

    private static void error(Calls c, int fd, int room) {
        Message message = new Message(ByteBuffer.allocate(room));
        message.from = new SocketAddressBuffer();
        message.control = Values.room(200);
        int got = c.os.recvmsg(fd, message, MessageFlags.MSG_ERRQUEUE);
        if (got < 0) {
            c.note("error: " + text(got));
            return;
        }
        int flags = message.flags;
        c.note(got + " flags " + Integer.toHexString(flags) + " to " + message.from.address());
        c.note(" " + Ancillary.text(message.control));
    }

    private static void queue4(Calls c) {
        int fd = c.udp();
        error(c, fd, 100);
        send(c, fd, 5, at4(CLOSED));
        error(c, fd, 100);
        c.set(fd, Option.SOL_IP, Option.IP_RECVERR, 1);
        send(c, fd, 5, at4(CLOSED));
        c.note(c.readiness(fd));
        error(c, fd, 3);
        error(c, fd, 100);
        c.note("SO_ERROR " + c.soError(fd));
        send(c, fd, 5, at4(CLOSED));
        send(c, fd, 5, at4(CLOSED));
        send(c, fd, 6, at4(CLOSED + 1));
        error(c, fd, 100);
        c.note("recv", c.os.recv(fd, ByteBuffer.allocate(1), MessageFlags.MSG_DONTWAIT));
        error(c, fd, 100);
        error(c, fd, 100);
        send(c, fd, 0, at4(CLOSED));
        c.set(fd, Option.SOL_IP, Option.IP_RECVERR, 0);
        c.note(c.readiness(fd));
        error(c, fd, 100);
    }

    private static void queue6(Calls c) {
        int fd = udp6(c);
        c.set(fd, Option.SOL_IPV6, Option.IPV6_RECVERR, 1);
        send(c, fd, 5, at6(CLOSED));
        c.note(c.readiness(fd));
        error(c, fd, 100);
        c.note("SO_ERROR " + c.soError(fd));
        must("connect", c.os.connect(fd, at6(CLOSED)));
        must("send", c.os.send(fd, ByteBuffer.allocate(2), 0));
        error(c, fd, 100);
        c.note("SO_ERROR " + c.soError(fd));
    }

    private static void mapped(Calls c) {
        SocketAddress to = SocketAddress.inet6(Calls.LOOPBACK, CLOSED, 0);
        int fd = udp6(c);
        c.set(fd, Option.SOL_IPV6, Option.IPV6_RECVERR, 1);
        send(c, fd, 5, to);
        error(c, fd, 100);
        c.set(fd, Option.SOL_IP, Option.IP_RECVERR, 1);
        send(c, fd, 5, to);
        error(c, fd, 100);
    }

    private static void local(Calls c) {
        int fd = c.udp();
        c.set(fd, Option.SOL_IP, Option.IP_RECVERR, 1);
        send(c, fd, 65_508, at4(CLOSED));
        error(c, fd, 100);
        must("connect", c.os.connect(fd, at4(CLOSED)));
        c.note("send", c.os.send(fd, ByteBuffer.allocate(65_508), 0));
        error(c, fd, 100);
        int six = udp6(c);
        c.set(six, Option.SOL_IPV6, Option.IPV6_RECVERR, 1);
        send(c, six, 65_528, at6(CLOSED));
        error(c, six, 100);
        c.set(six, Option.SOL_IPV6, Option.IPV6_DONTFRAG, 1);
        send(c, six, 65_500, at6(CLOSED));
        error(c, six, 100);
        c.set(six, Option.SOL_IPV6, Option.IPV6_DONTFRAG, 0);
        c.set(six, Option.SOL_IPV6, Option.IPV6_MTU_DISCOVER, 2);
        send(c, six, 65_500, at6(CLOSED));
        error(c, six, 100);
    }

    private static void ofStream(Calls c) {
        int[] ends = c.pair(7000);
        error(c, ends[0], 100);
        c.set(ends[0], Option.SOL_IP, Option.IP_RECVERR, 1);
        error(c, ends[0], 100);
        error(c, c.tcp(), 100);
    }
}
