package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.poll.PollSet;
import io.jackfield.posix.Errno;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.Readiness;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

/** select: poll by three sets of bits (LINUX.md 98). */
final class SelectCalls {
    private static final int READ =
            Readiness.POLLIN
                    | Readiness.POLLRDNORM
                    | Readiness.POLLRDBAND
                    | Readiness.POLLHUP
                    | Readiness.POLLERR;
    private static final int WRITE =
            Readiness.POLLOUT | Readiness.POLLWRNORM | Readiness.POLLWRBAND | Readiness.POLLERR;
    private static final int EXCEPT = Readiness.POLLPRI;

    private final Process process;
    private final PollCalls polls;

    SelectCalls(Process process, PollCalls polls) {
        this.process = process;
        this.polls = polls;
    }

    int select(
            int nfds,
            @Nullable FdSet read,
            @Nullable FdSet write,
            @Nullable FdSet except,
            long @Nullable [] timeoutNanos,
            long nowNanos) {
        if (nfds < 0 || (timeoutNanos != null && timeoutNanos[0] < 0)) {
            return Errno.EINVAL.result();
        }
        int count = Math.min(nfds, process.table().capacity());
        PollSet set = new PollSet(process.kernel().wakeList());
        int[] fds = new int[count];
        try {
            for (int fd = 0; fd < count; fd++) {
                int events = asked(read, fd, READ) | asked(write, fd, WRITE);
                events |= asked(except, fd, EXCEPT);
                if (events == 0) {
                    continue;
                }
                OpenFile file = process.table().get(fd);
                if (file == null) {
                    return Errno.EBADF.result();
                }
                fds[set.size()] = fd;
                set.add(file, events);
            }
            long deadline =
                    timeoutNanos == null
                            ? Deadline.NEVER
                            : Deadline.after(nowNanos, timeoutNanos[0]);
            int result = polls.await(set, deadline, "select");
            if (timeoutNanos != null) {
                timeoutNanos[0] = Math.max(0, deadline - process.kernel().nowNanos());
            }
            if (result < 0 && !isAnyReady(set)) {
                return result;
            }
            return answer(read, set, fds, count, READ)
                    + answer(write, set, fds, count, WRITE)
                    + answer(except, set, fds, count, EXCEPT);
        } finally {
            set.close(process::letGo);
        }
    }

    private static int asked(@Nullable FdSet bits, int fd, int events) {
        return bits != null && bits.isSet(fd) ? events : 0;
    }

    private static boolean isAnyReady(PollSet set) {
        for (int i = 0; i < set.size(); i++) {
            if (set.readiness(i) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Leaves of the bits those that are ready; how many. */
    private static int answer(@Nullable FdSet bits, PollSet set, int[] fds, int count, int events) {
        if (bits == null) {
            return 0;
        }
        FdSet asked = new FdSet();
        for (int fd = bits.next(0); fd >= 0 && fd < count; fd = bits.next(fd + 1)) {
            asked.set(fd);
            bits.clear(fd);
        }
        int ready = 0;
        for (int i = 0; i < set.size(); i++) {
            if (asked.isSet(fds[i]) && (set.readiness(i) & events) != 0) {
                bits.set(fds[i]);
                ready++;
            }
        }
        return ready;
    }
}
