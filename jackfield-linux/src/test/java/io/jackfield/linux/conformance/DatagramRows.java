package io.jackfield.linux.conformance;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Rows 90 to 99: UDP, buffers, options, select(2). */
final class DatagramRows {
    private static final int PORT = 8080;
    private static final int CLOSED = 9;
    private static final int ROOM = 100;

    /** struct sock_extended_err behind the header of its control message. */
    private static final int EXTENDED_ERROR = 16;

    private static final int EE_TYPE = 5;
    private static final int EXTENDED_ERROR_OCTETS = 16;

    private DatagramRows() {}

    static List<Row> all() {
        return Stream.of(peers(), amounts(), bounds()).flatMap(List::stream).toList();
    }

    private static List<Row> peers() {
        return List.of(
                Row.of(
                        "90",
                        "UDP to a closed port: a connected socket is told once",
                        """
                        connected send: 1
                        connected send: ECONNREFUSED
                        connected send: 1
                        unconnected send: 1
                        unconnected send: 1
                        """,
                        DatagramRows::closedPort),
                Row.of(
                        "90a",
                        "the same with IP_RECVERR, not connected",
                        """
                        send: 1
                        events: OUT|ERR
                        send to another: ECONNREFUSED
                        error queue: 1, about 'x' to 127.0.0.1:9
                        errno ECONNREFUSED, ICMP 3 3 from 127.0.0.1
                        send to another: 1
                        """,
                        DatagramRows::errorQueue),
                Row.of(
                                "91",
                                "connect of a UDP socket: what came before stays, others come no"
                                        + " more",
                                """
                                recv: 'before'
                                recv: EAGAIN
                                another's next send: ECONNREFUSED
                                """,
                                DatagramRows::connected)
                        .takes(1),
                Row.of(
                        "92",
                        "sendto of a connected UDP socket to another address",
                        "sendto: 1",
                        DatagramRows::elsewhere),
                Row.of(
                        "93",
                        "AF_UNSPEC dissolves",
                        "a port: true\nconnect: ok\nname: 0.0.0.0:0",
                        DatagramRows::dissolved));
    }

    private static List<Row> amounts() {
        return List.of(
                Row.of(
                        "94",
                        "sizes",
                        """
                        65507: 65507
                        65508: EMSGSIZE
                        broadcast: EACCES
                        empty: 0
                        recv: 0
                        shutdown: ENOTCONN
                        """,
                        DatagramRows::sizes),
                Row.of(
                        "95",
                        "SO_RCVBUF and SO_SNDBUF are doubled, with a least",
                        """
                        SO_RCVBUF 1: 2304
                        SO_SNDBUF 1: 4608
                        SO_RCVBUF 100000: 200000
                        UDP with the least, kept of 50: 2
                        """,
                        DatagramRows::buffers),
                Row.of(
                        "96",
                        "MSG_TRUNC",
                        """
                        UDP: 6 of which 2
                        TCP: 4
                        then: 'ef'
                        """,
                        DatagramRows::truncated));
    }

    private static List<Row> bounds() {
        return List.of(
                Row.of(
                        "97",
                        "ranges of options",
                        """
                        TCP_MAXSEG 87: EINVAL
                        TCP_MAXSEG 88: ok
                        TCP_SYNCNT 0: EINVAL
                        TCP_SYNCNT 127: ok
                        TCP_SYNCNT 128: EINVAL
                        TCP_KEEPIDLE 0: EINVAL
                        TCP_KEEPIDLE 32767: ok
                        TCP_KEEPIDLE 32768: EINVAL
                        IP_TTL 0: EINVAL
                        IP_TTL 255: ok
                        IP_TTL 256: EINVAL
                        TCP_LINGER2: 60
                        """,
                        DatagramRows::ranges),
                Row.of(
                        "98",
                        "select",
                        """
                        descriptor 1500: 1, set: true
                        nfds of a million: 1
                        a closed descriptor: EBADF
                        the time left: true
                        """,
                        DatagramRows::select),
                Row.of(
                        "99",
                        "poll of a bad descriptor",
                        "poll: 1\nNVAL: true",
                        c -> {
                            PollFd bad = new PollFd(99, 1);
                            c.note("poll", c.os.poll(new PollFd[] {bad}, 0));
                            c.note("NVAL: " + (bad.revents == 0x20));
                        }));
    }

