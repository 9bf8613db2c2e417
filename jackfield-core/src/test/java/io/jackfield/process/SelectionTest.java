package io.jackfield.process;

import static io.jackfield.posix.Readiness.POLLIN;
import static io.jackfield.posix.Readiness.POLLOUT;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Syscalls;
import io.jackfield.time.Deadline;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the JDK's selectors and its asynchronous close stand on (DESIGN §4). */
class SelectionTest extends Scene {
    private final Selection selection = new Selection(a.kernel().scheduler());

    private Watch watch(Process of, int fd, Object key, int events) {
        Watch watch = Objects.requireNonNull(selection.watch(of, fd, key));
        watch.want(events);
        return watch;
    }

    private List<Object> round() {
        List<Object> keys = new ArrayList<>();
        for (int left = selection.size(); left > 0; left--) {
            Watch next = selection.next();
            if (next != null && next.report() != 0) {
                keys.add(next.key());
            }
        }
        return keys;
    }

    @Test
    void filesOfSeveralHostsAreWatchedTogether() {
        Process other = b.process("other");
        Syscalls there = other.calls();
        int here = udp(os);
        os.bind(here, at(ANY, 5000));
        int far = udp(there);
        there.bind(far, at(ANY, 6000));
        watch(process, here, "here", POLLIN);
        watch(other, far, "far", POLLIN);
        assertThat(round()).isEmpty();
        there.sendto(far, octets(1), 0, at(a.address(), 5000));
        os.sendto(here, octets(1), 0, at(b.address(), 6000));
        selection.await(Deadline.NEVER, false);
        assertThat(world.nowNanos()).isEqualTo(10_000_000);
        world.runFor("1s");
        assertThat(round()).containsExactlyInAnyOrder("here", "far");
        assertThat(round()).hasSize(2);
        os.recv(here, octets(1), 0);
        assertThat(round()).containsExactly("far");
    }

    @Test
    void interestDecidesWhatIsReported() {
        int[] ends = pair(os);
        Watch watch = watch(process, ends[0], "key", 0);
        send(os, ends[1], "x");
        assertThat(selection.size()).isZero();
        watch.want(POLLOUT);
        assertThat(watch.report()).isEqualTo(POLLOUT);
        watch.want(POLLIN | POLLOUT);
        assertThat(watch.report()).isEqualTo(POLLIN | POLLOUT);
        watch.want(0);
        assertThat(round()).isEmpty();
        assertThat(selection.watch(process, 99, "none")).isNull();
    }

    @Test
    void whatIsClosedLeavesTheList() {
        int[] ends = pair(os);
        Watch closed = watch(process, ends[0], "one", POLLOUT);
        watch(process, ends[1], "two", POLLOUT);
        closed.close();
        closed.close();
        os.close(ends[1]);
        assertThat(selection.size()).isZero();
        assertThat(closed.report()).isZero();
    }

    @Test
    void aWakeupEndsTheSleepOrPreventsIt() {
        selection.wakeup();
        selection.await(Deadline.NEVER, false);
        assertThat(selection.takeWakeup()).isTrue();
        selection.await(5_000_000_000L, false);
        assertThat(world.nowNanos()).isEqualTo(5_000_000_000L);
        world.at("7s", selection::wakeup);
        selection.await(Deadline.NEVER, false);
        assertThat(world.nowNanos()).isEqualTo(7_000_000_000L);
    }

    @Test
    void aClosingThreadSendsTheOthersAwayAndTheFileGoes() { // DESIGN §4, close has two meanings
        List<Integer> results = new ArrayList<>();
        int[] fd = {-1};
        Thread[] inside = new Thread[1];
        Process server =
                b.start(
                        "server",
                        s -> {
                            inside[0] = Thread.currentThread();
                            fd[0] = listener(s, 8080, 5);
                            results.add(s.accept(fd[0], null));
                            results.add(s.accept(fd[0], null));
                            results.add(s.read(fd[0], octets(1)));
                            return 0;
                        });
        world.runFor("1s");
        assertThat(server.preClose(fd[0])).isZero();
        assertThat(server.preClose(77)).isEqualTo(Errno.EBADF.result());
        assertThat(os.connect(tcp(os), at(b.address(), 8080))).isZero(); // the sleeper holds it
        world.runFor("1s");
        assertThat(results.get(0)).isPositive();
        assertThat(results.subList(1, 3)).containsExactly(Errno.ENOTSOCK.result(), 0);
        assertThat(os.connect(tcp(os), at(b.address(), 8080)))
                .isEqualTo(Errno.ECONNREFUSED.result());
    }

    @Test
    void anInterruptedSleeperReleasesWhatWasPreClosed() { // DESIGN §4
        List<Integer> results = new ArrayList<>();
        int[] fd = {-1};
        Thread[] inside = new Thread[1];
        Process server =
                b.start(
                        "server",
                        s -> {
                            inside[0] = Thread.currentThread();
                            fd[0] = listener(s, 8080, 5);
                            results.add(s.accept(fd[0], null));
                            s.nanosleep(1L << 60);
                            return 0;
                        });
        world.runFor("1s");
        server.preClose(fd[0]);
        server.calls().interrupt(inside[0]);
        world.runFor("1s");
        assertThat(results).containsExactly(Errno.EINTR.result());
        assertThat(server.calls().close(fd[0])).isZero();
        assertThat(os.connect(tcp(os), at(b.address(), 8080)))
                .isEqualTo(Errno.ECONNREFUSED.result());
    }
}
