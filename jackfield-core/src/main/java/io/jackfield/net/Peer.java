package io.jackfield.net;

import static io.jackfield.posix.ErrnoException.check;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;
import io.jackfield.process.Process;
import io.jackfield.time.Durations;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A server that does to each client what it was told to, step by step, and then closes: {@code
 * Peer.on(80).readsUntil("\r\n\r\n").writes("HTTP/1.1 200 OK\r\n").stalls().start(db)}. Where no
 * peer listens, connections are refused.
 *
 * <p>Or a client that does so once: {@code Peer.to(app, 80).writes("GET / HTTP/1.0\r\n\r\n")
 * .readsUntil(" 200 ").start(visitor)}. Its exit status is 0 if it came to the end of its steps,
 * and 1 if its connection did not last or was never made.
 */
public final class Peer implements Program {
    private static final int BUFFER = 16 << 10;
    private static final int BACKLOG = 128;

    /** A year. */
    private static final long LONG = 365L * 86_400_000_000_000L;

    /** What is done with a connection; false if it is not there any more. */
    @FunctionalInterface
    private interface Step {
        boolean take(Syscalls os, int fd);
    }

    private final @Nullable Host server;
    private final int port;
    private final List<Step> steps = new ArrayList<>();
    private int backlog = BACKLOG;
    private boolean accepts = true;

    private Peer(@Nullable Host server, int port) {
        this.server = server;
        this.port = port;
    }

    /** On all addresses of whatever host it is started on. */
    public static Peer on(int port) {
        return new Peer(null, port);
    }

    /** A client of whoever listens there. */
    public static Peer to(Host server, int port) {
        return new Peer(server, port);
    }

    /** It listens and never accepts: after {@code backlog} + 1 connections the queue is full. */
    public Peer neverAccepts(int queue) {
        accepts = false;
        backlog = queue;
        return this;
    }

    /** From here on it waits so long for what comes, and then closes. */
    public Peer waitsAtMost(String time) {
        long nanos = Durations.parse(time);
        return step(
                (os, fd) -> {
                    ByteBuffer limit = Values.timeval(nanos);
                    check(
                            "SO_RCVTIMEO",
                            os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_RCVTIMEO, limit));
                    return true;
                });
    }

    /** Waits for so many octets from the client. */
    public Peer reads(long octets) {
        return step((os, fd) -> read(os, fd, octets));
    }

    /** Reads until the client has sent these characters, and no further. */
    public Peer readsUntil(String end) {
        byte[] wanted = end.getBytes(StandardCharsets.UTF_8);
        return step((os, fd) -> readUntil(os, fd, wanted));
    }

    /** Reads until the other has closed its side. */
    public Peer readsAll() {
        return step(
                (os, fd) -> {
                    read(os, fd, Long.MAX_VALUE);
                    return true;
                });
    }

    /** Sends a text. */
    public Peer writes(String text) {
        return writes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends octets. */
    public Peer writes(byte[] octets) {
        byte[] kept = octets.clone();
        return step((os, fd) -> write(os, fd, ByteBuffer.wrap(kept)));
    }

    /** Sends a text a few octets at a time: {@code dribbles(text, 1, "500ms")}. */
    public Peer dribbles(String text, int octets, String every) {
        if (octets < 1) {
            throw new IllegalArgumentException("at least one octet at a time");
        }
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        long pause = Durations.parse(every);
        for (int at = 0; at < all.length; at += octets) {
            ByteBuffer piece = ByteBuffer.wrap(all, at, Math.min(octets, all.length - at));
            if (at > 0) {
                step((os, _) -> os.nanosleep(pause) == 0);
            }
            step((os, fd) -> write(os, fd, piece.duplicate()));
        }
        return this;
    }

    /** Does nothing for so long, and reads nothing. */
    public Peer waits(String time) {
        long nanos = Durations.parse(time);
        return step((os, _) -> os.nanosleep(nanos) == 0);
    }

    /** Does nothing any more: neither reads nor writes nor closes. */
    public Peer stalls() {
        return step(
                (os, _) -> {
                    stall(os);
                    return false;
                });
    }

    /** Sends a FIN and goes on reading. */
    public Peer shutsDown() {
        return step((os, fd) -> os.shutdown(fd, Family.SHUT_WR) == 0);
    }

    /** Sends a RST and is gone (SO_LINGER 0). */
    public Peer resets() {
        return step(
                (os, fd) -> {
                    ByteBuffer now = Values.linger(true, 0);
                    check("SO_LINGER", os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_LINGER, now));
                    return false;
                });
    }

    private Peer step(Step step) {
        steps.add(step);
        return this;
    }

    /** Starts it on a host, as the privileged user, whom every port is open to. */
    public Process start(Host host) {
        return host.start("peer:" + port, 0, this);
    }

    @Override
    public int main(Syscalls os) {
        return server == null ? listen(os) : connect(os, server);
    }

    private int connect(Syscalls os, Host to) {
        int fd = check("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        boolean isWhole =
                os.connect(fd, SocketAddress.inet(to.address(), port)) == 0 && takesAll(os, fd);
        os.close(fd);
        return isWhole ? 0 : 1;
    }

    private int listen(Syscalls os) {
        int listener = check("socket", os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0));
        check("SO_REUSEADDR", os.setsockopt(listener, Option.SOL_SOCKET, Option.SO_REUSEADDR, 1));
        check("bind", os.bind(listener, SocketAddress.of(IpAddress.ANY6, port)));
        check("listen", os.listen(listener, backlog));
        while (accepts) {
            int fd = os.accept(listener, null);
            if (fd >= 0) {
                os.fork(child -> serve(child, listener, fd));
                os.close(fd);
            }
        }
        return stall(os);
    }

    private static int stall(Syscalls os) {
        int slept = 0;
        while (slept == 0) {
            slept = os.nanosleep(LONG);
        }
        return slept;
    }

    private int serve(Syscalls os, int listener, int fd) {
        os.close(listener);
        takesAll(os, fd);
        return os.close(fd);
    }

    private boolean takesAll(Syscalls os, int fd) {
        return List.copyOf(steps).stream().allMatch(step -> step.take(os, fd));
    }

    private static boolean read(Syscalls os, int fd, long octets) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long left = octets;
        while (left > 0) {
            buffer.clear().limit((int) Math.min(BUFFER, left));
            int got = os.recv(fd, buffer, 0);
            if (got <= 0) {
                return false;
            }
            left -= got;
        }
        return true;
    }

    private static boolean readUntil(Syscalls os, int fd, byte[] wanted) {
        ByteBuffer one = ByteBuffer.allocate(1);
        byte[] last = new byte[wanted.length];
        while (os.recv(fd, one.clear(), 0) > 0) {
            System.arraycopy(last, 1, last, 0, last.length - 1);
            last[last.length - 1] = one.get(0);
            if (Arrays.equals(last, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean write(Syscalls os, int fd, ByteBuffer octets) {
        while (octets.hasRemaining()) {
            if (os.send(fd, octets, MessageFlags.MSG_NOSIGNAL) < 0) {
                return false;
            }
        }
        return true;
    }
}
