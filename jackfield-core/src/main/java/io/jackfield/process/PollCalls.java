package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.file.Sleeper;
import io.jackfield.poll.Epoll;
import io.jackfield.poll.PollSet;
import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Errno;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Readiness;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

/** poll and epoll. */
final class PollCalls {
    private static final int ALWAYS = Readiness.POLLERR | Readiness.POLLHUP;
    private static final int SIGNALLED = Errno.EINTR.result();

    private final Process process;
    private final DescriptorTable table;
    private final DescriptorCalls descriptors;

    PollCalls(Process process, DescriptorCalls descriptors) {
        this.process = process;
        this.table = process.table();
        this.descriptors = descriptors;
    }

    /** The deadline of a timeout of which a negative value means for ever. */
    static long deadline(long nowNanos, long timeoutNanos) {
        return timeoutNanos < 0 ? Deadline.NEVER : Deadline.after(nowNanos, timeoutNanos);
    }

    /** poll(2): how many of the descriptors have something to tell. */
    int poll(PollFd[] fds, long timeoutNanos, long nowNanos) {
        if (fds.length > table.limit()) {
            return Errno.EINVAL.result();
        }
        PollSet set = new PollSet(process.kernel().wakeList());
        int[] places = new int[fds.length];
        int invalid = 0;
        for (PollFd asked : fds) {
            OpenFile file = table.get(asked.fd);
            asked.revents = file == null && asked.fd >= 0 ? Readiness.POLLNVAL : 0;
            if (file != null) {
                places[set.size()] = invalid + set.size();
                set.add(file, asked.events | ALWAYS);
            } else {
                invalid++;
            }
        }
        try {
            int result = await(set, deadline(nowNanos, hasInvalid(fds) ? 0 : timeoutNanos), "poll");
            for (int i = 0; i < set.size(); i++) {
                fds[places[i]].revents = set.readiness(i);
            }
            int told = 0;
            for (PollFd asked : fds) {
                told += asked.revents != 0 ? 1 : 0;
            }
            return told == 0 && result == SIGNALLED ? SIGNALLED : told;
        } finally {
            set.close(process::letGo);
        }
    }

    private static boolean hasInvalid(PollFd[] fds) {
        for (PollFd asked : fds) {
            if (asked.revents != 0) {
                return true;
            }
        }
        return false;
    }

    /** Sleeps until a file of the set is ready or the deadline has passed; 0 or -EINTR. */
    int await(PollSet set, long deadlineNanos, String call) {
        for (; ; ) {
            for (int i = 0; i < set.size(); i++) {
                if (set.readiness(i) != 0) {
                    return 0;
                }
            }
            if (process.kernel().nowNanos() >= deadlineNanos) {
                return 0;
            }
            Sleeper sleeper = new Sleeper(Thread.currentThread(), call);
            set.wakes(sleeper);
            if (process.blocking().sleep(sleeper, deadlineNanos) == SIGNALLED) {
                return SIGNALLED;
            }
        }
    }

    int epollCreate1(int flags) {
        if ((flags & ~Readiness.EPOLL_CLOEXEC) != 0) {
            return Errno.EINVAL.result();
        }
        return descriptors.open(new Epoll(process.kernel().wakeList()), FileControl.O_RDWR, flags);
    }

    int epollCtl(int epfd, int op, int fd, @Nullable EpollEvent event) {
        OpenFile instance = table.get(epfd);
        OpenFile file = table.get(fd);
        if (event == null && op != Readiness.EPOLL_CTL_DEL) {
            return Errno.EFAULT.result();
        }
        if (instance == null || file == null) {
            return Errno.EBADF.result();
        }
        if (instance == file || !(instance instanceof Epoll epoll)) {
            return Errno.EINVAL.result();
        }
        if (op == Readiness.EPOLL_CTL_DEL) {
            return epoll.delete(fd, file);
        }
        if (event == null) {
            return Errno.EFAULT.result();
        }
        return switch (op) {
            case Readiness.EPOLL_CTL_ADD -> epoll.add(fd, file, event.events, event.data);
            case Readiness.EPOLL_CTL_MOD -> epoll.modify(fd, file, event.events, event.data);
            default -> Errno.EINVAL.result();
        };
    }

    int epollWait(int epfd, EpollEvent[] events, int timeoutMillis, long nowNanos) {
        OpenFile file = table.get(epfd);
        if (file == null) {
            return Errno.EBADF.result();
        }
        if (events.length == 0) {
            return Errno.EINVAL.result();
        }
        if (!(file instanceof Epoll epoll)) {
            return Errno.EINVAL.result();
        }
        file.retain();
        try {
            long deadline = deadline(nowNanos, timeoutMillis * 1_000_000L);
            int slept = 0;
            for (; ; ) {
                int count = epoll.collect(events);
                if (count > 0) {
                    return count;
                }
                if (slept == SIGNALLED) {
                    return SIGNALLED;
                }
                if (process.kernel().nowNanos() >= deadline) {
                    return 0;
                }
                slept =
                        process.blocking()
                                .sleepLastFirst(epoll.sleepers(), ~0, deadline, "epoll_wait");
            }
        } finally {
            process.letGo(file);
        }
    }
}
