package io.jackfield.linux.conformance;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Errno;
import io.jackfield.posix.ErrnoException;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;

/** System calls in few words, and what is noted of them. */
final class Calls {
    static final IpAddress LOOPBACK = IpAddress.LOOPBACK4;
    static final IpAddress ANY = IpAddress.of("0.0.0.0");

    private static final int ROOM = 4096;
    private static final int SHORTLY = 300;
    private static final double EARLY = 0.05;
    private static final double LATE = 1.07;
    private static final double SLACK = 0.4;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    final Syscalls os;
    final Site site;

    /** The family that is spoken over the wire. */
    final boolean isV4;

    private final List<String> notes;

    Calls(Syscalls os, Site site, List<String> notes) {
        this(os, site, notes, true);
    }

    private Calls(Syscalls os, Site site, List<String> notes, boolean isV4) {
        this.os = os;
        this.site = site;
        this.notes = notes;
        this.isV4 = isV4;
    }

    /** The same that speaks IPv6 over the wire. */
    Calls overIpv6() {
        return new Calls(os, site, notes, false);
    }

    /** Another process's calls, that note to the same place. */
    Calls of(Syscalls other) {
        return new Calls(other, site, notes, isV4);
    }

    /** A socket that listens on all addresses, without SO_REUSEADDR. */
    int open(int port, int backlog) {
        int fd = isV4 ? tcp() : tcp6();
        must("bind", bind(fd, isV4 ? ANY : IpAddress.ANY6, port));
        must("listen", os.listen(fd, backlog));
        return fd;
    }

    /** A socket whose connect to the far end of the wire is under way. */
    int connecting(int port) {
        int family = isV4 ? Family.AF_INET : Family.AF_INET6;
        int type = Family.SOCK_STREAM | Family.SOCK_NONBLOCK;
        int fd = must("socket", os.socket(family, type, 0));
        site.wire(os);
        int begun = os.connect(fd, SocketAddress.of(Wire.far(isV4), port));
        return begun == Errno.EINPROGRESS.result() ? fd : must("connect", begun);
    }

    /**
     * A time in seconds as one of those expected, which Linux's timers may miss by a sixteenth, or
     * as measured.
     */
    String about(long nanos, int... expected) {
        double seconds = nanos / 1e9;
        for (int each : expected) {
            if (seconds > each - EARLY && seconds < each * LATE + SLACK) {
                return each + " s";
            }
        }
        return seconds + " s";
    }

