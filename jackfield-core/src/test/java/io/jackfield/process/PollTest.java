package io.jackfield.process;

import static io.jackfield.posix.Readiness.POLLERR;
import static io.jackfield.posix.Readiness.POLLHUP;
import static io.jackfield.posix.Readiness.POLLIN;
import static io.jackfield.posix.Readiness.POLLNVAL;
import static io.jackfield.posix.Readiness.POLLOUT;
import static io.jackfield.posix.Readiness.POLLRDHUP;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.PollFd;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** LINUX.md 98 and 99, and what POSIX says of poll and select. */
class PollTest extends Scene {
    private static final int WORDS = POLLIN | POLLOUT | POLLERR | POLLHUP | POLLRDHUP;

    @Test
    void aFreshStreamIsWritableAndHungUp() { // row 63
        int fd = tcp(os);
        assertThat(poll(os, fd) & WORDS).isEqualTo(POLLOUT | POLLHUP);
        assertThat(os.recv(fd, octets(1), 0)).isEqualTo(Errno.ENOTCONN.result());
        assertThat(send(os, fd, "x")).isEqualTo(Errno.EPIPE.result());
        assertThat(poll(os, udp(os)) & WORDS).isEqualTo(POLLOUT);
        assertThat(os.shutdown(fd, Family.SHUT_RDWR)).isEqualTo(Errno.ENOTCONN.result());
        assertThat(poll(os, fd) & WORDS).isEqualTo(WORDS & ~POLLERR);
        assertThat(os.recv(fd, octets(1), 0)).isZero();
    }

    @Test
    void aBadDescriptorIsNoErrorOfTheCall() { // row 99
        PollFd bad = new PollFd(99, POLLIN);
        PollFd passedOver = new PollFd(-1, POLLIN);
        PollFd good = new PollFd(udp(os), POLLOUT);
        assertThat(os.poll(new PollFd[] {bad, passedOver, good}, -1)).isEqualTo(2);
        assertThat(bad.revents).isEqualTo(POLLNVAL);
        assertThat(passedOver.revents).isZero();
        assertThat(good.revents).isEqualTo(POLLOUT);
    }

    @Test
    void pollSleepsUntilTheTimeout() {
        assertThat(poll(os, udp(os), POLLIN, 1500)).isZero();
        assertThat(world.nowNanos()).isEqualTo(1_500_000_000L);
        assertThat(os.ppoll(new PollFd[0], 7)).isZero();
        assertThat(world.nowNanos()).isEqualTo(1_500_000_007L);
    }

    @Test
    void pollWakesWhenDataCome() {
        int fd = udp(os);
        os.bind(fd, at(ANY, 5000));
        b.start(
                "sender",
                sender -> {
                    sender.nanosleep(1_000_000_000L);
                    return sender.sendto(udp(sender), octets(1), 0, at(a.address(), 5000)) - 1;
                });
        assertThat(poll(os, fd, POLLIN, -1)).isEqualTo(POLLIN);
        assertThat(world.nowNanos()).isEqualTo(1_010_000_000L);
    }

    @Test
    void moreEntriesThanDescriptorsAreInvalid() {
        os.setNoFileLimit(4);
        PollFd[] fds = new PollFd[5];
        java.util.Arrays.setAll(fds, _ -> new PollFd(-1, 0));
        assertThat(os.poll(fds, 0)).isEqualTo(Errno.EINVAL.result());
    }

    @Test
    void interruptEndsPoll() {
        List<Integer> results = new ArrayList<>();
        Thread[] thread = new Thread[1];
        Process program =
                a.start(
                        "poller",
                        p -> {
                            thread[0] = Thread.currentThread();
                            results.add(p.poll(new PollFd[] {new PollFd(udp(p), POLLIN)}, -1));
                            results.add(p.select(0, null, null, null, null));
                            return 0;
                        });
        for (int i = 0; i < 2; i++) {
            world.runFor("1s");
            program.calls().interrupt(thread[0]);
        }
        world.run();
        int interrupted = Errno.EINTR.result();
        assertThat(results).containsExactly(interrupted, interrupted);
    }

    @Test
    void selectLeavesTheReadyOnesAndCountsBits() {
        int[] ends = pair(os);
        send(os, ends[0], "x");
        FdSet read = new FdSet();
        FdSet write = new FdSet();
        for (int fd : ends) {
            read.set(fd);
            write.set(fd);
        }
        assertThat(os.select(10, read, write, null, null)).isEqualTo(3);
        assertThat(read.isSet(ends[1])).isTrue();
        assertThat(read.isSet(ends[0])).isFalse();
        assertThat(write.isSet(ends[0]) && write.isSet(ends[1])).isTrue();
    }

    @Test
    void selectRewritesTheTimeout() { // row 98
        int fd = udp(os);
        os.bind(fd, at(ANY, 5000));
        b.start(
                "sender",
                sender -> {
                    sender.nanosleep(990_000_000L);
                    return sender.sendto(udp(sender), octets(1), 0, at(a.address(), 5000)) - 1;
                });
        FdSet read = new FdSet();
        read.set(fd);
        long[] timeout = {3_000_000_000L};
        assertThat(os.select(fd + 1, read, null, null, timeout)).isOne();
        assertThat(timeout[0]).isEqualTo(2_000_000_000L);
        os.recv(fd, octets(1), 0);
        assertThat(os.select(fd + 1, read, null, null, timeout)).isZero();
        assertThat(timeout[0]).isZero();
        assertThat(read.isSet(fd)).isFalse();
    }

    @Test
    void selectHasNoLimitOf1024ButKnowsClosedDescriptors() { // row 98
        os.setNoFileLimit(10_000);
        int fd = udp(os);
        assertThat(os.dup2(fd, 5000)).isEqualTo(5000);
        FdSet write = new FdSet();
        write.set(5000);
        assertThat(os.select(5001, null, write, null, null)).isOne();
        assertThat(write.isSet(5000)).isTrue();
        write.set(40);
        assertThat(os.select(5001, null, write, null, null)).isEqualTo(Errno.EBADF.result());
        FdSet beyond = new FdSet();
        beyond.set(1 << 20);
        assertThat(os.select((1 << 20) + 1, beyond, null, null, new long[] {0})).isZero();
        assertThat(os.select(-1, null, null, null, null)).isEqualTo(Errno.EINVAL.result());
    }
}