    private static void closedPort(Calls c) {
        int connected = c.udp();
        c.connect(connected, CLOSED);
        for (int i = 0; i < 3; i++) {
            c.note("connected send", c.send(connected, "x"));
            c.pause(10);
        }
        int fd = c.udp();
        SocketAddress to = SocketAddress.of(Calls.LOOPBACK, CLOSED);
        for (int i = 0; i < 2; i++) {
            c.note("unconnected send", c.os.sendto(fd, ByteBuffer.allocate(1), 0, to));
            c.pause(10);
        }
    }

    private static void errorQueue(Calls c) {
        int fd = c.udp();
        bound(c, PORT);
        c.set(fd, Option.SOL_IP, Option.IP_RECVERR, 1);
        c.note("send", sendto(c, fd, "x", CLOSED));
        c.until(() -> c.readiness(fd).contains("ERR"));
        c.note("events: " + c.readiness(fd));
        c.note("send to another", sendto(c, fd, "y", PORT));
        Message message = new Message(ByteBuffer.allocate(10));
        SocketAddressBuffer about = new SocketAddressBuffer();
        ByteBuffer control = Values.room(ROOM);
        message.from = about;
        message.control = control;
        String octets = Calls.text(c.os.recvmsg(fd, message, MessageFlags.MSG_ERRQUEUE));
        String text = StandardCharsets.US_ASCII.decode(message.buffers[0].flip()).toString();
        c.note("error queue: " + octets + ", about '" + text + "' to " + about.address());
        int errno = control.getInt(EXTENDED_ERROR);
        byte[] offender = new byte[SocketAddress.SOCKADDR_IN];
        control.get(EXTENDED_ERROR + EXTENDED_ERROR_OCTETS, offender);
        c.note(
                "errno %s, ICMP %d %d from %s"
                        .formatted(
                                Errno.of(-errno),
                                control.get(EXTENDED_ERROR + EE_TYPE),
                                control.get(EXTENDED_ERROR + EE_TYPE + 1),
                                SocketAddress.ofOctets(offender).address()));
        c.note("send to another", sendto(c, fd, "y", PORT));
    }

    private static int bound(Calls c, int port) {
        int fd = c.udp();
        Calls.must("bind", c.bind(fd, Calls.LOOPBACK, port));
        return fd;
    }

    private static int sendto(Calls c, int fd, String text, int port) {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        return c.os.sendto(fd, octets, 0, SocketAddress.of(Calls.LOOPBACK, port));
    }

    private static void connected(Calls c) {
        int fd = bound(c, PORT);
        int other = bound(c, PORT + 1);
        bound(c, PORT + 2);
        sendto(c, other, "before", PORT);
        c.pause(10);
        c.connect(fd, PORT + 2);
        c.connect(other, PORT);
        c.send(other, "after");
        c.note("recv: " + c.recv(fd));
        c.note("recv: " + c.recv(fd));
        c.note("another's next send", c.send(other, "again"));
    }

    private static void elsewhere(Calls c) {
        int fd = bound(c, PORT);
        bound(c, PORT + 1);
        bound(c, PORT + 2);
        c.connect(fd, PORT + 1);
        c.note("sendto", sendto(c, fd, "x", PORT + 2));
    }

    private static void dissolved(Calls c) {
        int fd = c.udp();
        bound(c, PORT);
        c.connect(fd, PORT);
        c.note("a port: " + (c.port(fd) > 0));
        c.ok("connect", c.os.connect(fd, SocketAddress.unspecified()));
        SocketAddressBuffer name = new SocketAddressBuffer();
        c.os.getsockname(fd, name);
        c.note("name: " + name.address());
    }

