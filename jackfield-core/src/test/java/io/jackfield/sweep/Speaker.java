package io.jackfield.sweep;

import static io.jackfield.posix.ErrnoException.check;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Program;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;

/** One side of a {@link Talk} as a program. */
final class Speaker {
    private static final int BUFFER = 20_000;
    private static final int LINGER_SECONDS = 5;

    /** How long after the crossing FINs the reset comes. */
    private static final long RESET_AFTER_NANOS = 60_000_000;

    private static final int[][] KEEPALIVE = {
        {Option.SOL_SOCKET, Option.SO_KEEPALIVE, 1},
        {Option.SOL_TCP, Option.TCP_KEEPIDLE, 20},
        {Option.SOL_TCP, Option.TCP_KEEPINTVL, 5},
        {Option.SOL_TCP, Option.TCP_KEEPCNT, 12}
    };

    private final Syscalls os;
    private final int fd;
    private final Talk.Side me;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private boolean isSending = true;
    private boolean isReading = true;

    private Speaker(Syscalls os, int fd, Talk.Side me) {
        this.os = os;
        this.fd = fd;
        this.me = me;
    }

    private static int socket(Syscalls os, boolean v4) {
        int family = v4 ? Family.AF_INET : Family.AF_INET6;
        int fd = check("socket", os.socket(family, Family.SOCK_STREAM, 0));
        for (int[] option : KEEPALIVE) {
            check("setsockopt", os.setsockopt(fd, option[0], option[1], option[2]));
        }
        return fd;
    }

    /** Waits for the caller, and talks. */
    static Program listener(Talk talk, int port) {
        return os -> {
            int listener = socket(os, talk.v4);
            IpAddress any = talk.v4 ? IpAddress.ANY4 : IpAddress.ANY6;
            check("bind", os.bind(listener, SocketAddress.of(any, port)));
            check("listen", os.listen(listener, 2));
            check("fcntl", os.fcntl(listener, FileControl.F_SETFL, FileControl.O_NONBLOCK));
            PollFd[] wait = {new PollFd(listener, Readiness.POLLIN)};
            int fd = Errno.EAGAIN.result();
            boolean isLast = false;
            while (fd < 0 && !isLast) {
                isLast = talk.caller.isOver;
                check("poll", os.poll(wait, 5000));
                fd = os.accept(listener, null);
            }
            check("close", os.close(listener));
            if (fd >= 0) {
                new Speaker(os, fd, talk.called).talk();
            }
            talk.called.isOver = true;
            return 0;
        };
    }

    /** Connects at its time, from a port of its own choice if that is not 0, and talks. */
    static Program caller(Talk talk, Talk.Side me, IpAddress to, int port, int ownPort) {
        return os -> {
            os.nanosleep(talk.startNanos);
            int fd = socket(os, talk.v4);
            if (ownPort != 0) {
                IpAddress any = talk.v4 ? IpAddress.ANY4 : IpAddress.ANY6;
                check("bind", os.bind(fd, SocketAddress.of(any, ownPort)));
            }
            if (talk.meeting == Talk.Meeting.HANGS_UP) {
                check("fcntl", os.fcntl(fd, FileControl.F_SETFL, FileControl.O_NONBLOCK));
            }
            int result = os.connect(fd, SocketAddress.of(to, port));
            if (result < 0) {
                me.error = "connect: " + Errno.of(result);
                check("close", os.close(fd));
            } else {
                new Speaker(os, fd, me).talk();
            }
            me.isOver = true;
            return 0;
        };
    }

    private void talk() {
        while (me.error.isEmpty() && (isReading || isSending)) {
            if (!isSending && isDone()) {
                break;
            }
            exchange();
        }
        end();
    }

    /** Whether this side leaves without having read to the end. */
    private boolean isDone() {
        return switch (me.manner) {
            case HALF_CLOSES, CROSSES -> false;
            case LINGERS -> me.received >= me.other().octets;
            case LEAVES, SHUTS_BOTH, RESETS -> true;
            case LEAVES_UNREAD -> me.received > 0 || me.other().octets == 0;
            case CROSSES_AND_RESETS -> os.nanoTime() >= me.crossNanos() + RESET_AFTER_NANOS;
        };
    }

