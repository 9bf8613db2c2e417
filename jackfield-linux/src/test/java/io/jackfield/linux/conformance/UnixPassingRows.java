package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.UnixTrial.DATAGRAM;
import static io.jackfield.linux.conformance.UnixTrial.STREAM;
import static io.jackfield.linux.conformance.UnixTrial.TYPES;
import static io.jackfield.linux.conformance.UnixTrial.at;
import static io.jackfield.linux.conformance.UnixTrial.rights;

import io.jackfield.linux.conformance.UnixTrial.Received;
import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.Values;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;

/** What AF_UNIX carries beside octets: who sends, and descriptors. */
final class UnixPassingRows {
    private static final int USER = 1000;
    private static final int NOBODY = 1 << 30;

    private UnixPassingRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("unix/peercred", "SO_PEERCRED", "", UnixPassingRows::peer),
                Row.of("unix/passcred", "SO_PASSCRED", "", UnixPassingRows::asked),
                Row.of("unix/claims", "SCM_CREDENTIALS", "", UnixPassingRows::claims),
                Row.of("unix/glue", "what is received together", "", UnixPassingRows::glue),
                Row.of("unix/rights", "SCM_RIGHTS", "", UnixPassingRows::passed),
                Row.of("unix/room", "SCM_RIGHTS: room for them", "", UnixPassingRows::room),
                Row.of("unix/refused", "SCM_RIGHTS: refused", "", UnixPassingRows::refused),
                Row.of("unix/holders", "SCM_RIGHTS: who holds it", "", UnixPassingRows::holders),
                Row.of("unix/circles", "SCM_RIGHTS: circles", "", UnixPassingRows::circles));
    }

    /** Whose it is; the processes of a LinuxKernel are one for the kernel. */
    private static String who(@Nullable ByteBuffer data) {
        if (data == null) {
            return "nobody said";
        }
        Credentials shown = Credentials.of(data);
        return (shown.pid() > 0 ? "a process " : "") + shown.uid() + " " + shown.gid();
    }

    private static String peerOf(Calls c, int fd) {
        ByteBuffer room = Values.room(Credentials.OCTETS);
        int result = c.os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_PEERCRED, room);
        return result < 0 ? Calls.text(result) : who(room.flip());
    }

    /** What the kernel calls this process. */
    private static int ownPid(UnixTrial u) {
        ByteBuffer room = Values.room(Credentials.OCTETS);
        u.c.os.getsockopt(u.pair(STREAM)[0], Option.SOL_SOCKET, Option.SO_PEERCRED, room);
        return Credentials.of(room.flip()).pid();
    }

    private static void peer(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            c.note(UnixTrial.name(type) + " fresh: " + peerOf(c, u.socket(type)));
            c.note("pair: " + peerOf(c, u.pair(type)[0]));
        }
        int listener = u.listener(STREAM, "cred", 2);
        c.note("listener: " + peerOf(c, listener));
        c.os.fork(
                os -> {
                    UnixTrial of = new UnixTrial(c.of(os));
                    os.seteuid(USER);
                    int fd = of.connected(STREAM, "cred");
                    os.nanosleep(50_000_000);
                    return fd;
                });
        c.poll(listener, Readiness.POLLIN);
        int accepted = c.os.accept(listener, null);
        c.note("accepted: " + peerOf(c, accepted));
        c.os.waitpid(-1, null, 0);
        c.note("ended: " + peerOf(c, accepted));
        int client = u.connected(STREAM, "cred");
        c.note("client: " + peerOf(c, client));
        int result = c.os.getsockopt(client, 1, Option.SO_PEERGROUPS, Values.room(100));
        c.note("SO_PEERGROUPS", result);
        result = c.os.getsockopt(u.socket(STREAM), 1, Option.SO_PEERGROUPS, Values.room(100));
        c.note("of nobody", result);
        c.note("SO_PEERCRED cannot be set", u.set(client, Option.SO_PEERCRED, 1));
        int datagram = u.bound(DATAGRAM, "cred");
        c.os.connect(datagram, at("cred"));
        c.note("connected datagrams: " + peerOf(c, datagram));
    }

    private static String received(UnixTrial u, int fd) {
        Received received = u.recvmsg(fd);
        String who = who(received.data(Option.SCM_CREDENTIALS));
        return received + ", " + who;
    }

    private static void asked(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            u.send(ends[0], "early");
            u.set(ends[1], Option.SO_PASSCRED, 1);
            c.note(UnixTrial.name(type) + " before: " + received(u, ends[1]));
            u.send(ends[0], "asked");
            c.note("asked: " + received(u, ends[1]));
            u.send(ends[1], "by who asks");
            c.note("sent by who asks: " + received(u, ends[0]));
            u.set(ends[0], Option.SO_PASSCRED, 1);
            u.send(ends[0], "room");
            c.note("no room: " + u.recvmsg(ends[1], 1, -1, MessageFlags.MSG_PEEK));
            c.note("no room: " + u.recvmsg(ends[1], 1, 16, MessageFlags.MSG_PEEK));
            c.note("little room: " + u.recvmsg(ends[1], 1, 20, MessageFlags.MSG_PEEK));
            c.note("recv: " + u.recv(ends[1]));
            c.os.shutdown(ends[0], 1);
            c.note("end: " + received(u, ends[1]));
        }
        int datagram = u.nonblocking(DATAGRAM);
        u.set(datagram, Option.SO_PASSCRED, 1);
        c.note("sendto: " + u.sendto(datagram, "x", at("nobody")));
        c.note("has a name: " + u.nameOf(datagram).matches("8 @[0-9a-f]{5}"));
        int listener = u.listener(STREAM, "waits", 2);
        int client = u.nonblocking(STREAM);
        u.set(client, Option.SO_PASSCRED, 1);
        c.os.connect(client, at("waits"));
        c.note("has a name: " + u.nameOf(client).matches("8 @[0-9a-f]{5}"));
        int plain = u.connected(STREAM, "waits");
        u.send(plain, "before accept");
        c.os.accept(listener, null);
        int accepted = c.os.accept(listener, null);
        u.set(accepted, Option.SO_PASSCRED, 1);
        c.note("before accept: " + received(u, accepted));
    }

    private static ByteBuffer claim(int pid, int uid, int gid) {
        ByteBuffer octets = ByteBuffer.wrap(new Credentials(pid, uid, gid).octets());
        return ControlMessages.of(Option.SOL_SOCKET, Option.SCM_CREDENTIALS, octets);
    }

    private static void claims(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int own = ownPid(u);
        int[] ends = u.pair(STREAM);
        c.note("not asked: " + u.sendmsg(ends[0], "n", claim(own, 0, 0)));
        c.note("recv: " + received(u, ends[1]));
        u.set(ends[1], Option.SO_PASSCRED, 1);
        c.note("own: " + u.sendmsg(ends[0], "a", claim(own, 0, 0)));
        c.note("recv: " + received(u, ends[1]));
        c.note("somebody else's: " + u.sendmsg(ends[0], "b", claim(own, 7, 8)));
        c.note("recv: " + received(u, ends[1]));
        c.note("no process: " + u.sendmsg(ends[0], "c", claim(NOBODY, 0, 0)));
        c.note("no user: " + u.sendmsg(ends[0], "c", claim(own, -1, 0)));
        c.note("no group: " + u.sendmsg(ends[0], "c", claim(own, 0, -1)));
        c.os.seteuid(USER);
        c.note("user's own: " + u.sendmsg(ends[0], "d", claim(own, USER, 0)));
        c.note("recv: " + received(u, ends[1]));
        c.note("another user: " + u.sendmsg(ends[0], "e", claim(own, 7, 0)));
        c.note("another group: " + u.sendmsg(ends[0], "e", claim(own, USER, 7)));
        c.note("another process: " + u.sendmsg(ends[0], "e", claim(NOBODY, USER, 0)));
        c.os.seteuid(0);
        for (int data : new int[] {0, 8, 11, 13, 16}) {
            ByteBuffer control =
                    ControlMessages.of(
                            Option.SOL_SOCKET, Option.SCM_CREDENTIALS, ByteBuffer.allocate(data));
            c.note(data + " octets: " + u.sendmsg(ends[0], "f", control));
        }
        ByteBuffer unknown = ControlMessages.of(Option.SOL_SOCKET, 77, Values.ofInt(1));
        c.note("unknown type: " + u.sendmsg(ends[0], "g", unknown));
        c.note(
                "other level: "
                        + u.sendmsg(ends[0], "h", ControlMessages.of(0, 8, Values.ofInt(1))));
        c.note("recv: " + received(u, ends[1]));
    }

    private static void glue(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] ends = u.pair(STREAM);
        u.set(ends[1], Option.SO_PASSCRED, 1);
        int own = ownPid(u);
        u.send(ends[0], "1");
        u.sendmsg(ends[0], "2", claim(own, 0, 0));
        u.sendmsg(ends[0], "3", claim(own, 7, 0));
        u.sendmsg(ends[0], "4", claim(own, 7, 0));
        c.note("peek: " + u.recvmsg(ends[1], 9, 100, MessageFlags.MSG_PEEK));
        c.note("recv: " + received(u, ends[1]));
        c.note("recv: " + received(u, ends[1]));
        int[] passing = u.pair(STREAM);
        u.send(passing[0], "a");
        u.sendmsg(passing[0], "bc", rights(ends[0]));
        u.send(passing[0], "d");
        c.note("peek: " + u.recvmsg(passing[1], 9, 100, MessageFlags.MSG_PEEK));
        c.note("part: " + u.recvmsg(passing[1], 2, 100, 0));
        c.note("rest: " + u.recvmsg(passing[1], 9, 100, MessageFlags.MSG_WAITALL));
        u.sendmsg(passing[0], "e", rights(ends[0]));
        u.send(passing[0], "f");
        c.os.fcntl(passing[1], FileControl.F_SETFL, 0);
        c.note("all: " + c.os.recv(passing[1], ByteBuffer.allocate(2), MessageFlags.MSG_WAITALL));
    }

    private static void passed(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            int[] pipe = new int[2];
            c.os.pipe2(pipe, 0);
            String name = UnixTrial.name(type);
            c.note(name + ": " + u.sendmsg(ends[0], "p", rights(pipe[1])));
            c.os.close(pipe[1]);
            c.note("open while it waits: " + u.recvNothing(pipe[0]));
            Received peeked = u.recvmsg(ends[1], 9, 100, MessageFlags.MSG_PEEK);
            c.note("peek: " + peeked);
            int cloexec = MessageFlags.MSG_CMSG_CLOEXEC;
            Received taken = u.recvmsg(ends[1], 9, 100, cloexec);
            c.note("recv: " + taken);
            int first = peeked.descriptors()[0];
            int second = taken.descriptors()[0];
            c.note("one behind the other: " + (second - first));
            c.note("FD_CLOEXEC", c.os.fcntl(first, FileControl.F_GETFD, 0));
            c.note("FD_CLOEXEC", c.os.fcntl(second, FileControl.F_GETFD, 0));
            c.note("write", c.os.write(first, UnixTrial.octets("w")));
            c.os.close(first);
            c.note("open: " + u.recvNothing(pipe[0]));
            c.os.close(second);
            c.note("closed: " + u.recvNothing(pipe[0]));
        }
    }

    private static void room(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            c.note(UnixTrial.name(type));
            for (int room : new int[] {-1, 0, 15, 16, 19, 20, 23, 24, 28, 32}) {
                u.sendmsg(ends[0], "x", rights(ends[0], ends[0], ends[0]));
                Received received = u.recvmsg(ends[1], 9, room, 0);
                c.note("room " + room + ": " + received);
                for (int fd : received.descriptors()) {
                    c.os.close(fd);
                }
            }
            u.set(ends[1], Option.SO_PASSCRED, 1);
            u.sendmsg(ends[0], "x", rights(ends[0]));
            c.note("after credentials: " + u.recvmsg(ends[1], 9, 56, MessageFlags.MSG_PEEK));
            c.note("cut: " + u.recvmsg(ends[1], 9, 36, MessageFlags.MSG_PEEK));
            c.note("by recv: " + u.recv(ends[1]));
        }
    }

    private static void refused(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            c.note(UnixTrial.name(type) + " closed one: " + u.sendmsg(ends[0], "x", rights(999)));
            c.note("one of two: " + u.sendmsg(ends[0], "x", rights(ends[0], -1)));
            c.note("none: " + u.sendmsg(ends[0], "x", rights()));
            c.note("recv: " + u.recvmsg(ends[1]));
            u.set(ends[1], Option.SO_PASSRIGHTS, 0);
            c.note("not wanted: " + u.sendmsg(ends[0], "x", rights(ends[0])));
            c.note("but octets: " + u.send(ends[0], "x"));
            ByteBuffer two = Values.room(64);
            two.put(rights(ends[0])).put(rights(ends[1]));
            u.set(ends[1], Option.SO_PASSRIGHTS, 1);
            c.note("two messages: " + u.sendmsg(ends[0], "y", two.flip()));
            u.recv(ends[1], 1, 0);
            c.note("recv: " + u.recvmsg(ends[1]));
            c.note("cut length: " + u.sendmsg(ends[0], "x", rights(ends[0]).limit(19)));
        }
        int udp = c.udp();
        c.bind(udp, Calls.LOOPBACK, 4000);
        c.connect(udp, 4000);
        c.note("over UDP: " + u.sendmsg(udp, "x", rights(udp)));
    }

    private static void holders(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] carrier = u.pair(STREAM);
        int[] passed = u.pair(STREAM);
        u.sendmsg(carrier[0], "x", rights(passed[0]));
        c.os.close(passed[0]);
        c.note("waits: " + c.readiness(passed[1]));
        c.note("takes: " + u.send(passed[1], "hello"));
        int[] first = {-1};
        c.os.fork(
                child -> {
                    UnixTrial of = new UnixTrial(c.of(child));
                    first[0] = of.recvmsg(carrier[1]).descriptors()[0];
                    c.note("child: " + of.recv(first[0]));
                    c.note("answers: " + of.send(first[0], "back"));
                    return 0;
                });
        c.os.waitpid(-1, null, 0);
        u.awaitEnd(passed[1]);
        c.note("the child has ended: " + u.recv(passed[1]) + ", " + u.recv(passed[1]));
        int[] lost = u.pair(DATAGRAM);
        int[] other = u.pair(STREAM);
        u.sendmsg(lost[0], "x", rights(other[0]));
        c.os.close(other[0]);
        c.os.close(lost[1]);
        c.note("lost with its queue: " + u.recv(other[1]));
        int listener = u.listener(STREAM, "held", 1);
        int client = u.connected(STREAM, "held");
        int[] third = u.pair(STREAM);
        u.sendmsg(client, "x", rights(third[0]));
        c.os.close(third[0]);
        c.note("before accept: " + c.readiness(third[1]));
        c.os.close(listener);
        c.note("lost with the listener: " + u.recv(third[1]));
        int urgent = u.pair(STREAM)[0];
        c.note("urgent ones stay: " + u.send(urgent, "x", MessageFlags.MSG_OOB));
    }

    /** Waits until the other end is found closed, and says so. */
    private static void expectEnd(Calls c, String of, int fd) {
        c.note(of + ": " + new UnixTrial(c).awaitEnd(fd));
    }

    private static void circles(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] witness = u.pair(STREAM);
        int[] self = u.pair(STREAM);
        u.sendmsg(self[1], "x", rights(self[0], witness[0]));
        c.os.close(witness[0]);
        c.note("open: " + c.readiness(witness[1]));
        c.os.close(self[0]);
        c.note("still open: " + c.readiness(witness[1]) + ", " + u.send(self[1], "x"));
        c.os.close(self[1]);
        expectEnd(c, "a socket that waits at itself", witness[1]);
        int[] a = u.pair(DATAGRAM);
        int[] b = u.pair(DATAGRAM);
        int[] seen = u.pair(STREAM);
        u.sendmsg(a[0], "x", rights(b[1], seen[0]));
        u.sendmsg(b[0], "x", rights(a[1]));
        for (int fd : new int[] {seen[0], a[1], b[1], a[0]}) {
            c.os.close(fd);
        }
        c.os.close(b[0]);
        c.os.close(u.pair(STREAM)[0]);
        expectEnd(c, "two that wait at each other", seen[1]);
        int[] held = u.pair(DATAGRAM);
        int[] holding = u.pair(DATAGRAM);
        u.sendmsg(held[0], "x", rights(held[1]));
        u.sendmsg(holding[0], "x", rights(held[1]));
        c.os.close(held[1]);
        c.os.close(held[0]);
        c.os.close(u.pair(STREAM)[0]);
        int received = u.recvmsg(holding[1]).descriptors()[0];
        c.note("one that can be received lives: " + u.recvmsg(received));
        int listener = u.listener(STREAM, "circle", 1);
        int client = u.connected(STREAM, "circle");
        int[] last = u.pair(STREAM);
        u.sendmsg(client, "x", rights(listener, last[0]));
        c.os.close(last[0]);
        c.os.close(listener);
        c.os.close(client);
        c.os.close(u.pair(STREAM)[0]);
        expectEnd(c, "a listener whose client carries it", last[1]);
    }
}
