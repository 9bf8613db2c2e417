package io.jackfield.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.Errno;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.ResourceLimit;
import io.jackfield.posix.Signal;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls about processes, and those that have no other place: kill, limits, pselect, sendfile.
 */
class LifeTest extends Scene {
    private static final int PERMITTED = Errno.EPERM.result();
    private static final int INVALID = Errno.EINVAL.result();

    @Test
    void killEndsAProcessAndItsParentLearnsBySignal() {
        List<Integer> seen = new ArrayList<>();
        a.start(
                "parent",
                os -> {
                    int child = os.fork(c -> c.nanosleep(Long.MAX_VALUE));
                    int[] status = new int[1];
                    seen.add(os.kill(child, 0));
                    seen.add(os.kill(child, Signal.SIGCHLD)); // ignored
                    seen.add(os.waitpid(child, status, 1));
                    seen.add(os.kill(child, Signal.SIGTERM));
                    seen.add(os.kill(child, 0)); // a zombie is still there
                    seen.add(os.waitpid(child, status, 0) == child ? status[0] : -1);
                    seen.add(os.kill(child, 0));
                    return 0;
                });
        world.run();
        assertThat(seen).containsExactly(0, 0, 0, 0, 0, 143, Errno.ESRCH.result());
    }

    @Test
    void aGroupIsWhoeverWasForkedFromOneStart() {
        List<Process> others = new ArrayList<>();
        others.add(a.start("other", os -> os.nanosleep(Long.MAX_VALUE)));
        Process leader =
                a.start(
                        "leader",
                        os -> {
                            os.fork(c -> c.nanosleep(Long.MAX_VALUE));
                            os.nanosleep(1_000_000_000);
                            return os.kill(0, Signal.SIGKILL);
                        });
        world.runFor("2s");
        assertThat(leader.status()).isEqualTo(137);
        assertThat(others.getFirst().isEnded()).isFalse();
        assertThat(os.kill(-leader.pid(), Signal.SIGKILL)).isEqualTo(Errno.ESRCH.result());
        assertThat(os.kill(-1, Signal.SIGKILL)).isZero();
        assertThat(others.getFirst().isEnded()).isTrue();
        assertThat(process.isEnded()).isFalse(); // all others are meant
    }

    @Test
    void nobodyEndsAnotherUsersProcessAndNoSignalIsMadeUp() {
        Process root = a.start("root", 0, os -> os.nanosleep(Long.MAX_VALUE));
        assertThat(os.kill(root.pid(), 0)).isEqualTo(PERMITTED);
        assertThat(os.kill(root.pid(), Signal.SIGKILL)).isEqualTo(PERMITTED);
        assertThat(os.kill(root.pid(), 65)).isEqualTo(INVALID);
        assertThat(os.kill(root.pid(), -1)).isEqualTo(INVALID);
        assertThat(os.kill(root.pid(), Signal.SIGSTOP)).isEqualTo(INVALID);
        assertThat(os.kill(4711, Signal.SIGKILL)).isEqualTo(Errno.ESRCH.result());
        root.endFromOutside(0);
    }

    @Test
    void whoGaveTheRootUpMayTakeItBackAndItsChildToo() {
        List<Integer> seen = new ArrayList<>();
        a.start(
                "root",
                0,
                os -> {
                    seen.add(os.seteuid(1000));
                    seen.add(os.seteuid(1001));
                    seen.add(os.seteuid(-1));
                    os.fork(
                            child -> {
                                seen.add(child.seteuid(0));
                                return child.geteuid();
                            });
                    int[] status = {-1};
                    os.waitpid(-1, status, 0);
                    seen.add(status[0]);
                    seen.add(os.seteuid(0));
                    seen.add(os.seteuid(-2)); // 4294967294, often called nobody
                    return 0;
                });
        world.run();
        assertThat(seen).containsExactly(0, PERMITTED, INVALID, 0, 0, 0, 0);
    }

    @Test
    void limitsGoDownForAllAndUpForTheRoot() {
        long[] limits = new long[2];
        int files = ResourceLimit.RLIMIT_NOFILE;
        assertThat(os.getrlimit(files, limits)).isZero();
        assertThat(limits).containsExactly(1024, 1_048_576);
        assertThat(os.setrlimit(files, 10, 9)).isEqualTo(INVALID);
        assertThat(os.setrlimit(files, 10, 1_048_577)).isEqualTo(PERMITTED);
        assertThat(os.setrlimit(99, 1, 1)).isEqualTo(INVALID);
        assertThat(os.setrlimit(files, 5, 6)).isZero();
        assertThat(os.setrlimit(files, 7, 7)).isEqualTo(PERMITTED);
        List<Integer> opened = new ArrayList<>();
        os.fork(
                child -> {
                    for (int i = 0; i < 6; i++) {
                        opened.add(child.socket(2, 1, 0));
                    }
                    return 0;
                });
        world.run();
        int full = Errno.EMFILE.result();
        assertThat(opened).containsExactly(0, 1, 2, 3, 4, full);
    }

    @Test
    void pselectLeavesItsTimeoutAlone() {
        int[] ends = pair(os);
        FdSet read = new FdSet();
        read.set(ends[1]);
        assertThat(os.pselect(ends[1] + 1, read, null, null, 0)).isZero();
        assertThat(read.isSet(ends[1])).isFalse();
        send(os, ends[0], "x");
        read.set(ends[1]);
        assertThat(os.pselect(ends[1] + 1, read, null, null, -1)).isOne();
        assertThat(read.isSet(ends[1])).isTrue();
    }

    @Test
    void sendfileGoesFromASocketIntoAPipeAndNowhereElse() { // as tried on Linux 6.18
        int[] ends = pair(os);
        int[] pipe = new int[2];
        os.pipe2(pipe, 0);
        send(os, ends[0], "hello");
        assertThat(os.sendfile(pipe[1], ends[1], null, 3)).isEqualTo(3);
        assertThat(os.sendfile(pipe[1], ends[1], null, 100)).isEqualTo(2);
        ByteBuffer room = octets(100);
        assertThat(os.read(pipe[0], room)).isEqualTo(5);
        assertThat(StandardCharsets.US_ASCII.decode(room.flip()).toString()).isEqualTo("hello");
        assertThat(os.sendfile(pipe[1], ends[1], new long[] {0}, 1))
                .isEqualTo(Errno.ESPIPE.result());
        assertThat(os.sendfile(ends[0], ends[1], null, 1)).isEqualTo(INVALID);
        assertThat(os.sendfile(ends[0], pipe[0], null, 1)).isEqualTo(INVALID);
        assertThat(os.sendfile(ends[0], pipe[1], null, 1)).isEqualTo(Errno.EBADF.result());
        assertThat(os.sendfile(pipe[0], ends[1], null, 1)).isEqualTo(Errno.EBADF.result());
        assertThat(os.sendfile(99, ends[1], null, 1)).isEqualTo(Errno.EBADF.result());
        assertThat(os.sendfile(pipe[1], tcp(os), null, 1)).isEqualTo(Errno.ENOTCONN.result());
        nonBlocking(os, ends[1]);
        assertThat(os.sendfile(pipe[1], ends[1], null, 1)).isEqualTo(Errno.EAGAIN.result());
        os.fcntl(pipe[1], FileControl.F_SETFL, FileControl.O_NONBLOCK);
        os.write(pipe[1], octets(65_536));
        send(os, ends[0], "x");
        assertThat(os.sendfile(pipe[1], ends[1], null, 1)).isEqualTo(Errno.EAGAIN.result());
        assertThat(recv(os, ends[1], 0)).isEqualTo("x");
    }
}
