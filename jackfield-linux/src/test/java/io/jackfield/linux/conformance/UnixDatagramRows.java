package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.UnixTrial.DATAGRAM;
import static io.jackfield.linux.conformance.UnixTrial.PACKET;
import static io.jackfield.linux.conformance.UnixTrial.TYPES;
import static io.jackfield.linux.conformance.UnixTrial.at;

import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.List;

/** Datagrams of AF_UNIX, and options of all its sockets. */
final class UnixDatagramRows {
    private static final int MOST_QUEUED = 11;
    private static final int SMALLEST = 768;

    private UnixDatagramRows() {}

    static List<Row> all() {
        return List.of(
                Row.of("unix/peers", "datagrams: whose peer is who", "", UnixDatagramRows::peers),
                Row.of("unix/lost", "datagrams: a peer is left", "", UnixDatagramRows::left),
                Row.of("unix/gone", "datagrams: a peer is gone", "", UnixDatagramRows::gone),
                Row.of("unix/queue", "datagrams: a full queue", "", UnixDatagramRows::queue),
                Row.of("unix/sleep", "datagrams: senders sleep", "", UnixDatagramRows::sleep),
                Row.of("unix/edge", "epoll: what counts as an arrival", "", UnixDatagramRows::edge),
                Row.of("unix/sender", "who is named as sender", "", UnixDatagramRows::sender),
                Row.of("unix/options", "options", "", UnixDatagramRows::options));
    }

    private static void peers(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int a = u.bound(DATAGRAM, "a");
        int b = u.bound(DATAGRAM, "b");
        int other = u.bound(DATAGRAM, "other");
        c.note("a to b", c.os.connect(a, at("b")));
        c.note(
                "b from others: "
                        + u.sendto(other, "o", at("b"))
                        + ", "
                        + u.sendto(a, "x", at("b")));
        c.note("b to a", c.os.connect(b, at("a")));
        c.note("b from others now: " + u.sendto(other, "o", at("b")));
        c.note("a's peer: " + u.peerOf(a) + ", " + u.send(a, "x") + ", state " + u.state(a));
        c.note("other to b", c.os.connect(other, at("b")));
        c.note("a to other: " + u.sendto(a, "x", at("other")));
        c.note("other recv: " + u.recv(other));
        c.note("a to itself", c.os.connect(a, at("a")));
        c.note("b send: " + u.send(b, "x"));
        c.note("a send: " + u.send(a, "self") + ", recv " + u.recv(a));
        c.note("a to nobody", c.os.connect(a, SocketAddress.unspecified()));
        c.note("a's peer: " + u.peerOf(a) + ", " + u.send(a, "x") + ", name " + u.nameOf(a));
        int[] pair = u.pair(DATAGRAM);
        c.note("into a pair", c.os.bind(pair[0], at("pair")));
        c.note("sendto: " + u.sendto(other, "x", at("pair")));
        c.note("connect", c.os.connect(other, at("pair")));
        c.note("pair's send elsewhere: " + u.sendto(pair[1], "x", at("a")));
    }

    private static void left(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (SocketAddress next : new SocketAddress[] {at("c"), SocketAddress.unspecified()}) {
            int a = u.bound(DATAGRAM, "a");
            int b = u.bound(DATAGRAM, "b");
            int third = u.bound(DATAGRAM, "c");
            c.os.connect(a, at("b"));
            c.os.connect(b, at("a"));
            u.send(b, "unread");
            c.note("before: " + u.state(a));
            c.note("another peer", c.os.connect(a, next));
            c.note("a: " + u.state(a) + ", recv " + u.recv(a));
            c.note("b: " + u.state(b) + ", error " + c.soError(b) + ", send " + u.send(b, "x"));
            c.note("b's peer: " + u.peerOf(b));
            for (int fd : new int[] {a, b, third}) {
                c.os.close(fd);
            }
        }
    }

