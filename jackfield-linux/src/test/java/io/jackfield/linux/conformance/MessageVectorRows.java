package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.AncillaryRows.at4;
import static io.jackfield.linux.conformance.Calls.must;
import static io.jackfield.linux.conformance.Calls.text;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** sendmmsg and recvmmsg. */
final class MessageVectorRows {
    private static final int PORT = 7000;
    private static final long SECOND = 1_000_000_000L;

    private MessageVectorRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("vector/send", "sendmmsg", "", MessageVectorRows::sent),
                Row.of("vector/receive", "recvmmsg", "", MessageVectorRows::received),
                Row.of("vector/errors", "errors of later messages", "", MessageVectorRows::errors),
                Row.of("vector/time", "recvmmsg's timeout", "", MessageVectorRows::timed),
                Row.of("vector/wait", "MSG_WAITFORONE", "", MessageVectorRows::waits),
                Row.of("vector/stream", "of a stream", "", MessageVectorRows::streams));
    }

    /** Messages of 1, 2, 3 … octets. */
    private static Message[] messages(int count, int... ports) {
        Message[] all = new Message[count];
        for (int i = 0; i < count; i++) {
            all[i] = new Message(ByteBuffer.allocate(i + 1));
            all[i].to = ports.length == 0 ? null : at4(ports[i % ports.length]);
        }
        return all;
    }

    private static Message[] rooms(int count) {
        Message[] all = new Message[count];
        for (int i = 0; i < count; i++) {
            all[i] = new Message(ByteBuffer.allocate(3));
            all[i].from = new SocketAddressBuffer();
            all[i].control = Values.room(100);
        }
        return all;
    }

    private static String lengths(Message[] all, int count) {
        StringJoiner lengths = new StringJoiner(" ", ": ", "");
        for (int i = 0; i < count; i++) {
            int flags = all[i].flags;
            lengths.add(all[i].length + (flags == 0 ? "" : "/" + Integer.toHexString(flags)));
        }
        return lengths.toString().stripTrailing();
    }

    private static int receiver(Calls c) {
        int fd = c.udp();
        must("bind", c.bind(fd, Calls.LOOPBACK, PORT));
        return fd;
    }

    private static void send(Calls c, int fd, Message... all) {
        int count = c.os.sendmmsg(fd, all, 0);
        c.note("sent " + text(count) + lengths(all, Math.max(0, count)));
    }

    private static void receive(Calls c, int fd, int room, int flags) {
        Message[] all = rooms(room);
        int count = c.os.recvmmsg(fd, all, flags, null);
        c.note("received " + text(count) + lengths(all, Math.max(0, count)));
    }

    private static void sent(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        send(c, fd);
        send(c, fd, messages(3, PORT));
        Message[] all = messages(4, PORT);
        all[2].to = SocketAddress.of(IpAddress.of("203.0.113.9"), PORT);
        send(c, fd, all);
        all[0].to = all[2].to;
        send(c, fd, all);
        Message[] told = messages(2, PORT);
        told[1].control = Ancillary.of(Option.SOL_IP, Option.IP_TTL, 0);
        send(c, fd, told);
        send(c, fd, messages(2));
        send(c, c.udp(), messages(1));
        c.note("1025: " + text(c.os.sendmmsg(fd, messages(1025, 9), 0)));
        c.note("no descriptor", c.os.sendmmsg(99, all, 0));
        receive(c, receiver, 9, MessageFlags.MSG_DONTWAIT);
    }

    private static void received(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        receive(c, receiver, 0, 0);
        receive(c, receiver, 3, MessageFlags.MSG_DONTWAIT);
        send(c, fd, messages(5, PORT));
        c.set(receiver, Option.SOL_IP, Option.IP_RECVTTL, 1);
        receive(c, receiver, 3, MessageFlags.MSG_PEEK);
        Message[] all = rooms(3);
        c.note("received", c.os.recvmmsg(receiver, all, 0, null));
        for (Message one : all) {
            c.note(one.control.position() + " " + (one.from.address().port() == c.port(fd)));
        }
        receive(c, receiver, 3, MessageFlags.MSG_DONTWAIT | MessageFlags.MSG_TRUNC);
        c.note("no descriptor", c.os.recvmmsg(99, all, 0, null));
    }

    private static void errors(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        must("connect", c.os.connect(fd, at4(9)));
        must("send", c.os.send(fd, ByteBuffer.allocate(1), 0));
        receive(c, fd, 2, 0);
        receive(c, fd, 2, MessageFlags.MSG_DONTWAIT);
        c.set(receiver, Option.SOL_IP, Option.IP_RECVERR, 1);
        send(c, receiver, messages(1, 9));
        send(c, c.udp(), messages(1, PORT));
        receive(c, receiver, 2, MessageFlags.MSG_ERRQUEUE);
        receive(c, receiver, 2, MessageFlags.MSG_DONTWAIT);
        send(c, c.udp(), messages(1, PORT));
        Message[] all = rooms(2);
        all[1] = new Message(many(1025));
        int count = c.os.recvmmsg(receiver, all, 0, null);
        c.note("later: " + text(count) + ", SO_ERROR " + c.soError(receiver));
    }

    private static ByteBuffer[] many(int count) {
        ByteBuffer[] buffers = new ByteBuffer[count];
        Arrays.setAll(buffers, _ -> ByteBuffer.allocate(0));
        return buffers;
    }

    private static void timed(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        long[] time = {-1};
        c.note("negative", c.os.recvmmsg(receiver, rooms(1), 0, time));
        for (long nanos : new long[] {0, 10 * SECOND}) {
            send(c, fd, messages(3, PORT));
            time[0] = nanos;
            int flags = MessageFlags.MSG_DONTWAIT;
            c.note(nanos / SECOND + " s", c.os.recvmmsg(receiver, rooms(2), flags, time));
            c.note("left " + Math.round(time[0] / 1e9) + " s");
            receive(c, receiver, 5, flags);
        }
        time[0] = 10 * SECOND;
        c.note("nothing", c.os.recvmmsg(receiver, rooms(2), MessageFlags.MSG_DONTWAIT, time));
        c.note("left " + time[0] / SECOND + " s");
        c.os.setsockopt(
                receiver, Option.SOL_SOCKET, Option.SO_RCVTIMEO, Values.timeval(40_000_000));
        time[0] = 1;
        c.note("the time ends no waiting", c.os.recvmmsg(receiver, rooms(2), 0, time));
        c.note("left " + time[0]);
    }

    private static void waits(Calls c) {
        int receiver = receiver(c);
        int fd = c.udp();
        for (int count : new int[] {1, 3}) {
            send(c, fd, messages(count, PORT));
            receive(c, receiver, 5, MessageFlags.MSG_WAITFORONE);
        }
        c.os.setsockopt(
                receiver, Option.SOL_SOCKET, Option.SO_RCVTIMEO, Values.timeval(40_000_000));
        receive(c, receiver, 5, MessageFlags.MSG_WAITFORONE);
        c.note(
                "WAITFORONE of recvmsg: "
                        + Ancillary.receive(c, receiver, MessageFlags.MSG_WAITFORONE));
    }

    private static void streams(Calls c) {
        int[] ends = c.pair(PORT + 1);
        send(c, ends[0], messages(3));
        receive(c, ends[1], 1, 0);
        receive(c, ends[1], 3, MessageFlags.MSG_DONTWAIT);
        must("shutdown", c.os.shutdown(ends[0], 1));
        c.poll(ends[1], 1);
        receive(c, ends[1], 3, 0);
        int result = c.os.sendmmsg(ends[0], messages(2), MessageFlags.MSG_NOSIGNAL);
        c.note("shut", result);
        c.note(
                "not connected: "
                        + (c.os.sendmmsg(c.tcp(), messages(1), 0x4000) == Errno.EPIPE.result()));
        receive(c, c.tcp(), 1, 0);
    }
}
