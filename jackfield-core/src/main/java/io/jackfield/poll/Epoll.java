package io.jackfield.poll;

import io.jackfield.file.OpenFile;
import io.jackfield.file.WaitQueue;
import io.jackfield.file.WakeList;
import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;

import java.util.ArrayList;
import java.util.List;

/** An epoll instance (epoll(7)): an interest list, and of it the ready list. */
public final class Epoll extends OpenFile {
    /** As many epoll instances may stand between a file and who waits for it (EP_MAX_NESTS). */
    private static final int MOST_NESTS = 4;

    private static final int ALWAYS = Readiness.EPOLLERR | Readiness.EPOLLHUP;

    private static final int WITH_EXCLUSIVE =
            Readiness.EPOLLIN
                    | Readiness.EPOLLOUT
                    | ALWAYS
                    | Readiness.EPOLLWAKEUP
                    | Readiness.EPOLLET
                    | Readiness.EPOLLEXCLUSIVE;

    private static final int HAS_EVENTS = Readiness.POLLIN | Readiness.POLLRDNORM;

    private final WakeList wakes;
    private final ReadyList ready = new ReadyList();
    private final InterestList interests = new InterestList();
    private final WaitQueue sleepers = new WaitQueue();

    /** The instances in which this one is registered. */
    private final List<Epoll> watchers = new ArrayList<>(0);

    public Epoll(WakeList wakes) {
        this.wakes = wakes;
    }

    ReadyList ready() {
        return ready;
    }

    /** Where threads sleep in epoll_wait; apart from {@link #waiters()}, who poll the instance. */
    public WaitQueue sleepers() {
        return sleepers;
    }

    /** EPOLL_CTL_ADD; 0 or -errno (LINUX.md 31, 35). */
    public int add(int fd, OpenFile file, int events, long data) {
        if ((events & Readiness.EPOLLEXCLUSIVE) != 0
                && (file instanceof Epoll || (events & ~WITH_EXCLUSIVE) != 0)) {
            return Errno.EINVAL.result();
        }
        if (interests.find(fd, file) != null) {
            return Errno.EEXIST.result();
        }
        if (file instanceof Epoll nested) {
            if (nested.reaches(this) || nestsAbove() + 1 + nested.nestsBelow() > MOST_NESTS) {
                return Errno.ELOOP.result();
            }
            nested.watchers.add(this);
        }
        EpollItem item = new EpollItem(this, wakes, fd, file, events | ALWAYS, data);
        interests.add(item);
        item.watch();
        listIfReady(item);
        return 0;
    }

    /** EPOLL_CTL_MOD; 0 or -errno. Reports what is pending anew. */
    public int modify(int fd, OpenFile file, int events, long data) {
        if ((events & Readiness.EPOLLEXCLUSIVE) != 0) {
            return Errno.EINVAL.result();
        }
        EpollItem item = interests.find(fd, file);
        if (item == null) {
            return Errno.ENOENT.result();
        }
        if (item.is(Readiness.EPOLLEXCLUSIVE)) {
            return Errno.EINVAL.result();
        }
        item.change(events | ALWAYS, data);
        listIfReady(item);
        return 0;
    }

    /** EPOLL_CTL_DEL; 0 or -ENOENT. */
    public int delete(int fd, OpenFile file) {
        EpollItem item = interests.find(fd, file);
        if (item == null) {
            return Errno.ENOENT.result();
        }
        item.unwatch();
        forget(item);
        return 0;
    }

    /** Fills in the events there are, up to the length of the array; how many. */
    public int collect(EpollEvent[] events) {
        int count = 0;
        for (int left = ready.size(); left > 0 && count < events.length; left--) {
            ReadyItem listed = ready.poll();
            if (listed == null) {
                break;
            }
            EpollItem item = (EpollItem) listed;
            int reportable = item.reportable();
            if (reportable == 0) {
                continue;
            }
            events[count].events = reportable;
            events[count].data = item.data();
            count++;
            if (item.is(Readiness.EPOLLONESHOT)) {
                item.silence();
            } else if (!item.is(Readiness.EPOLLET)) {
                ready.add(item, wakes);
            }
        }
        if (!ready.isEmpty()) {
            sleepers.wake(HAS_EVENTS); // LINUX.md 30: what stays listed wakes the next one
        }
        return count;
    }

    /** Whether {@link #collect} may find something. */
    public boolean mayHaveEvents() {
        return !ready.isEmpty();
    }

    /** The number of registrations. */
    public int size() {
        return interests.size();
    }

    /** An item has been listed: wakes one who sleeps here; true if there was one. */
    boolean ring() {
        boolean anybody = !sleepers.isEmpty();
        sleepers.wake(HAS_EVENTS);
        wake(HAS_EVENTS);
        return anybody;
    }

    /** The file of a registration is gone, or the registration was deleted. */
    void forget(EpollItem item) {
        ready.remove(item);
        interests.remove(item);
        if (item.file() instanceof Epoll nested) {
            nested.watchers.remove(this);
        }
    }

    private void listIfReady(EpollItem item) {
        if (item.reportable() != 0) {
            ready.add(item, wakes);
            ring();
        }
    }

    /** True if this instance is, or watches directly or not, the other. */
    private boolean reaches(Epoll other) {
        if (this == other) {
            return true;
        }
        for (EpollItem item : interests.all()) {
            if (item.file() instanceof Epoll nested && nested.reaches(other)) {
                return true;
            }
        }
        return false;
    }

    private int nestsBelow() {
        int deepest = 0;
        for (EpollItem item : interests.all()) {
            if (item.file() instanceof Epoll nested) {
                deepest = Math.max(deepest, 1 + nested.nestsBelow());
            }
        }
        return deepest;
    }

    private int nestsAbove() {
        int highest = 0;
        for (Epoll watcher : watchers) {
            highest = Math.max(highest, 1 + watcher.nestsAbove());
        }
        return highest;
    }

    @Override
    public int ioctl(int request, int[] argument) {
        return Errno.EINVAL.result(); // not ENOTTY: it has requests of its own, none of them this
    }

    @Override
    public int readiness() {
        for (ReadyItem item = ready.peek(); item != null; item = ready.peek()) {
            if (((EpollItem) item).reportable() != 0) {
                return HAS_EVENTS;
            }
            ready.remove(item);
        }
        return 0;
    }

    @Override
    protected void released(long nowNanos) {
        for (EpollItem item : interests.all()) {
            item.unwatch();
            forget(item);
        }
    }
}