    private static void gone(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int a = u.bound(DATAGRAM, "a");
        int b = u.bound(DATAGRAM, "b");
        c.os.connect(a, at("b"));
        u.sendto(b, "before", at("a"));
        c.os.close(b);
        c.note("a: " + u.state(a) + ", peer " + u.peerOf(a));
        c.note("send: " + u.send(a, "x") + ", recv " + u.recv(a) + ", peer " + u.peerOf(a));
        c.note("send: " + u.send(a, "x"));
        b = u.bound(DATAGRAM, "b");
        c.note("again", c.os.connect(a, at("b")));
        c.os.close(b);
        b = u.bound(DATAGRAM, "b");
        c.note("sendto: " + u.sendto(a, "x", at("b")) + ", peer " + u.peerOf(a));
        c.note("send: " + u.send(a, "x"));
        c.os.shutdown(b, 0);
        c.note("shut: " + u.sendto(a, "x", at("b")));
        c.note("connect to it", c.os.connect(a, at("b")));
        c.note("state: " + u.state(a) + ", send " + u.send(a, "x"));
    }

    private static void queue(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int to = u.bound(DATAGRAM, "to");
        int a = u.nonblocking(DATAGRAM);
        int b = u.nonblocking(DATAGRAM);
        c.os.connect(a, at("to"));
        for (int i = 0; i < MOST_QUEUED; i++) {
            u.send(a, "x");
        }
        c.note("full: " + u.send(a, "x") + ", " + u.sendto(b, "x", at("to")));
        c.note("ready: " + c.readiness(a) + ", not connected: " + c.readiness(b));
        c.note("to itself: " + u.sendto(to, "x", at("to")));
        c.note("peek: " + u.recv(to, 9, MessageFlags.MSG_PEEK) + ", " + c.readiness(a));
        c.note("recv: " + u.recv(to) + ", " + c.readiness(a));
        c.note("recv: " + u.recv(to) + ", " + c.readiness(a));
        c.note("send: " + u.send(a, "x") + ", " + u.send(a, "x") + ", " + c.readiness(a));
        c.os.close(to);
        c.note("closed: " + c.readiness(a) + ", " + u.send(a, "x"));
        int packet = u.pair(PACKET)[0];
        int sent = 0;
        while (u.send(packet, "x").equals("1")) {
            sent++;
        }
        c.note("packets of a pair: " + sent);
    }

    private static void sleep(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int to = u.bound(DATAGRAM, "to");
        int a = u.socket(DATAGRAM);
        c.os.connect(a, at("to"));
        for (int i = 0; i < MOST_QUEUED; i++) {
            u.send(a, "x");
        }
        u.timeout(a, Option.SO_SNDTIMEO, 20);
        c.note("SO_SNDTIMEO: " + u.send(a, "x"));
        u.timeout(a, Option.SO_SNDTIMEO, 0);
        c.os.fork(
                child -> {
                    UnixTrial sender = new UnixTrial(c.of(child));
                    child.close(to);
                    c.note("when there is room: " + sender.send(a, "y"));
                    c.note("when it is closed: " + sender.send(a, "z"));
                    return 0;
                });
        c.pause(50);
        u.recv(to);
        u.awaitSent(a, MOST_QUEUED * SMALLEST);
        c.os.close(to);
        c.os.waitpid(-1, null, 0);
        int[] ends = u.pair(DATAGRAM);
        for (int fd : ends) {
            c.os.fcntl(fd, FileControl.F_SETFL, 0);
        }
        c.os.fork(
                child -> {
                    child.nanosleep(30_000_000);
                    child.shutdown(ends[1], 0);
                    return 0;
                });
        c.note("shut while it sleeps", c.os.recv(ends[1], ByteBuffer.allocate(9), 0));
        c.os.waitpid(-1, null, 0);
    }

