package io.jackfield.process;

import static io.jackfield.posix.Readiness.EPOLLET;
import static io.jackfield.posix.Readiness.EPOLLEXCLUSIVE;
import static io.jackfield.posix.Readiness.EPOLLIN;
import static io.jackfield.posix.Readiness.EPOLLONESHOT;
import static io.jackfield.posix.Readiness.EPOLLOUT;
import static io.jackfield.posix.Readiness.EPOLLPRI;
import static io.jackfield.posix.Readiness.EPOLL_CTL_ADD;
import static io.jackfield.posix.Readiness.EPOLL_CTL_DEL;
import static io.jackfield.posix.Readiness.EPOLL_CTL_MOD;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Errno;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Program;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** LINUX.md 27 to 36: who is woken by what, and what epoll_ctl refuses. */
class EpollTest extends Scene {
    /** What a child does before it waits, given the listener and its parent's instance. */
    private interface Waiter {
        Program of(int listener, int shared);
    }

    /**
     * The wake-ups of each of six children while twelve clients come, one after the other; whoever
     * is woken accepts a millisecond later, when all others that were woken have looked.
     */
    private int[] wakeUps(int sharedEvents, Waiter waiter) {
        int[] counts = new int[6];
        b.start(
                "parent",
                parent -> {
                    int listener = listener(parent, 8080, 64);
                    nonBlocking(parent, listener);
                    int shared = parent.epollCreate1(0);
                    control(parent, shared, EPOLL_CTL_ADD, listener, sharedEvents);
                    for (int i = 0; i < counts.length; i++) {
                        int number = i;
                        Program wait = waiter.of(listener, shared);
                        parent.fork(
                                child -> {
                                    for (; ; ) {
                                        wait.main(child);
                                        counts[number]++;
                                        child.nanosleep(1_000_000);
                                        child.close(child.accept(listener, null));
                                    }
                                });
                    }
                    return 0;
                });
        world.runFor("1s");
        for (int i = 0; i < 12; i++) {
            os.close(connected(os, b.address(), 8080));
            world.runFor("1s");
        }
        return counts;
    }

    private static int[] all(int each) {
        return new int[] {each, each, each, each, each, each};
    }

    @Test
    void pollOnASharedListenerWakesAll() { // row 27
        Waiter polls =
                (listener, _) ->
                        child -> child.poll(new PollFd[] {new PollFd(listener, EPOLLIN)}, -1);
        assertThat(wakeUps(EPOLLIN, polls)).containsExactly(all(12));
    }

    /** Each child makes an instance of its own when it first waits. */
    private static Waiter ownInstance(int events) {
        return (listener, _) -> {
            int[] epoll = {-1};
            return child -> {
                if (epoll[0] < 0) {
                    epoll[0] = child.epollCreate1(0);
                    control(child, epoll[0], EPOLL_CTL_ADD, listener, events);
                }
                return child.epollWait(epoll[0], room(1), -1);
            };
        };
    }

    private static Waiter sharedInstance() {
        return (_, shared) -> child -> child.epollWait(shared, room(1), -1);
    }

    @Test
    void anInstancePerProcessWakesAll() { // row 28
        assertThat(wakeUps(0, ownInstance(EPOLLIN))).containsExactly(all(12));
    }

    @Test
    void edgesDoNotCureTheHerd() { // row 28
        assertThat(wakeUps(0, ownInstance(EPOLLIN | EPOLLET))).containsExactly(all(12));
    }

    @Test
    void exclusiveWakesOneAndAlwaysTheSame() { // row 29
        for (int events : new int[] {EPOLLIN, EPOLLIN | EPOLLET}) {
            int[] counts = wakeUps(0, ownInstance(events | EPOLLEXCLUSIVE));
            Arrays.sort(counts);
            assertThat(counts).containsExactly(0, 0, 0, 0, 0, 12);
            b.end();
        }
    }

    @Test
    void aSharedInstanceWithEdgesWakesOneForEach() { // row 30
        int[] counts = wakeUps(EPOLLIN | EPOLLET, sharedInstance());
        assertThat(counts).containsExactly(0, 0, 0, 0, 0, 12); // who came last is first
    }

    @Test
    void aSharedInstanceWithLevelsWakesMoreThanOne() { // row 30
        int[] counts = wakeUps(EPOLLIN, sharedInstance());
        assertThat(Arrays.stream(counts).sum()).isGreaterThan(12);
    }

