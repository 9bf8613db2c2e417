package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.UnixTrial.PACKET;
import static io.jackfield.linux.conformance.UnixTrial.STREAM;
import static io.jackfield.linux.conformance.UnixTrial.TYPES;
import static io.jackfield.linux.conformance.UnixTrial.at;

import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;

import java.nio.ByteBuffer;
import java.util.List;

/** Connections of AF_UNIX: how they begin, what they carry, how they end. */
final class UnixStreamRows {
    private static final int PEEK = MessageFlags.MSG_PEEK;
    private static final int OOB = MessageFlags.MSG_OOB;
    private static final int[] SIZES = {
        0, 1, 192, 193, 704, 1728, 3776, 3777, 8000, 16_064, 16_065, 36_544, 36_545, 85_697, 150_000
    };

    private UnixStreamRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("unix/connect", "connect and accept", "", UnixStreamRows::connect),
                Row.of("unix/listener", "a listener is shut", "", UnixStreamRows::listenerShut),
                Row.of("unix/shutdown", "which way is shut", "", UnixStreamRows::shutdown),
                Row.of("unix/close", "the peer closes", "", UnixStreamRows::close),
                Row.of("unix/memory", "memory of what was sent", "", UnixStreamRows::memory),
                Row.of("unix/full", "a buffer that is full", "", UnixStreamRows::full),
                Row.of("unix/peek", "MSG_PEEK, SO_PEEK_OFF", "", UnixStreamRows::peek),
                Row.of("unix/wait", "MSG_WAITALL, SO_RCVLOWAT", "", UnixStreamRows::waiting),
                Row.of("unix/flags", "flags that change nothing", "", UnixStreamRows::flags),
                Row.of("unix/urgent", "MSG_OOB", "", UnixStreamRows::urgent),
                Row.of("unix/inline", "MSG_OOB, SO_OOBINLINE", "", UnixStreamRows::inline),
                Row.of("unix/mark", "MSG_OOB at the end", "", UnixStreamRows::mark));
    }

    private static void connect(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : new int[] {STREAM, PACKET}) {
            String name = UnixTrial.name(type);
            int listener = u.listener(type, name, 1);
            c.note(name + " listener: " + u.state(listener));
            c.note("send: " + u.send(listener, "x") + ", recv: " + u.recv(listener));
            c.note("to itself", c.os.connect(listener, at(name)));
            int client = u.connected(type, name);
            c.note("connected: " + u.state(client) + "; listener: " + c.readiness(listener));
            c.note("again", c.os.connect(client, at(name)));
            c.note("to nobody", c.os.connect(client, at("nobody")));
            u.connected(type, name);
            c.note("full, again", c.os.connect(client, at(name)));
            c.note("send before accept: " + u.send(client, "early"));
            int accepted = c.os.accept(listener, null);
            c.note("accepted: " + u.state(accepted) + ", recv: " + u.recv(accepted));
            c.note("listen of it", c.os.listen(accepted, 1));
            c.note("more backlog", c.os.listen(listener, 3));
            c.note("sendto: " + u.sendto(client, "x", at(name)));
            c.note("listens: " + c.get(listener, Option.SOL_SOCKET, Option.SO_ACCEPTCONN));
        }
    }

    private static void listenerShut(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int listener = u.listener(STREAM, "shut", 2);
        u.connected(STREAM, "shut");
        c.note("shutdown", c.os.shutdown(listener, Family.SHUT_RD));
        c.note("listener: " + c.readiness(listener));
        c.note("connect", c.os.connect(u.nonblocking(STREAM), at("shut")));
        c.ok("accept of who waits", c.os.accept(listener, null));
        c.note("accept", c.os.accept(listener, null));
        c.os.fcntl(listener, FileControl.F_SETFL, 0);
        c.note("accept that sleeps", c.os.accept(listener, null));
        c.note("listen", c.os.listen(listener, 2));
        c.note("connect", c.os.connect(u.nonblocking(STREAM), at("shut")));
    }

    private static void shutdown(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            for (int how : new int[] {Family.SHUT_RD, Family.SHUT_WR, Family.SHUT_RDWR}) {
                int[] ends = u.pair(type);
                u.send(ends[0], "q");
                c.note(UnixTrial.name(type) + " shutdown " + how, c.os.shutdown(ends[0], how));
                c.note(c.readiness(ends[0]) + " and " + c.readiness(ends[1]));
                c.note("send " + u.send(ends[0], "a") + " and " + u.send(ends[1], "b"));
                for (int i = 0; i < 3; i++) {
                    c.note("recv " + u.recv(ends[0]) + " and " + u.recv(ends[1]));
                }
                c.os.fcntl(ends[0], FileControl.F_SETFL, 0);
                u.timeout(ends[0], Option.SO_RCVTIMEO, 20);
                c.note("that sleeps", c.os.recv(ends[0], ByteBuffer.allocate(1), 0));
            }
            c.note("shutdown 3", c.os.shutdown(u.socket(type), 3));
        }
    }

    private static void close(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            for (String unread : new String[] {"", "q"}) {
                int[] ends = u.pair(type);
                u.send(ends[0], unread);
                u.send(ends[1], "last");
                c.os.close(ends[1]);
                c.note(UnixTrial.name(type) + " unread '" + unread + "': " + u.state(ends[0]));
                c.note("send: " + u.send(ends[0], "a") + ", " + u.send(ends[0], "a"));
                c.note("recv: " + u.recv(ends[0]) + ", " + u.recv(ends[0]));
                c.note("recv: " + u.recv(ends[0]) + ", state " + u.state(ends[0]));
                c.note("error: " + c.soError(ends[0]) + ", peer: " + u.peerOf(ends[0]));
            }
            int[] ends = u.pair(type);
            u.send(ends[0], "q");
            c.os.close(ends[1]);
            c.note("SO_ERROR: " + c.soError(ends[0]) + ", " + c.soError(ends[0]));
            c.note("recv: " + u.recv(ends[0]));
        }
    }

    private static void memory(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            StringBuilder line = new StringBuilder(UnixTrial.name(type));
            for (int size : SIZES) {
                int[] ends = u.pair(type);
                int sent = c.os.send(ends[0], ByteBuffer.allocate(size), 0);
                line.append(", ").append(Calls.text(sent)).append(" as ");
                line.append(u.ioctl(ends[0], FileControl.SIOCOUTQ));
                c.os.close(ends[0]);
                c.os.close(ends[1]);
            }
            c.note(line.toString());
            int[] ends = u.pair(type);
            u.send(ends[0], "abc");
            u.send(ends[0], "de");
            c.note("unread: " + u.unread(ends[1]) + ", own: " + u.unread(ends[0]));
            c.note("SIOCOUTQNSD: " + u.ioctl(ends[0], FileControl.SIOCOUTQNSD));
            u.recv(ends[1], 1, 0);
            c.note("then: " + u.unread(ends[1]) + ", " + u.ioctl(ends[0], FileControl.SIOCOUTQ));
            for (int size : new int[] {212_960, 212_961}) {
                c.note("send " + size, c.os.send(u.pair(type)[0], ByteBuffer.allocate(size), 0));
            }
        }
    }

    private static void full(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            u.set(ends[0], Option.SO_SNDBUF, 8000);
            int sent = 0;
            while (c.os.send(ends[0], ByteBuffer.allocate(600), 0) > 0) {
                sent++;
                if (sent % 3 == 0) {
                    c.note(sent + ": " + c.readiness(ends[0]));
                }
            }
            c.note(UnixTrial.name(type) + ": " + sent + ", " + c.readiness(ends[0]));
            for (int i = 1; i <= sent; i++) {
                u.recv(ends[1], 600, 0);
                c.note(i + " received: " + c.readiness(ends[0]));
            }
        }
        int[] ends = u.pair(STREAM);
        u.set(ends[0], Option.SO_SNDBUF, 1);
        c.note("bulk", c.os.send(ends[0], ByteBuffer.allocate(100_000), 0));
        c.note("more", c.os.send(ends[0], ByteBuffer.allocate(1), 0));
        c.os.fcntl(ends[0], FileControl.F_SETFL, 0);
        u.timeout(ends[0], Option.SO_SNDTIMEO, 20);
        c.note("that sleeps", c.os.send(ends[0], ByteBuffer.allocate(1), 0));
    }

    private static void peek(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            u.send(ends[0], "abc");
            u.send(ends[0], "");
            u.send(ends[0], "def");
            c.note(UnixTrial.name(type) + ": " + u.recv(ends[1], 100, PEEK));
            c.note("all: " + u.recv(ends[1], 100, PEEK | MessageFlags.MSG_WAITALL));
            c.note("short: " + u.recv(ends[1], 2, PEEK));
            c.note("trunc: " + u.recvmsg(ends[1], 2, 0, PEEK | MessageFlags.MSG_TRUNC));
            u.set(ends[1], Option.SO_PEEK_OFF, 1);
            for (int i = 0; i < 4; i++) {
                c.note(
                        "from an offset: "
                                + u.recv(ends[1], 2, PEEK)
                                + ", now "
                                + offset(c, ends[1]));
            }
            c.note("recv: " + u.recv(ends[1], 2, 0) + ", now " + offset(c, ends[1]));
            c.note("peek: " + u.recv(ends[1], 2, PEEK) + ", now " + offset(c, ends[1]));
            u.set(ends[1], Option.SO_PEEK_OFF, -1);
            c.note("recv: " + u.recv(ends[1]) + ", " + u.recv(ends[1]) + ", " + u.recv(ends[1]));
        }
    }

    private static int offset(Calls c, int fd) {
        return c.get(fd, Option.SOL_SOCKET, Option.SO_PEEK_OFF);
    }

    private static void waiting(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] ends = u.pair(STREAM);
        int[] back = u.pair(STREAM);
        c.os.fcntl(ends[1], FileControl.F_SETFL, 0);
        c.os.fork(
                child -> {
                    UnixTrial sender = new UnixTrial(c.of(child));
                    for (String text : List.of("ab", "cd", "ef")) {
                        child.nanosleep(20_000_000);
                        sender.send(ends[0], text);
                    }
                    return 0;
                });
        ByteBuffer room = ByteBuffer.allocate(5);
        c.note("MSG_WAITALL of 5", c.os.recv(ends[1], room, MessageFlags.MSG_WAITALL));
        c.note("which is " + UnixTrial.text(room.flip()));
        u.set(ends[1], Option.SO_RCVLOWAT, 3);
        u.timeout(ends[1], Option.SO_RCVTIMEO, 30);
        c.note("SO_RCVLOWAT of 3: " + c.readiness(ends[1]));
        c.note("after SO_RCVTIMEO", c.os.recv(ends[1], ByteBuffer.allocate(9), 0));
        c.note("no octets", c.os.recv(ends[1], ByteBuffer.allocate(0), 0));
        u.send(ends[0], "xyz");
        c.note("no octets of some", c.os.recv(ends[1], ByteBuffer.allocate(0), 0));
        c.note("back: " + u.recv(back[0]));
        c.os.waitpid(-1, null, 0);
    }

    private static void flags(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int ignored = MessageFlags.MSG_EOR | MessageFlags.MSG_MORE | MessageFlags.MSG_CONFIRM;
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            c.note(UnixTrial.name(type) + ": " + u.send(ends[0], "abc", ignored));
            c.note("dontroute: " + u.send(ends[0], "d", MessageFlags.MSG_DONTROUTE));
            c.note("errqueue: " + u.recvmsg(ends[1], 1, 0, MessageFlags.MSG_ERRQUEUE));
            c.note("trunc: " + u.recvmsg(ends[1], 1, 0, MessageFlags.MSG_TRUNC));
            c.note("cloexec: " + u.recvmsg(ends[1], 9, 0, MessageFlags.MSG_CMSG_CLOEXEC));
            c.note("send of nothing: " + u.send(ends[0], ""));
            c.note("state: " + u.state(ends[1]));
            c.note("recv: " + u.recv(ends[1]));
        }
    }

    private static void urgent(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] ends = u.pair(STREAM);
        c.note("nothing: " + u.send(ends[0], "", OOB) + ", " + u.recv(ends[1], 1, OOB));
        c.note("send: " + u.send(ends[0], "abc", OOB) + ", " + u.state(ends[1]));
        c.note("peek: " + u.recv(ends[1], 9, PEEK) + ", " + u.recv(ends[1], 9, PEEK | OOB));
        c.note("recv: " + u.recv(ends[1]) + ", " + u.state(ends[1]));
        c.note("urgent: " + u.recvmsg(ends[1], 9, 0, OOB) + ", " + u.state(ends[1]));
        c.note("recv: " + u.recv(ends[1]) + ", " + u.state(ends[1]));
        u.send(ends[0], "ab", OOB);
        u.send(ends[0], "cd", OOB);
        u.send(ends[0], "e");
        c.note("two: " + u.state(ends[1]));
        c.note("recv: " + u.recv(ends[1]) + ", " + u.state(ends[1]));
        c.note("passed over: " + u.recv(ends[1]) + ", " + c.readiness(ends[1]));
        c.note("gone: " + u.recv(ends[1], 1, OOB));
        int[] taken = u.pair(STREAM);
        u.send(taken[0], "ab", OOB);
        u.send(taken[0], "e");
        c.note("first: " + u.recv(taken[1], 1, OOB) + ", " + u.state(taken[1]));
        c.note("recv: " + u.recv(taken[1]) + ", " + u.state(taken[1]));
        c.note("recv: " + u.recv(taken[1]) + ", " + u.state(taken[1]));
        u.send(taken[0], "x", OOB);
        c.note("alone: " + u.recv(taken[1]) + ", " + c.readiness(taken[1]));
        u.send(taken[0], "x", OOB);
        u.send(taken[0], "y");
        c.note("peek past: " + u.recv(taken[1], 9, PEEK) + ", " + u.recv(taken[1], 9, OOB));
        c.note("peek past: " + u.recv(taken[1], 9, PEEK) + ", " + u.state(taken[1]));
        u.send(taken[0], "z", OOB);
        c.note("after a mark: " + u.state(taken[1]) + ", " + u.recv(taken[1]));
        c.note("state: " + u.state(taken[1]) + ", " + u.recv(taken[1], 9, OOB));
    }

    private static void inline(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] ends = u.pair(STREAM);
        u.set(ends[1], Option.SO_OOBINLINE, 1);
        u.send(ends[0], "ab", OOB);
        u.send(ends[0], "cd");
        c.note("urgent: " + u.recv(ends[1], 1, OOB) + ", " + u.state(ends[1]));
        c.note("peek: " + u.recv(ends[1], 9, PEEK));
        for (int i = 0; i < 3; i++) {
            c.note("recv: " + u.recv(ends[1]) + ", " + u.state(ends[1]));
        }
        u.send(ends[0], "x", OOB);
        c.note("alone, peek: " + u.recv(ends[1], 9, PEEK) + ", " + u.recv(ends[1]));
    }

    private static void mark(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (boolean isTaken : new boolean[] {false, true}) {
            int[] ends = u.pair(STREAM);
            u.send(ends[0], "z", OOB);
            if (isTaken) {
                c.note("taken: " + u.recv(ends[1], 1, OOB) + ", " + u.state(ends[1]));
            }
            c.os.close(ends[1]);
            c.note("sender: " + u.recv(ends[0]));
            ends = u.pair(STREAM);
            u.send(ends[0], "yz", OOB);
            if (isTaken) {
                u.recv(ends[1], 1, OOB);
            }
            c.os.close(ends[0]);
            c.note("receiver: " + u.recv(ends[1]) + ", " + c.readiness(ends[1]));
            c.note("receiver: " + u.recv(ends[1]) + ", " + u.recv(ends[1], 1, OOB));
        }
        int[] ends = u.pair(STREAM);
        c.os.close(ends[1]);
        c.note("to nobody: " + u.send(ends[0], "x", OOB));
        for (int type : new int[] {UnixTrial.DATAGRAM, PACKET}) {
            ends = u.pair(type);
            c.note(UnixTrial.name(type) + ": " + u.send(ends[0], "x", OOB));
            c.note("recv: " + u.recv(ends[0], 1, OOB));
        }
    }
}