    private static void edge(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            int epoll = c.os.epollCreate1(0);
            int events = Readiness.EPOLLIN | Readiness.EPOLLOUT | Readiness.EPOLLET;
            int all = events | Readiness.EPOLLRDHUP;
            c.os.epollCtl(epoll, Readiness.EPOLL_CTL_ADD, ends[1], new EpollEvent(all, 1));
            c.note(UnixTrial.name(type) + " first: " + wait(c, epoll) + ", " + wait(c, epoll));
            u.send(ends[0], "ab");
            c.note("arrival: " + wait(c, epoll) + ", " + wait(c, epoll));
            u.send(ends[0], "c");
            c.note("another: " + wait(c, epoll) + ", " + wait(c, epoll));
            u.recv(ends[1], 1, 0);
            c.note("partly read: " + wait(c, epoll));
            u.send(ends[1], "own");
            c.note("sent: " + wait(c, epoll));
            u.recv(ends[0]);
            c.note("its peer has read: " + wait(c, epoll));
            c.os.shutdown(ends[0], 1);
            c.note("shut: " + wait(c, epoll) + ", " + wait(c, epoll));
            c.os.close(ends[0]);
            c.note("closed: " + wait(c, epoll) + ", " + wait(c, epoll));
        }
    }

    private static String wait(Calls c, int epoll) {
        EpollEvent[] events = {new EpollEvent()};
        int count = c.os.epollWait(epoll, events, 0);
        return count == 1 ? Integer.toHexString(events[0].events) : Calls.text(count);
    }

    private static void sender(Calls c) {
        UnixTrial u = new UnixTrial(c);
        for (int type : TYPES) {
            int[] ends = u.pair(type);
            u.send(ends[0], "1");
            c.note(UnixTrial.name(type) + " unnamed: " + from(c, ends[1]));
            u.send(ends[0], "2");
            c.os.bind(ends[0], at("late"));
            c.note("named since: " + from(c, ends[1]));
            u.send(ends[0], "3");
            c.os.close(ends[0]);
            c.note("closed since: " + from(c, ends[1]));
            c.note("end: " + from(c, ends[1]));
        }
    }

    private static String from(Calls c, int fd) {
        SocketAddressBuffer name = new SocketAddressBuffer();
        int got = c.os.recvfrom(fd, ByteBuffer.allocate(9), 0, name);
        return got < 0 ? Calls.text(got) : got + " from " + UnixTrial.shown(name);
    }

    private static void options(Calls c) {
        UnixTrial u = new UnixTrial(c);
        int[] flags = {
            Option.SO_PASSCRED, Option.SO_PASSRIGHTS, Option.SO_OOBINLINE, Option.SO_REUSEADDR,
            Option.SO_KEEPALIVE, Option.SO_BROADCAST, Option.SO_REUSEPORT, Option.SO_ZEROCOPY
        };
        int[] numbers = {
            Option.SO_SNDBUF, Option.SO_RCVBUF, Option.SO_RCVLOWAT, Option.SO_PEEK_OFF
        };
        for (int type : TYPES) {
            int fd = u.pair(type)[0];
            c.note(UnixTrial.name(type));
            for (int flag : flags) {
                c.note(flag + ": " + value(c, fd, flag) + ", set " + u.set(fd, flag, 2));
                c.note(flag + ": " + value(c, fd, flag) + ", set " + u.set(fd, flag, 0));
            }
            for (int number : numbers) {
                for (int value : new int[] {0, 1, 50_000, 100_000}) {
                    c.note(number + ": " + u.set(fd, number, value) + ", " + value(c, fd, number));
                }
            }
            for (int fixed : new int[] {3, 4, 19, 30, 38, 39, 99}) {
                c.note(fixed + ": " + value(c, fd, fixed) + ", set " + u.set(fd, fixed, 1));
            }
            for (int level : new int[] {Option.SOL_IP, Option.SOL_TCP, Option.SOL_UDP, 99}) {
                c.note("level " + level, c.os.setsockopt(fd, level, 1, 1));
            }
            c.note("forced", u.set(fd, Option.SO_SNDBUFFORCE, 1_000_000));
            c.note("SO_SNDBUF " + value(c, fd, Option.SO_SNDBUF));
        }
    }

    private static String value(Calls c, int fd, int name) {
        ByteBuffer room = Values.room(4);
        int result = c.os.getsockopt(fd, Option.SOL_SOCKET, name, room);
        return result < 0 ? Calls.text(result) : String.valueOf(room.flip().getInt());
    }
}
