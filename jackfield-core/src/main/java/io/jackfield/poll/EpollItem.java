package io.jackfield.poll;

import io.jackfield.file.OpenFile;
import io.jackfield.file.WakeList;
import io.jackfield.posix.Readiness;

import org.jspecify.annotations.Nullable;

/** One registration of an epoll instance: the file, the number it was registered by, the events. */
final class EpollItem extends ReadyItem {
    /** How the events are reported, as opposed to which. */
    private static final int MANNERS =
            Readiness.EPOLLWAKEUP
                    | Readiness.EPOLLONESHOT
                    | Readiness.EPOLLET
                    | Readiness.EPOLLEXCLUSIVE;

    private static final int BOTH_WAYS = Readiness.EPOLLIN | Readiness.EPOLLOUT;

    private final Epoll epoll;
    final int fd;
    private int events;
    private long data;
    @Nullable EpollItem nextInBucket;

    EpollItem(Epoll epoll, WakeList wakes, int fd, OpenFile file, int events, long data) {
        super(epoll.ready(), file, wakes, (events & Readiness.EPOLLEXCLUSIVE) != 0);
        this.epoll = epoll;
        this.fd = fd;
        this.events = events;
        this.data = data;
    }

    void change(int toEvents, long toData) {
        events = toEvents;
        data = toData;
    }

    long data() {
        return data;
    }

    boolean is(int manner) {
        return (events & manner) != 0;
    }

    /** What there is to report now. */
    int reportable() {
        return isSilenced() ? 0 : file().readiness() & events;
    }

    /** After its one shot: nothing is reported until EPOLL_CTL_MOD. */
    void silence() {
        events &= MANNERS;
    }

    private boolean isSilenced() {
        return (events & ~MANNERS) == 0;
    }

    @Override
    protected boolean wake(int readiness) {
        if (isSilenced() || (readiness & events) == 0) {
            return false;
        }
        list.add(this, wakes());
        boolean taken = epoll.ring();
        if (!is(Readiness.EPOLLEXCLUSIVE)) {
            return true;
        }
        // LINUX.md 29: an instance in which nobody sleeps lets the wake-up pass to the next one.
        int ways = readiness & BOTH_WAYS;
        return taken && ways != BOTH_WAYS && (ways & ~events) == 0;
    }

    @Override
    protected void fileReleased() {
        epoll.forget(this);
    }
}
