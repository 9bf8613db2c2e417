package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.UnixTrial.DATAGRAM;
import static io.jackfield.linux.conformance.UnixTrial.PACKET;
import static io.jackfield.linux.conformance.UnixTrial.STREAM;
import static io.jackfield.linux.conformance.UnixTrial.rights;

import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rows 100 to 106: AF_UNIX. */
final class UnixRows {
    private UnixRows() {}

    static List<Row> all() {
        return Stream.of(connections(), messages()).flatMap(List::stream).toList();
    }

    private static List<Row> connections() {
        return List.of(
                Row.of(
                        "100",
                        "AF_UNIX: backlog N is N + 1; non-blocking overflow EAGAIN, blocking"
                                + " sleeps",
                        """
                        backlog 0: 1 then EAGAIN
                        backlog 2: 3 then EAGAIN
                        with SO_SNDTIMEO: EAGAIN
                        blocking, after an accept: ok
                        """,
                        UnixRows::backlog),
                Row.of(
                        "101",
                        "AF_UNIX: a stale path, a missing one, autobind",
                        """
                        missing: ENOENT
                        stale connect: ECONNREFUSED
                        stale bind: EADDRINUSE
                        unlink: 0
                        bind: 0
                        autobind: 8 octets, @ and 5 digits: true
                        """,
                        UnixRows::names),
                Row.of(
                        "102",
                        "AF_UNIX stream: the peer has closed",
                        """
                        unread: ECONNRESET
                        clean: 0 ''
                        send: EPIPE
                        """,
                        UnixRows::closed),
                Row.of(
                        "104",
                        "AF_UNIX: a listener that closes, a client that has gone before accept",
                        """
                        queued client: ECONNRESET
                        accepted: 4 'data'
                        accepted: 0 ''
                        """,
                        UnixRows::gone));
    }

    private static List<Row> messages() {
        return List.of(
                Row.of(
                        "103",
                        "AF_UNIX datagrams: max_dgram_qlen + 1, a pair by SO_SNDBUF",
                        """
                        sendto: 11 then EAGAIN
                        pair: 278 then EAGAIN
                        """,
                        UnixRows::queues),
                Row.of(
                        "105",
                        "SCM_RIGHTS on a stream",
                        """
                        plain and descriptors: 2 '01' descriptors 2 control 24
                        then: 1 '2' control 0
                        then: 1 '3' descriptors 1 control 24
                        253: 1
                        254: EINVAL
                        no octets: 0
                        room for one: 1 'a' descriptors 2 control 24
                        no room: 1 'b' flags 8 control 0
                        """,
                        UnixRows::rightsOnStream),
                Row.of(
                        "106",
                        "SEQPACKET: truncated, and empty records",
                        """
                        recv: 2 'ab' flags 20 control 0
                        recv: 0 ''
                        recv: 1 'c'
                        """,
                        UnixRows::records));
    }

    private static int fill(UnixTrial u, String name) {
        int done = 0;
        while (u.c.os.connect(u.nonblocking(STREAM), UnixTrial.at(name)) == 0) {
            done++;
        }
        return done;
    }

