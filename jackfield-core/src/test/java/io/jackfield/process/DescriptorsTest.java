package io.jackfield.process;

import static io.jackfield.posix.Readiness.POLLERR;
import static io.jackfield.posix.Readiness.POLLHUP;
import static io.jackfield.posix.Readiness.POLLIN;
import static io.jackfield.posix.Readiness.POLLOUT;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Descriptors, descriptions, pipes, eventfds, processes: what POSIX and Linux say of them. */
class DescriptorsTest extends Scene {
    private static final int EBADF = Errno.EBADF.result();
    private static final int EINVAL = Errno.EINVAL.result();

    @Test
    void theLowestFreeNumberIsGiven() {
        int first = udp(os);
        int second = udp(os);
        assertThat(new int[] {first, second}).containsExactly(0, 1);
        os.close(first);
        assertThat(udp(os)).isEqualTo(first);
        assertThat(os.close(first)).isZero();
        assertThat(os.close(first)).isEqualTo(EBADF);
        assertThat(os.close(-1)).isEqualTo(EBADF);
    }

    @Test
    void theLimitsOfTheProcessAndTheHostBite() {
        assertThat(os.setNoFileLimit(2)).isZero();
        udp(os);
        udp(os);
        int full = Errno.EMFILE.result();
        assertThat(os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0)).isEqualTo(full);
        assertThat(os.dup(0)).isEqualTo(full);
        assertThat(os.epollCreate1(0)).isEqualTo(full);
        assertThat(os.pipe2(new int[2], 0)).isEqualTo(full);
        os.setNoFileLimit(1024);
        a.settings().set(Setting.FILE_MAX, a.openFiles() + 1);
        udp(os);
        assertThat(os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0))
                .isEqualTo(Errno.ENFILE.result());
        assertThat(os.eventfd(0, 0)).isEqualTo(Errno.ENFILE.result());
        assertThat(os.setNoFileLimit(-1)).isEqualTo(EINVAL);
        assertThat(os.setNoFileLimit(Integer.MAX_VALUE)).isEqualTo(Errno.EPERM.result());
    }

    @Test
    void theDefaultLimitIs1024() {
        for (int i = 0; i < 1024; i++) {
            assertThat(os.eventfd(0, 0)).isEqualTo(i);
        }
        assertThat(os.eventfd(0, 0)).isEqualTo(Errno.EMFILE.result());
    }

    @Test
    void copiesShareTheDescriptionButNotCloseOnExec() {
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM | Family.SOCK_CLOEXEC, 0);
        int copy = os.dup(fd);
        os.fcntl(copy, FileControl.F_SETFL, FileControl.O_NONBLOCK);
        assertThat(os.fcntl(fd, FileControl.F_GETFL, 0))
                .isEqualTo(FileControl.O_RDWR | FileControl.O_NONBLOCK);
        assertThat(os.fcntl(fd, FileControl.F_GETFD, 0)).isEqualTo(FileControl.FD_CLOEXEC);
        assertThat(os.fcntl(copy, FileControl.F_GETFD, 0)).isZero();
        assertThat(os.recv(fd, octets(1), 0)).isEqualTo(Errno.EAGAIN.result());
    }

    @Test
    void dup2ReplacesAndDup3IsStricter() {
        int[] pipe = new int[2];
        os.pipe2(pipe, 0);
        int socket = udp(os);
        assertThat(os.dup2(pipe[1], socket)).isEqualTo(socket);
        os.close(pipe[1]);
        assertThat(os.write(socket, text("x"))).isOne();
        assertThat(os.dup2(socket, socket)).isEqualTo(socket);
        assertThat(os.dup2(50, 50)).isEqualTo(EBADF);
        assertThat(os.dup2(50, 51)).isEqualTo(EBADF);
        assertThat(os.dup2(socket, 1024)).isEqualTo(EBADF);
        assertThat(os.dup3(socket, socket, 0)).isEqualTo(EINVAL);
        assertThat(os.dup3(socket, 9, 1)).isEqualTo(EINVAL);
        assertThat(os.dup3(socket, 9, FileControl.O_CLOEXEC)).isEqualTo(9);
        assertThat(os.fcntl(9, FileControl.F_GETFD, 0)).isEqualTo(FileControl.FD_CLOEXEC);
        assertThat(os.fcntl(9, FileControl.F_DUPFD, 20)).isEqualTo(20);
        assertThat(os.fcntl(9, FileControl.F_DUPFD, 1024)).isEqualTo(EINVAL);
        assertThat(os.fcntl(9, 99, 0)).isEqualTo(EINVAL);
        assertThat(os.fcntl(60, FileControl.F_GETFL, 0)).isEqualTo(EBADF);
    }

    @Test
    void whatIsNoSocketIsSaidSo() {
        int event = os.eventfd(0, 0);
        int notSocket = Errno.ENOTSOCK.result();
        assertThat(os.bind(event, at(ANY, 1))).isEqualTo(notSocket);
        assertThat(os.send(event, octets(1), 0)).isEqualTo(notSocket);
        assertThat(os.recv(event, octets(1), 0)).isEqualTo(notSocket);
        assertThat(os.shutdown(event, 0)).isEqualTo(notSocket);
        assertThat(os.listen(44, 0)).isEqualTo(EBADF);
        assertThat(os.connect(44, at(HERE, 1))).isEqualTo(EBADF);
        assertThat(os.read(44, octets(1))).isEqualTo(EBADF);
        assertThat(os.write(44, octets(1))).isEqualTo(EBADF);
    }

    @Test
    void whichSocketsThereAre() {
        assertThat(os.socket(3, Family.SOCK_STREAM, 0)).isEqualTo(Errno.EAFNOSUPPORT.result());
        assertThat(os.socket(2, 9, 0)).isEqualTo(Errno.ESOCKTNOSUPPORT.result());
        assertThat(os.socket(2, 11, 0)).isEqualTo(EINVAL);
        assertThat(os.socket(2, Family.SOCK_SEQPACKET, 0))
                .isEqualTo(Errno.ESOCKTNOSUPPORT.result());
        assertThat(os.socket(2, Family.SOCK_STREAM, Family.IPPROTO_UDP))
                .isEqualTo(Errno.EPROTONOSUPPORT.result());
        assertThat(os.socket(2, Family.SOCK_RAW, 1)).isEqualTo(Errno.EPERM.result());
        assertThat(os.socket(2, Family.SOCK_STREAM | 0x40, 0)).isEqualTo(EINVAL);
    }

    @Test
    void aPipeCarriesOctetsUntilAnEndGoes() {
        int[] pipe = new int[2];
        os.pipe2(pipe, FileControl.O_NONBLOCK);
        assertThat(os.read(pipe[0], octets(1))).isEqualTo(Errno.EAGAIN.result());
        assertThat(poll(os, pipe[1])).matches(events -> (events & POLLOUT) != 0);
        int total = 0;
        for (int n = os.write(pipe[1], octets(1000)); n > 0; n = os.write(pipe[1], octets(1000))) {
            total += n;
        }
        assertThat(total).isEqualTo(65_000);
        assertThat(os.write(pipe[1], octets(5000))).isEqualTo(536);
        assertThat(poll(os, pipe[1])).isZero();
        int[] queued = new int[1];
        assertThat(os.ioctl(pipe[0], FileControl.FIONREAD, queued)).isZero();
        assertThat(queued[0]).isEqualTo(65_536);
        assertThat(os.write(pipe[0], octets(1))).isEqualTo(EBADF);
        assertThat(os.read(pipe[1], octets(1))).isEqualTo(EBADF);
        os.close(pipe[1]);
        assertThat(os.read(pipe[0], octets(70_000))).isEqualTo(65_536);
        assertThat(os.read(pipe[0], octets(1))).isZero();
        assertThat(poll(os, pipe[0])).isEqualTo(POLLHUP);
        os.pipe2(pipe, 0);
        os.close(pipe[0]);
        assertThat(os.write(pipe[1], octets(1))).isEqualTo(Errno.EPIPE.result());
        assertThat(poll(os, pipe[1]) & POLLERR).isNotZero();
    }

    @Test
    void aPipeKeepsWhatGoesThroughInOrder() {
        int[] pipe = new int[2];
        os.pipe2(pipe, 0);
        os.fork(
                child -> {
                    for (int i = 0; i < 300_000; i += 1000) {
                        ByteBuffer block = octets(4000);
                        for (int j = i; j < i + 1000; j++) {
                            block.putInt(j);
                        }
                        child.write(pipe[1], block.flip());
                    }
                    return 0;
                });
        os.close(pipe[1]);
        ByteBuffer all = octets(1_200_000);
        while (os.read(pipe[0], all) > 0) {
            assertThat(all.position()).isPositive();
        }
        all.flip();
        for (int i = 0; i < 300_000; i++) {
            assertThat(all.getInt()).isEqualTo(i);
        }
    }

    @Test
    void anEventfdCounts() {
        int fd = os.eventfd(3, FileControl.EFD_NONBLOCK);
        assertThat(os.write(fd, number(4))).isEqualTo(8);
        assertThat(poll(os, fd)).isEqualTo(POLLIN | POLLOUT);
        ByteBuffer count = Values.room(8);
        assertThat(os.read(fd, count)).isEqualTo(8);
        assertThat(count.getLong(0)).isEqualTo(7);
        assertThat(os.read(fd, count.clear())).isEqualTo(Errno.EAGAIN.result());
        assertThat(os.read(fd, octets(7))).isEqualTo(EINVAL);
        assertThat(os.write(fd, number(-1))).isEqualTo(EINVAL);
        assertThat(os.write(fd, number(-2))).isEqualTo(8);
        assertThat(os.write(fd, number(1))).isEqualTo(Errno.EAGAIN.result());
        assertThat(poll(os, fd)).isEqualTo(POLLIN);
        int semaphore = os.eventfd(2, FileControl.EFD_SEMAPHORE);
        os.read(semaphore, count.clear());
        assertThat(count.getLong(0)).isOne();
        assertThat(os.eventfd(0, 0x100)).isEqualTo(EINVAL);
    }

    private static ByteBuffer number(long value) {
        return Values.room(8).putLong(value).flip();
    }

    @Test
    void forkCopiesTheTableAndWaitReapsTheChild() {
        int[] pipe = new int[2];
        os.pipe2(pipe, 0);
        int pid =
                os.fork(
                        child -> {
                            child.close(pipe[0]);
                            child.nanosleep(1_000_000_000L);
                            child.write(pipe[1], text("from " + child.getpid()));
                            return 7;
                        });
        os.close(pipe[1]);
        assertThat(os.waitpid(pid, null, 1)).isZero();
        ByteBuffer room = octets(100);
        assertThat(os.read(pipe[0], room)).isEqualTo(6);
        assertThat(os.read(pipe[0], room)).isZero();
        int[] status = new int[1];
        assertThat(os.waitpid(-1, status, 0)).isEqualTo(pid);
        assertThat(status[0]).isEqualTo(7);
        assertThat(os.waitpid(-1, status, 0)).isEqualTo(Errno.ECHILD.result());
        assertThat(os.waitpid(-1, status, 8)).isEqualTo(EINVAL);
    }

    @Test
    void exitEndsAProcessInTheMiddleOfItsSleepAndClosesItsFiles() {
        List<String> told = new ArrayList<>();
        Process[] sleeper = new Process[1];
        sleeper[0] =
                b.start(
                        "sleeper",
                        s -> {
                            try {
                                listener(s, 8080, 5);
                                s.nanosleep(1L << 60);
                            } finally {
                                told.add("finally");
                            }
                            return 0;
                        });
        world.runFor("1s");
        b.end();
        world.run();
        assertThat(told).containsExactly("finally");
        assertThat(sleeper[0].isEnded()).isTrue();
        assertThat(b.openFiles()).isZero();
        assertThat(os.connect(tcp(os), at(b.address(), 8080)))
                .isEqualTo(Errno.ECONNREFUSED.result());
    }

    @Test
    void exitStatusIsEightBitsAndAFailureIsOne() {
        int exits = os.fork(child -> fall(child, 300));
        int[] status = new int[1];
        os.waitpid(exits, status, 0);
        assertThat(status[0]).isEqualTo(300 & 0xff);
        int fails =
                os.fork(
                        child -> {
                            throw new java.io.IOException("no " + child.getpid());
                        });
        os.waitpid(fails, status, 0);
        assertThat(status[0]).isOne();
        org.assertj.core.api.Assertions.assertThatThrownBy(world::run)
                .hasStackTraceContaining("no " + fails);
    }

    private static int fall(Syscalls child, int status) {
        child.exit(status);
        throw new AssertionError("exit does not return");
    }

    @Test
    void usersChangeAsTheyMay() {
        assertThat(os.geteuid()).isEqualTo(Processes.USER);
        assertThat(os.seteuid(0)).isEqualTo(Errno.EPERM.result());
        List<Integer> results = new ArrayList<>();
        a.start(
                "root",
                0,
                root -> {
                    results.add(root.seteuid(33));
                    results.add(root.geteuid());
                    results.add(root.seteuid(34));
                    results.add(root.seteuid(0));
                    return 0;
                });
        world.run();
        assertThat(results).containsExactly(0, 33, Errno.EPERM.result(), 0);
    }

    @Test
    void nanosleepEndsOnTime() {
        assertThat(os.nanosleep(123)).isZero();
        assertThat(os.nanoTime()).isEqualTo(123);
        assertThat(os.nanosleep(-1)).isEqualTo(EINVAL);
    }
}