    /** Whether the half-close, and what comes behind it, waits for the agreed time. */
    private boolean crosses() {
        return me.manner == Talk.Manner.CROSSES || me.manner == Talk.Manner.CROSSES_AND_RESETS;
    }

    private void exchange() {
        int limit = me.manner == Talk.Manner.RESETS ? me.octets / 2 : me.octets;
        boolean hasMore = isSending && me.sent < limit;
        if (isSending && !hasMore && (!crosses() || os.nanoTime() >= me.crossNanos())) {
            isSending = false;
            finish();
            return;
        }
        if (!isReading && !hasMore) {
            os.nanosleep(timeoutNanos()); // a poll would answer POLLHUP at once
            return;
        }
        int events = (isReading ? Readiness.POLLIN : 0) | (hasMore ? Readiness.POLLOUT : 0);
        PollFd[] wait = {new PollFd(fd, events)};
        check("ppoll", os.ppoll(wait, timeoutNanos()));
        if (isReading && (wait[0].revents & ~Readiness.POLLOUT) != 0) {
            read();
        }
        if (hasMore && me.error.isEmpty() && (wait[0].revents & ~Readiness.POLLIN) != 0) {
            write(limit);
        }
    }

    private long timeoutNanos() {
        if (!crosses()) {
            return -1;
        }
        long due = me.crossNanos() + (isSending ? 0 : RESET_AFTER_NANOS);
        long left = due - os.nanoTime();
        boolean isPast = left <= 0; // it only reads from now on, or still has something to send
        return isPast ? -1 : left;
    }

    private void finish() {
        switch (me.manner) {
            case HALF_CLOSES, CROSSES, CROSSES_AND_RESETS -> shutdown(Family.SHUT_WR);
            case SHUTS_BOTH -> shutdown(Family.SHUT_RDWR);
            case LINGERS, LEAVES, LEAVES_UNREAD, RESETS -> {}
        }
    }

    private void shutdown(int how) {
        int result = os.shutdown(fd, how);
        if (result < 0) {
            me.error = "shutdown: " + Errno.of(result);
        }
    }

    private void read() {
        buffer.clear().limit(Math.min(me.chunk, BUFFER));
        int result = os.recv(fd, buffer, MessageFlags.MSG_DONTWAIT);
        if (result == 0) {
            me.sawEnd = true;
            isReading = false;
        } else if (result == Errno.EAGAIN.result()) {
            return; // it was POLLERR or the like, which the next call tells
        } else if (result < 0) {
            me.error = "recv: " + Errno.of(result);
        } else {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte octet = buffer.get();
                if (octet != me.other().octet(me.received)) {
                    throw new AssertionError("octet " + me.received + " differs: " + me);
                }
                me.received++;
            }
            if (me.pauseNanos > 0 && me.received < me.other().octets) {
                os.nanosleep(me.pauseNanos);
            }
        }
    }

    private void write(int limit) {
        buffer.clear();
        int length = Math.min(Math.min(me.chunk, BUFFER), limit - me.sent);
        for (int i = 0; i < length; i++) {
            buffer.put(me.octet(me.sent + i));
        }
        int result =
                os.send(fd, buffer.flip(), MessageFlags.MSG_DONTWAIT | MessageFlags.MSG_NOSIGNAL);
        if (result >= 0) {
            me.sent += result;
        } else if (result != Errno.EAGAIN.result()) {
            me.error = "send: " + Errno.of(result);
        }
    }

    private void end() {
        boolean isAbortive =
                me.manner == Talk.Manner.RESETS || me.manner == Talk.Manner.CROSSES_AND_RESETS;
        if (isAbortive || me.manner == Talk.Manner.LINGERS) {
            int seconds = isAbortive ? 0 : LINGER_SECONDS;
            ByteBuffer linger = Values.linger(true, seconds);
            check("setsockopt", os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_LINGER, linger));
        }
        check("close", os.close(fd));
    }
}
