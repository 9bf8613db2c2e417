package io.jackfield.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Signal;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;

/** kill(2): whom it ends, and whom it does not find. */
class KillTest extends Scene {
    private static final long HOUR = 3_600_000_000_000L;

    private static int sleeper(Syscalls os) {
        return os.fork(
                child -> {
                    int listener = listener(child, 8080, 1);
                    child.accept(listener, null);
                    return child.nanosleep(HOUR);
                });
    }

    @Test
    void endsASleepingProcessAndClosesWhatItHad() {
        int pid = sleeper(os);
        world.runFor("1ms");
        assertThat(os.kill(pid, Signal.SIGKILL)).isZero();
        int[] status = new int[1];
        assertThat(os.waitpid(pid, status, 0)).isEqualTo(pid);
        assertThat(status[0]).isEqualTo(137);
        assertThat(os.connect(tcp(os), at(a.address(), 8080)))
                .isEqualTo(Errno.ECONNREFUSED.result());
    }

    @Test
    void aTermIsToldFromAKill() {
        int pid = sleeper(os);
        assertThat(os.kill(pid, Signal.SIGTERM)).isZero();
        int[] status = new int[1];
        os.waitpid(pid, status, 0);
        assertThat(status[0]).isEqualTo(143);
    }

    @Test
    void aProcessIsThereUntilItWasWaitedFor() {
        int pid = os.fork(_ -> 0);
        world.runFor("1ms");
        assertThat(os.kill(pid, 0)).isZero();
        os.waitpid(pid, null, 0);
        assertThat(os.kill(pid, 0)).isEqualTo(Errno.ESRCH.result());
    }

    @Test
    void aSignalThatCannotBeIsInvalid() {
        assertThat(os.kill(os.getpid(), 65)).isEqualTo(Errno.EINVAL.result());
        assertThat(os.kill(os.getpid(), -1)).isEqualTo(Errno.EINVAL.result());
    }

    @Test
    void aUserDoesNotEndAnothersProcesses() {
        Process roots = a.start("root's", 0, program -> program.nanosleep(HOUR));
        assertThat(os.kill(roots.pid(), 0)).isEqualTo(Errno.EPERM.result());
        int[] answer = new int[1];
        a.start("root", 0, root -> answer[0] = root.kill(os.getpid(), 0));
        world.runFor("1ms");
        assertThat(answer[0]).isZero();
        roots.endFromOutside(0);
    }

    @Test
    void whoKillsItselfDoesNotReturn() {
        boolean[] returned = new boolean[1];
        int pid =
                os.fork(
                        child -> {
                            child.kill(child.getpid(), Signal.SIGKILL);
                            returned[0] = true;
                            return 0;
                        });
        int[] status = new int[1];
        os.waitpid(pid, status, 0);
        assertThat(status[0]).isEqualTo(137);
        assertThat(returned[0]).isFalse();
    }
}