    @Test
    void exclusiveIsRestricted() { // row 31
        int epoll = os.epollCreate1(0);
        int fd = listener(os, 8080, 1);
        int wrong = Errno.EINVAL.result();
        for (int with : new int[] {EPOLLONESHOT, EPOLLPRI}) {
            assertThat(control(os, epoll, EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLEXCLUSIVE | with))
                    .isEqualTo(wrong);
        }
        int other = os.epollCreate1(0);
        assertThat(control(os, epoll, EPOLL_CTL_ADD, other, EPOLLIN | EPOLLEXCLUSIVE))
                .isEqualTo(wrong);
        assertThat(control(os, epoll, EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLEXCLUSIVE | EPOLLET))
                .isZero();
        assertThat(control(os, epoll, EPOLL_CTL_MOD, fd, EPOLLIN)).isEqualTo(wrong);
    }

    @Test
    void aRegistrationOutlivesItsDescriptorIfACopyLives() { // row 34
        int[] ends = pair(os);
        int epoll = os.epollCreate1(0);
        assertThat(control(os, epoll, EPOLL_CTL_ADD, ends[1], EPOLLIN)).isZero();
        int copy = os.dup(ends[1]);
        os.close(ends[1]);
        send(os, ends[0], "x");
        EpollEvent[] events = room(2);
        assertThat(os.epollWait(epoll, events, 0)).isOne();
        assertThat(events[0].data).isEqualTo(ends[1]);
        assertThat(control(os, epoll, EPOLL_CTL_DEL, ends[1], 0)).isEqualTo(Errno.EBADF.result());
        assertThat(control(os, epoll, EPOLL_CTL_DEL, copy, 0)).isEqualTo(Errno.ENOENT.result());
        os.close(copy);
        assertThat(os.epollWait(epoll, events, 0)).isZero();
    }

    @Test
    void whatEpollCtlRefuses() { // row 35
        int epoll = os.epollCreate1(0);
        int fd = tcp(os);
        assertThat(control(os, epoll, EPOLL_CTL_MOD, fd, EPOLLIN)).isEqualTo(Errno.ENOENT.result());
        assertThat(control(os, epoll, EPOLL_CTL_ADD, fd, EPOLLIN)).isZero();
        assertThat(control(os, epoll, EPOLL_CTL_ADD, fd, EPOLLIN)).isEqualTo(Errno.EEXIST.result());
        assertThat(control(os, epoll, EPOLL_CTL_ADD, os.dup(fd), EPOLLIN)).isZero();
        assertThat(control(os, epoll, EPOLL_CTL_ADD, epoll, EPOLLIN))
                .isEqualTo(Errno.EINVAL.result());
        assertThat(control(os, fd, EPOLL_CTL_ADD, epoll, EPOLLIN)).isEqualTo(Errno.EINVAL.result());
        assertThat(control(os, epoll, EPOLL_CTL_ADD, 99, EPOLLIN)).isEqualTo(Errno.EBADF.result());
        assertThat(control(os, epoll, 7, fd, EPOLLIN)).isEqualTo(Errno.EINVAL.result());
        assertThat(os.epollCtl(epoll, EPOLL_CTL_MOD, fd, null)).isEqualTo(Errno.EFAULT.result());
        assertThat(os.epollWait(epoll, new EpollEvent[0], 0)).isEqualTo(Errno.EINVAL.result());
        assertThat(os.epollWait(fd, room(1), 0)).isEqualTo(Errno.EINVAL.result());
        assertThat(os.read(epoll, octets(1))).isEqualTo(Errno.EINVAL.result());
    }

