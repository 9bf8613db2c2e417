package io.jackfield.posix;

/** struct epoll_event. */
public final class EpollEvent {
    public int events;

    /** epoll_data: 64 bits that are the program's own. */
    public long data;

    public EpollEvent() {}

    public EpollEvent(int events, long data) {
        this.events = events;
        this.data = data;
    }
}
