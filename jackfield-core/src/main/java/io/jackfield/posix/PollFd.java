package io.jackfield.posix;

/** struct pollfd. */
public final class PollFd {
    /** A negative descriptor is passed over. */
    public int fd;

    /** What is asked for. */
    public int events;

    /** What there is; filled in by poll. */
    public int revents;

    public PollFd(int fd, int events) {
        this.fd = fd;
        this.events = events;
    }
}