    @Test
    void instancesNestFourDeepAndNeverInACircle() { // row 35
        List<Integer> chain = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            chain.add(os.epollCreate1(0));
        }
        for (int i = 1; i < 5; i++) {
            assertThat(control(os, chain.get(i), EPOLL_CTL_ADD, chain.get(i - 1), EPOLLIN))
                    .isZero();
        }
        int loops = Errno.ELOOP.result();
        assertThat(control(os, chain.get(5), EPOLL_CTL_ADD, chain.get(4), EPOLLIN))
                .isEqualTo(loops);
        assertThat(control(os, chain.get(0), EPOLL_CTL_ADD, chain.get(3), EPOLLIN))
                .isEqualTo(loops);
        int[] ends = pair(os);
        control(os, chain.getFirst(), EPOLL_CTL_ADD, ends[1], EPOLLIN);
        assertThat(os.epollWait(chain.get(4), room(1), 0)).isZero();
        send(os, ends[0], "x");
        assertThat(os.epollWait(chain.get(4), room(1), 0)).isOne();
        os.recv(ends[1], octets(1), 0);
        assertThat(os.epollWait(chain.get(4), room(1), 0)).isZero();
    }

    @Test
    void oneShotIsSilentUntilModAndModReportsAnew() { // row 35
        int[] ends = pair(os);
        int epoll = os.epollCreate1(0);
        control(os, epoll, EPOLL_CTL_ADD, ends[1], EPOLLIN | EPOLLONESHOT);
        send(os, ends[0], "x");
        assertThat(os.epollWait(epoll, room(1), 0)).isOne();
        send(os, ends[0], "y");
        assertThat(os.epollWait(epoll, room(1), 0)).isZero();
        control(os, epoll, EPOLL_CTL_MOD, ends[1], EPOLLIN | EPOLLONESHOT);
        assertThat(os.epollWait(epoll, room(1), 0)).isOne();
    }

    @Test
    void anEdgeIsAnArrivalNotADrain() { // row 36
        int[] ends = pair(os);
        int epoll = os.epollCreate1(0);
        control(os, epoll, EPOLL_CTL_ADD, ends[1], EPOLLIN | EPOLLET);
        send(os, ends[0], "abc");
        assertThat(os.epollWait(epoll, room(1), 0)).isOne();
        assertThat(os.epollWait(epoll, room(1), 0)).isZero();
        send(os, ends[0], "d");
        assertThat(os.epollWait(epoll, room(1), 0)).isOne();
        os.recv(ends[1], octets(1), 0);
        assertThat(os.epollWait(epoll, room(1), 0)).isZero();
    }

    @Test
    void levelReportsAsLongAsThereIsSomething() {
        int[] ends = pair(os);
        int epoll = os.epollCreate1(0);
        control(os, epoll, EPOLL_CTL_ADD, ends[1], EPOLLIN);
        assertThat(os.epollWait(epoll, room(1), 0)).isZero();
        send(os, ends[0], "ab");
        for (int i = 0; i < 3; i++) {
            assertThat(os.epollWait(epoll, room(1), 0)).isOne();
        }
        os.recv(ends[1], octets(2), 0);
        assertThat(os.epollWait(epoll, room(1), 0)).isZero();
        control(os, epoll, EPOLL_CTL_MOD, ends[1], EPOLLOUT);
        EpollEvent[] events = room(1);
        assertThat(os.epollWait(epoll, events, 0)).isOne();
        assertThat(events[0].events).isEqualTo(EPOLLOUT);
    }

    @Test
    void aFewAtATimeAreReportedInTurn() {
        int epoll = os.epollCreate1(0);
        List<Integer> fds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int fd = os.eventfd(1, 0);
            fds.add(fd);
            control(os, epoll, EPOLL_CTL_ADD, fd, EPOLLIN);
        }
        List<Integer> reported = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            EpollEvent[] events = room(2);
            os.epollWait(epoll, events, 0);
            reported.add((int) events[0].data);
            reported.add((int) events[1].data);
        }
        assertThat(reported.subList(0, 4)).isEqualTo(fds);
        assertThat(reported.subList(4, 8)).isEqualTo(fds);
    }

    @Test
    void epollWaitSleepsUntilTheTimeoutOrAnEvent() {
        int epoll = os.epollCreate1(0);
        assertThat(os.epollWait(epoll, room(1), 250)).isZero();
        assertThat(world.nowNanos()).isEqualTo(250_000_000);
        int event = os.eventfd(0, 0);
        control(os, epoll, EPOLL_CTL_ADD, event, EPOLLIN);
        os.fork(child -> poke(child, event));
        assertThat(os.epollWait(epoll, room(1), -1)).isOne();
        assertThat(world.nowNanos()).isEqualTo(350_000_000);
    }

    private static int poke(Syscalls child, int event) {
        child.nanosleep(100_000_000);
        return child.write(event, octets(8).putLong(1L << 56).flip()) == 8 ? 0 : 1;
    }
}