    private static void backlog(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int backlog : new int[] {0, 2}) {
            String name = "backlog" + backlog;
            u.listener(STREAM, name, backlog);
            int done = fill(u, name);
            int more = c.os.connect(u.nonblocking(STREAM), UnixTrial.at(name));
            c.note("backlog " + backlog + ": " + done + " then " + Calls.text(more));
        }
        int patient = u.socket(STREAM);
        u.timeout(patient, Option.SO_SNDTIMEO, 20);
        c.note("with SO_SNDTIMEO", c.os.connect(patient, UnixTrial.at("backlog2")));
        int listener = u.listener(STREAM, "slow", 0);
        fill(u, "slow");
        c.os.fork(
                child -> {
                    int fd = c.of(child).os.socket(1, STREAM, 0);
                    c.ok("blocking, after an accept", child.connect(fd, UnixTrial.at("slow")));
                    return 0;
                });
        c.pause(50);
        Calls.must("accept", c.os.accept(listener, null));
        Calls.must("wait", c.os.waitpid(-1, null, 0));
    }

    private static void names(Calls c) {
        UnixTrial u = new UnixTrial(c);
        String path = UnixTrial.path("stale");
        SocketAddress address = SocketAddress.unix(path);
        c.os.unlink(path);
        c.note("missing", c.os.connect(u.socket(STREAM), address));
        int first = u.socket(STREAM);
        Calls.must("bind", c.os.bind(first, address));
        Calls.must("close", c.os.close(first));
        c.note("stale connect", c.os.connect(u.socket(STREAM), address));
        int second = u.socket(STREAM);
        c.note("stale bind", c.os.bind(second, address));
        c.note("unlink", c.os.unlink(path));
        c.note("bind", c.os.bind(second, address));
        c.os.unlink(path);
        int third = u.socket(STREAM);
        Calls.must("bind", c.os.bind(third, SocketAddress.unixUnnamed()));
        c.note("autobind: 8 octets, @ and 5 digits: " + u.nameOf(third).matches("8 @[0-9a-f]{5}"));
    }

    private static void closed(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] unread = u.pair(STREAM);
        u.send(unread[0], "lost");
        c.os.close(unread[1]);
        c.note("unread: " + u.recv(unread[0]));
        int[] clean = u.pair(STREAM);
        c.os.close(clean[1]);
        c.note("clean: " + u.recv(clean[0]));
        c.note("send: " + u.send(clean[0], "x"));
    }

    private static void gone(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int listener = u.listener(STREAM, "gone", 5);
        int client = u.connected(STREAM, "gone");
        c.os.close(listener);
        c.note("queued client: " + u.recv(client));
        listener = u.listener(STREAM, "gone", 5);
        client = u.connected(STREAM, "gone");
        u.send(client, "data");
        c.os.close(client);
        int accepted = Calls.must("accept", c.os.accept(listener, null));
        c.note("accepted: " + u.recv(accepted));
        c.note("accepted: " + u.recv(accepted));
    }

    private static void queues(Calls c) {
        UnixTrial u = new UnixTrial(c);
        u.bound(DATAGRAM, "queue");
        int from = u.nonblocking(DATAGRAM);
        int sent = 0;
        String said = u.sendto(from, "x", UnixTrial.at("queue"));
        while (said.equals("1")) {
            sent++;
            said = u.sendto(from, "x", UnixTrial.at("queue"));
        }
        c.note("sendto: " + sent + " then " + said);
        int[] ends = u.pair(DATAGRAM);
        sent = 0;
        said = u.send(ends[0], "x");
        while (said.equals("1")) {
            sent++;
            said = u.send(ends[0], "x");
        }
        c.note("pair: " + sent + " then " + said);
    }

    private static void rightsOnStream(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] ends = u.pair(STREAM);
        u.send(ends[0], "0");
        u.sendmsg(ends[0], "1", rights(ends[0], ends[0]));
        u.send(ends[0], "2");
        u.sendmsg(ends[0], "3", rights(ends[1]));
        c.note("plain and descriptors: " + u.recvmsg(ends[1]));
        c.note("then: " + u.recvmsg(ends[1], 1, 1000, 0));
        c.note("then: " + u.recvmsg(ends[1]));
        int[] many = new int[253];
        Arrays.fill(many, ends[0]);
        c.note("253: " + u.sendmsg(ends[0], "x", rights(many)));
        c.note("254: " + u.sendmsg(ends[0], "x", rights(new int[254])));
        u.recv(ends[1]);
        c.note("no octets: " + u.sendmsg(ends[0], "", rights(ends[0])));
        u.sendmsg(ends[0], "a", rights(ends[0], ends[0]));
        c.note("room for one: " + u.recvmsg(ends[1], 1, 24, 0)); // CMSG_SPACE of one is that of two
        u.sendmsg(ends[0], "b", rights(ends[0]));
        c.note("no room: " + u.recvmsg(ends[1], 1, -1, 0));
    }

    private static void records(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] ends = u.pair(PACKET);
        u.send(ends[0], "abcd");
        u.send(ends[0], "");
        u.send(ends[0], "c");
        c.note("recv: " + u.recvmsg(ends[1], 2, 0, 0));
        c.note("recv: " + u.recv(ends[1]));
        c.note("recv: " + u.recv(ends[1]));
    }
}