    private static void sizes(Calls c) {
        int fd = bound(c, PORT);
        SocketAddress to = SocketAddress.of(Calls.LOOPBACK, PORT + 1);
        c.note("65507", c.os.sendto(fd, ByteBuffer.allocate(65_507), 0, to));
        c.note("65508", c.os.sendto(fd, ByteBuffer.allocate(65_508), 0, to));
        SocketAddress all = SocketAddress.of(IpAddress.of("127.255.255.255"), PORT);
        c.note("broadcast", c.os.sendto(c.udp(), ByteBuffer.allocate(1), 0, all));
        c.pause(10);
        int other = c.udp();
        c.note("empty", sendto(c, other, "", PORT));
        c.note("recv: " + c.recv(fd));
        c.ok("shutdown", c.os.shutdown(other, Family.SHUT_WR));
    }

    private static void buffers(Calls c) {
        int fd = c.tcp();
        buffer(c, fd, "SO_RCVBUF", Option.SO_RCVBUF, 1);
        buffer(c, fd, "SO_SNDBUF", Option.SO_SNDBUF, 1);
        buffer(c, fd, "SO_RCVBUF", Option.SO_RCVBUF, 100_000);
        int small = bound(c, PORT);
        int other = c.udp();
        c.set(small, Option.SO_RCVBUF, 1);
        for (int i = 0; i < 50; i++) {
            sendto(c, other, "x", PORT);
        }
        int kept = 0;
        while (c.os.recv(small, ByteBuffer.allocate(1), MessageFlags.MSG_DONTWAIT) > 0) {
            kept++;
        }
        c.note("UDP with the least, kept of 50", kept);
    }

    private static void buffer(Calls c, int fd, String name, int option, int value) {
        c.set(fd, option, value);
        c.note(name + " " + value, c.get(fd, Option.SOL_SOCKET, option));
    }

    private static void truncated(Calls c) {
        int fd = bound(c, PORT);
        sendto(c, c.udp(), "abcdef", PORT);
        c.pause(10);
        ByteBuffer two = ByteBuffer.allocate(2);
        int length = c.os.recv(fd, two, MessageFlags.MSG_TRUNC);
        c.note("UDP: " + Calls.text(length) + " of which " + two.position());
        int[] ends = c.pair(PORT);
        c.send(ends[0], "abcdef");
        c.pause(10);
        c.note("TCP", c.os.recv(ends[1], ByteBuffer.allocate(4), MessageFlags.MSG_TRUNC));
        c.note("then: " + c.recv(ends[1]));
    }

    private static void ranges(Calls c) {
        int fd = c.tcp();
        range(c, fd, "TCP_MAXSEG", Option.SOL_TCP, Option.TCP_MAXSEG, 87, 88);
        range(c, fd, "TCP_SYNCNT", Option.SOL_TCP, Option.TCP_SYNCNT, 0, 127, 128);
        range(c, fd, "TCP_KEEPIDLE", Option.SOL_TCP, Option.TCP_KEEPIDLE, 0, 32_767, 32_768);
        range(c, fd, "IP_TTL", Option.SOL_IP, Option.IP_TTL, 0, 255, 256);
        c.note("TCP_LINGER2", c.get(fd, Option.SOL_TCP, Option.TCP_LINGER2));
    }

    private static void range(Calls c, int fd, String name, int level, int option, int... values) {
        for (int value : values) {
            c.ok(name + " " + value, c.os.setsockopt(fd, level, option, value));
        }
    }

    private static void select(Calls c) {
        c.os.setNoFileLimit(2048); // Linux's is the JVM's, and high
        int high = Calls.must("fcntl", c.os.fcntl(c.udp(), FileControl.F_DUPFD, 1500));
        FdSet write = new FdSet();
        write.set(high);
        String ready = Calls.text(c.os.select(high + 1, null, write, null, null));
        c.note("descriptor " + high + ": " + ready + ", set: " + write.isSet(high));
        c.note("nfds of a million", c.os.select(1_000_000, null, write, null, null));
        FdSet closed = new FdSet();
        closed.set(high);
        c.os.close(high);
        c.note("a closed descriptor", c.os.select(high + 1, closed, null, null, null));
        FdSet read = new FdSet();
        int fd = bound(c, PORT);
        read.set(fd);
        sendto(c, fd, "x", PORT);
        long[] left = {5_000_000_000L};
        Calls.must("select", c.os.select(fd + 1, read, null, null, left));
        c.note("the time left: " + (left[0] > 4_000_000_000L && left[0] <= 5_000_000_000L));
    }
}
