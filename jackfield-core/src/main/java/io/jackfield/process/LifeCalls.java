package io.jackfield.process;

import io.jackfield.file.Sleeper;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Signal;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The calls about processes and time. */
final class LifeCalls {
    private static final int WNOHANG = 1;

    /** (uid_t) -1. */
    private static final int NOBODY_IN_PARTICULAR = -1;

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

    int seteuid(int uid) {
        if (uid == NOBODY_IN_PARTICULAR) {
            return Errno.EINVAL.result();
        }
        if (process.uid() != 0 && uid != process.uid() && uid != process.realUid()) {
            return Errno.EPERM.result();
        }
        process.uid(uid);
        return 0;
    }

    int setrlimit(int resource, long soft, long hard) {
        int result = process.limits().set(resource, soft, hard, process.isPrivileged());
        process.table().limit(process.limits().files());
        return result;
    }

    int getrlimit(int resource, long[] limits) {
        return process.limits().get(resource, limits);
    }

    int kill(int pid, int signal) {
        if (!Signal.isKnown(signal) || Signal.stops(signal)) {
            return Errno.EINVAL.result();
        }
        int result = Errno.ESRCH.result();
        for (Process each : kernel.processes().all()) {
            if (!isMeant(each, pid)) {
                continue;
            }
            if (!mayKill(each)) {
                result = result == 0 ? 0 : Errno.EPERM.result();
                continue;
            }
            result = 0;
            if (Signal.ends(signal)) {
                each.end(Signal.ENDED_BY + signal);
            }
        }
        return result;
    }

    private boolean isMeant(Process each, int pid) {
        if (pid > 0) {
            return each.pid() == pid;
        }
        return pid == -1 ? each != process : each.group() == (pid == 0 ? process.group() : -pid);
    }

    private boolean mayKill(Process each) {
        return process.isPrivileged()
                || process.uid() == each.realUid()
                || process.realUid() == each.realUid();
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
