package io.jackfield.socket;

import static io.jackfield.posix.Readiness.POLLERR;
import static io.jackfield.posix.Readiness.POLLHUP;
import static io.jackfield.posix.Readiness.POLLIN;
import static io.jackfield.posix.Readiness.POLLOUT;
import static io.jackfield.posix.Readiness.POLLRDHUP;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.net.PacketView;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Values;
import io.jackfield.process.Scene;

import org.junit.jupiter.api.Test;

/** LINUX.md 1.6 and the rows of 1.5 about resets, as programs on both ends see them. */
class CloseTest extends Scene {
    private static final int WORDS = POLLIN | POLLOUT | POLLERR | POLLHUP | POLLRDHUP;
    private static final int RESET = Errno.ECONNRESET.result();
    private static final int BROKEN = Errno.EPIPE.result();

    private int linger(int fd, int seconds) {
        return os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, seconds));
    }

    @Test
    void aForkedCopyKeepsTheConnectionAndShutdownReachesAll() { // row 37
        int[] ends = pair(os);
        int copy = os.dup(ends[0]);
        os.close(ends[0]);
        assertThat(poll(os, ends[1]) & POLLIN).isZero();
        assertThat(os.shutdown(copy, Family.SHUT_WR)).isZero();
        assertThat(os.recv(ends[1], octets(1), 0)).isZero();
    }

    @Test
    void closeWithUnreadDataResets() { // row 72
        int[] ends = pair(os);
        send(os, ends[0], "unread");
        send(os, ends[1], "first");
        os.recv(ends[1], octets(3), MessageFlags.MSG_PEEK);
        os.close(ends[1]);
        assertThat(recv(os, ends[0], 0)).isEqualTo("first");
        assertThat(os.recv(ends[0], octets(1), 0)).isEqualTo(RESET);
        assertThat(os.recv(ends[0], octets(1), 0)).isZero();
        assertThat(send(os, ends[0], "x")).isEqualTo(BROKEN);
    }

    @Test
    void whoeverAsksFirstLearnsOfTheReset() { // rows 69, 70
        int[] ends = pair(os);
        linger(ends[1], 0);
        os.close(ends[1]);
        assertThat(poll(os, ends[0]) & WORDS).isEqualTo(WORDS);
        assertThat(error(os, ends[0])).isEqualTo(-RESET);
        assertThat(os.recv(ends[0], octets(1), 0)).isZero();
        assertThat(send(os, ends[0], "x")).isEqualTo(BROKEN);
    }

    @Test
    void theSecondWriteAfterThePeerIsGoneBreaks() { // row 71
        int[] ends = pair(os);
        os.close(ends[1]);
        assertThat(poll(os, ends[0]) & WORDS).isEqualTo(POLLIN | POLLOUT | POLLRDHUP);
        assertThat(send(os, ends[0], "x")).isOne();
        assertThat(poll(os, ends[0]) & WORDS & ~POLLRDHUP)
                .isEqualTo(POLLIN | POLLOUT | POLLERR | POLLHUP);
        assertThat(send(os, ends[0], "x")).isEqualTo(BROKEN);
        assertThat(os.recv(ends[0], octets(1), 0)).isZero();
        assertThat(error(os, ends[0])).isZero();
    }

    @Test
    void shutdownOfWritingLeavesReading() { // row 73
        int[] ends = pair(os);
        assertThat(os.shutdown(ends[0], Family.SHUT_WR)).isZero();
        assertThat(send(os, ends[0], "x")).isEqualTo(BROKEN);
        assertThat(poll(os, ends[1]) & WORDS).isEqualTo(POLLIN | POLLRDHUP | POLLOUT);
        assertThat(send(os, ends[1], "more")).isEqualTo(4);
        assertThat(recv(os, ends[0], 0)).isEqualTo("more");
        assertThat(os.recv(ends[1], octets(1), 0)).isZero();
    }

    @Test
    void bothWaysShutHangUp() { // row 74
        int[] ends = pair(os);
        os.shutdown(ends[0], Family.SHUT_WR);
        os.shutdown(ends[1], Family.SHUT_WR);
        assertThat(poll(os, ends[0]) & POLLHUP).isNotZero();
        assertThat(poll(os, ends[1]) & POLLHUP).isNotZero();
        assertThat(os.shutdown(ends[1], Family.SHUT_WR)).isEqualTo(Errno.ENOTCONN.result());
        assertThat(os.shutdown(ends[1], 3)).isEqualTo(Errno.EINVAL.result());
    }

    @Test
    void shutdownOfReadingIsLocalAndLaterDataComeThrough() { // row 75
        int[] ends = pair(os);
        assertThat(os.shutdown(ends[0], Family.SHUT_RD)).isZero();
        assertThat(os.recv(ends[0], octets(1), 0)).isZero();
        assertThat(poll(os, ends[0]) & WORDS).isEqualTo(POLLIN | POLLRDHUP | POLLOUT);
        assertThat(send(os, ends[1], "still")).isEqualTo(5);
        assertThat(recv(os, ends[0], 0)).isEqualTo("still");
    }

    @Test
    void lingerZeroResetsAndKeepsWhatWasDelivered() { // row 77
        int[] ends = pair(os);
        send(os, ends[0], "kept");
        linger(ends[0], 0);
        os.close(ends[0]);
        assertThat(recv(os, ends[1], 0)).isEqualTo("kept");
        assertThat(os.recv(ends[1], octets(1), 0)).isEqualTo(RESET);
    }

    @Test
    void closeLingersUntilAllIsAcknowledged() { // row 78
        b.start(
                "server",
                server -> {
                    int fd = server.accept(listener(server, 8080, 5), null);
                    return server.recv(fd, octets(10), 0) - 4;
                });
        world.runFor("1s");
        int fd = connected(os, b.address(), 8080);
        nonBlocking(os, fd);
        linger(fd, 5);
        send(os, fd, "data");
        long before = world.nowNanos();
        assertThat(os.close(fd)).isZero();
        assertThat(world.nowNanos() - before).isBetween(20_000_000L, 60_000_000L);
    }

    @Test
    void closeLingersNoLongerThanTold() { // row 78
        listener(os, 8080, 5);
        b.start(
                "server",
                server -> server.accept(listener(server, 8080, 5), null) > 0 ? wait(server) : 1);
        world.runFor("1s");
        int fd = connected(os, b.address(), 8080);
        loseFromB(_ -> true);
        nonBlocking(os, fd);
        linger(fd, 2);
        send(os, fd, "data");
        int copy = os.dup(fd);
        long before = world.nowNanos();
        assertThat(os.close(copy)).isZero();
        assertThat(world.nowNanos()).isEqualTo(before);
        assertThat(os.close(fd)).isZero();
        assertThat(world.nowNanos() - before).isEqualTo(2_000_000_000L);
    }

    private static int wait(io.jackfield.posix.Syscalls server) {
        return server.nanosleep(100_000_000_000L);
    }

    @Test
    void aProcessThatExitsDoesNotLinger() { // row 78
        b.start(
                "server",
                server -> server.accept(listener(server, 8080, 5), null) > 0 ? wait(server) : 1);
        world.runFor("1s");
        loseFromB(PacketView::isPureAck);
        int pid =
                os.fork(
                        child -> {
                            int fd = connected(child, b.address(), 8080);
                            child.setsockopt(
                                    fd,
                                    Option.SOL_SOCKET,
                                    Option.SO_LINGER,
                                    Values.linger(true, 50));
                            send(child, fd, "data");
                            return 0;
                        });
        os.waitpid(pid, null, 0);
        assertThat(world.nowNanos()).isLessThan(2_000_000_000L);
    }

    @Test
    void interruptEndsALingeringClose() {
        b.start(
                "server",
                server -> server.accept(listener(server, 8080, 5), null) > 0 ? wait(server) : 1);
        world.runFor("1s");
        Thread[] thread = new Thread[1];
        int[] closed = {-1};
        var client =
                a.start(
                        "client",
                        c -> {
                            thread[0] = Thread.currentThread();
                            int fd = connected(c, b.address(), 8080);
                            c.setsockopt(
                                    fd,
                                    Option.SOL_SOCKET,
                                    Option.SO_LINGER,
                                    Values.linger(true, 50));
                            loseFromB(_ -> true);
                            send(c, fd, "data");
                            closed[0] = c.close(fd);
                            return 0;
                        });
        world.runFor("2s");
        assertThat(closed[0]).isEqualTo(-1);
        client.calls().interrupt(thread[0]);
        world.runFor("1s");
        assertThat(closed[0]).isZero();
    }
}
