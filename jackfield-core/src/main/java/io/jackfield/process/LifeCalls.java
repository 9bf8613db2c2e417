package io.jackfield.process;

import io.jackfield.file.Sleeper;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Signal;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The calls about processes and time. */
final class LifeCalls {
    private static final int WNOHANG = 1;

    private final Process process;
    private final Kernel kernel;

    LifeCalls(Process process) {
        this.process = process;
        this.kernel = process.kernel();
    }

    int waitpid(int pid, int @Nullable [] status, int options) {
        if ((options & ~WNOHANG) != 0) {
            return Errno.EINVAL.result();
        }
        for (; ; ) {
            Process ended = null;
            boolean isParent = false;
            for (Process child : process.children()) {
                if (pid == -1 || pid == 0 || child.pid() == pid) {
                    isParent = true;
                    if (child.isGone() && ended == null) {
                        ended = child;
                    }
                }
            }
            if (ended != null) {
                return reap(ended, status);
            }
            if (!isParent) {
                return Errno.ECHILD.result();
            }
            if (options == WNOHANG) {
                return 0;
            }
            int slept = process.blocking().sleepOn(process.childEnds(), ~0, Deadline.NEVER, "wait");
            if (slept < 0) {
                return slept;
            }
        }
    }

    private int reap(Process ended, int @Nullable [] status) {
        List<Process> children = process.children();
        children.remove(ended);
        kernel.processes().forget(ended);
        if (status != null && status.length > 0) {
            status[0] = ended.status();
        }
        return ended.pid();
    }

    int kill(int pid, int signal) {
        if (!Signal.isSent(signal)) {
            return Errno.EINVAL.result();
        }
        Process target = kernel.processes().find(pid);
        if (target == null) {
            return Errno.ESRCH.result();
        }
        int user = target.realUid();
        if (process.uid() != 0 && process.uid() != user && process.realUid() != user) {
            return Errno.EPERM.result();
        }
        if (signal != 0) {
            target.end(Signal.ENDED_BY + signal);
        }
        return 0;
    }

    int seteuid(int uid) {
        if (uid < 0) {
            return Errno.EINVAL.result();
        }
        if (process.uid() != 0 && uid != process.uid() && uid != process.realUid()) {
            return Errno.EPERM.result();
        }
        process.uid(uid);
        return 0;
    }

    int setNoFileLimit(int descriptors) {
        if (descriptors < 0) {
            return Errno.EINVAL.result();
        }
        if (descriptors > kernel.settings().get(Setting.NR_OPEN)) {
            return Errno.EPERM.result();
        }
        process.table().limit(descriptors);
        return 0;
    }

    int nanosleep(long nanos, long nowNanos) {
        if (nanos < 0) {
            return Errno.EINVAL.result();
        }
        long deadline = Deadline.after(nowNanos, nanos);
        Sleeper sleeper = new Sleeper(Thread.currentThread(), "nanosleep");
        int slept = process.blocking().sleep(sleeper, deadline);
        return slept == Errno.ETIMEDOUT.result() ? 0 : slept;
    }
}