    /** Waits until it holds. */
    void until(BooleanSupplier condition) {
        long deadline = os.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (os.nanoTime() > deadline) {
                throw new AssertionError("what was waited for did not come");
            }
            pause(1);
        }
    }

    List<String> notes() {
        synchronized (notes) {
            return new ArrayList<>(notes);
        }
    }

    void note(String line) {
        synchronized (notes) {
            notes.add(line);
        }
    }

    /** Notes a result: the number, or the name of the error. */
    int note(String call, int result) {
        note(call + ": " + text(result));
        return result;
    }

    static String text(int result) {
        return result < 0 ? Errno.of(result).name() : String.valueOf(result);
    }

    /** Notes whether it succeeded. */
    int ok(String call, int result) {
        note(call + ": " + (result < 0 ? Errno.of(result).name() : "ok"));
        return result;
    }

    static int must(String call, int result) {
        return ErrnoException.check(call, result);
    }

    int tcp() {
        return must("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
    }

    int tcp6() {
        return must("socket", os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0));
    }

    int udp() {
        return must("socket", os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0));
    }

    int nonblocking() {
        int type = Family.SOCK_STREAM | Family.SOCK_NONBLOCK;
        return must("socket", os.socket(Family.AF_INET, type, 0));
    }

    int bind(int fd, IpAddress address, int port) {
        return os.bind(fd, SocketAddress.of(address, port));
    }

    int connect(int fd, int port) {
        return os.connect(fd, SocketAddress.of(LOOPBACK, port));
    }

    /** A socket that listens on 127.0.0.1. */
    int listener(int port, int backlog) {
        int fd = tcp();
        set(fd, Option.SO_REUSEADDR, 1);
        must("bind", bind(fd, LOOPBACK, port));
        must("listen", os.listen(fd, backlog));
        return fd;
    }

    int connected(int port) {
        int fd = tcp();
        must("connect", connect(fd, port));
        return fd;
    }

    /** Both ends of a connection: the client's, the server's. */
    int[] pair(int port) {
        int listener = listener(port, 8);
        int client = connected(port);
        int server = must("accept", os.accept(listener, null));
        must("close", os.close(listener));
        return new int[] {client, server};
    }

    int set(int fd, int option, int value) {
        return set(fd, Option.SOL_SOCKET, option, value);
    }

    int set(int fd, int level, int option, int value) {
        return must("setsockopt", os.setsockopt(fd, level, option, value));
    }

    /** What an option of one int says. */
    int get(int fd, int level, int option) {
        ByteBuffer value = Values.ofInt(0);
        must("getsockopt", os.getsockopt(fd, level, option, value));
        return value.flip().getInt();
    }

    String soError(int fd) {
        int error = get(fd, Option.SOL_SOCKET, Option.SO_ERROR);
        return error == 0 ? "0" : Errno.of(-error).name();
    }

    int port(int fd) {
        SocketAddressBuffer name = new SocketAddressBuffer();
        must("getsockname", os.getsockname(fd, name));
        return name.address().port();
    }

    int send(int fd, String text) {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        return os.send(fd, octets, MessageFlags.MSG_NOSIGNAL);
    }

    /** What recv answers: the text, the number 0, or the error; EAGAIN if nothing comes shortly. */
    String recv(int fd) {
        if (poll(fd, Readiness.POLLIN).equals("-")) {
            return "EAGAIN";
        }
        ByteBuffer room = ByteBuffer.allocate(ROOM);
        int got = os.recv(fd, room, MessageFlags.MSG_DONTWAIT);
        return got <= 0
                ? text(got)
                : "'" + new String(room.array(), 0, got, StandardCharsets.US_ASCII) + "'";
    }

    /** What accept answers within a while: ok, or the error. */
    int acceptShortly(int fd) {
        poll(fd, Readiness.POLLIN);
        int flags = os.fcntl(fd, FileControl.F_GETFL, 0);
        os.fcntl(fd, FileControl.F_SETFL, flags | FileControl.O_NONBLOCK);
        int accepted = os.accept(fd, null);
        os.fcntl(fd, FileControl.F_SETFL, flags);
        return accepted;
    }

    /** The readiness that comes within a while, in the order of the bits; - for none. */
    String poll(int fd, int events) {
        PollFd one = new PollFd(fd, events);
        must("poll", os.poll(new PollFd[] {one}, SHORTLY));
        return events(one.revents);
    }

    /** Everything that there is now. */
    String readiness(int fd) {
        int all = Readiness.POLLIN | Readiness.POLLPRI | Readiness.POLLOUT | Readiness.POLLRDHUP;
        PollFd one = new PollFd(fd, all);
        must("poll", os.poll(new PollFd[] {one}, 0));
        return events(one.revents);
    }

    private static String events(int revents) {
        StringJoiner names = new StringJoiner("|");
        names.setEmptyValue("-");
        name(names, revents, Readiness.POLLIN, "IN");
        name(names, revents, Readiness.POLLPRI, "PRI");
        name(names, revents, Readiness.POLLOUT, "OUT");
        name(names, revents, Readiness.POLLERR, "ERR");
        name(names, revents, Readiness.POLLHUP, "HUP");
        name(names, revents, Readiness.POLLNVAL, "NVAL");
        name(names, revents, Readiness.POLLRDHUP, "RDHUP");
        return names.toString();
    }

    private static void name(StringJoiner names, int revents, int bit, String name) {
        if ((revents & bit) != 0) {
            names.add(name);
        }
    }

    /** How many of so many connects without blocking come through within a while. */
    int established(int port, int attempts) {
        int done = 0;
        for (int i = 0; i < attempts; i++) {
            int fd = nonblocking();
            connect(fd, port);
            if (poll(fd, Readiness.POLLOUT).equals("OUT")) {
                done++;
            }
        }
        return done;
    }

    void pause(long millis) {
        os.nanosleep(millis * 1_000_000);
    }
}
