package io.jackfield.posix;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * The system calls of one process, as Linux has them: what a C program writes, in Java.
 *
 * <p>Every call answers ≥ 0 or −errno ({@link Errno#of}); none throws for what a program or a
 * network can do wrong. Buffers are read and written from position to limit and their position
 * advances by what was transferred. A blocking call sleeps unless the description is O_NONBLOCK or
 * the call says MSG_DONTWAIT; {@link #interrupt} ends it with EINTR. Descriptors belong to this
 * process; a {@link #fork} copies the table.
 */
public interface Syscalls extends FileCalls {
    /** socket(2): the lowest free descriptor. The type may carry SOCK_NONBLOCK and SOCK_CLOEXEC. */
    int socket(int family, int type, int protocol);

    /** socketpair(2): fills in two descriptors of sockets that are connected to each other. */
    int socketpair(int family, int type, int protocol, int[] fds);

    /** bind(2). */
    int bind(int fd, SocketAddress address);

    /** listen(2). The backlog is compared unsigned and capped by net.core.somaxconn. */
    int listen(int fd, int backlog);

    /** accept(2). */
    default int accept(int fd, @Nullable SocketAddressBuffer peer) {
        return accept4(fd, peer, 0);
    }

    /** accept4(2): flags SOCK_NONBLOCK and SOCK_CLOEXEC. */
    int accept4(int fd, @Nullable SocketAddressBuffer peer, int flags);

    /** connect(2); AF_UNSPEC dissolves. */
    int connect(int fd, SocketAddress address);

    /** shutdown(2): SHUT_RD, SHUT_WR, SHUT_RDWR. */
    int shutdown(int fd, int how);

    /** getsockname(2). */
    int getsockname(int fd, SocketAddressBuffer name);

    /** getpeername(2). */
    int getpeername(int fd, SocketAddressBuffer name);

    /** send(2). */
    default int send(int fd, ByteBuffer data, int flags) {
        return sendto(fd, data, flags, null);
    }

    /** sendto(2). */
    int sendto(int fd, ByteBuffer data, int flags, @Nullable SocketAddress to);

    /** sendmsg(2). */
    int sendmsg(int fd, Message message, int flags);

    /**
     * sendmmsg(2): how many of the messages were sent, in turn, or what was wrong with the first.
     */
    int sendmmsg(int fd, Message[] messages, int flags);

    /** recv(2). */
    default int recv(int fd, ByteBuffer data, int flags) {
        return recvfrom(fd, data, flags, null);
    }

    /** recvfrom(2). */
    int recvfrom(int fd, ByteBuffer data, int flags, @Nullable SocketAddressBuffer from);

    /** recvmsg(2). */
    int recvmsg(int fd, Message message, int flags);

    /**
     * recvmmsg(2): how many of the messages were filled in, in turn, or what was wrong with the
     * first; MSG_WAITFORONE waits for no more than one. What is wrong with a later one is told by
     * the next call.
     *
     * @param timeoutNanos one element, rewritten with the time left; null waits for ever. As Linux
     *     has it, the time is looked at after each message and ends no waiting.
     */
    int recvmmsg(int fd, Message[] messages, int flags, long @Nullable [] timeoutNanos);

    /** setsockopt(2); the value is in the machine's byte order, as C has it. */
    int setsockopt(int fd, int level, int name, ByteBuffer value);

    /** setsockopt(2) with an int. */
    default int setsockopt(int fd, int level, int name, int value) {
        return setsockopt(fd, level, name, Values.ofInt(value));
    }

    /**
     * getsockopt(2): fills the value in from its position and advances by the length; the room goes
     * in as {@code remaining()}.
     */
    int getsockopt(int fd, int level, int name, ByteBuffer value);

    /** poll(2): how many have revents; −1 waits for ever. */
    int poll(PollFd[] fds, int timeoutMillis);

    /** ppoll(2) without a signal mask; negative waits for ever. */
    int ppoll(PollFd[] fds, long timeoutNanos);

    /**
     * select(2): how many bits are set.
     *
     * @param timeoutNanos one element, rewritten with the time left; null waits for ever
     */
    int select(
            int nfds,
            @Nullable FdSet read,
            @Nullable FdSet write,
            @Nullable FdSet except,
            long @Nullable [] timeoutNanos);

    /**
     * pselect(2) without a signal mask: select(2), which leaves its timeout as it is; negative
     * waits for ever.
     */
    default int pselect(
            int nfds,
            @Nullable FdSet read,
            @Nullable FdSet write,
            @Nullable FdSet except,
            long timeoutNanos) {
        long[] left = {timeoutNanos};
        return select(nfds, read, write, except, timeoutNanos < 0 ? null : left);
    }

    /** epoll_create1(2): EPOLL_CLOEXEC or 0. */
    int epollCreate1(int flags);

    /** epoll_ctl(2). */
    int epollCtl(int epfd, int op, int fd, @Nullable EpollEvent event);

    /** epoll_wait(2): how many of {@code events}, from 0 on, were filled in; −1 waits for ever. */
    int epollWait(int epfd, EpollEvent[] events, int timeoutMillis);

    /** getpid(2). */
    int getpid();

    /**
     * fork(2): runs {@code child} as a new process with a copy of the table; its pid, or -EAGAIN
     * beyond RLIMIT_NPROC or kernel.threads-max.
     */
    int fork(Program child);

    /**
     * waitpid(2) for a child, −1 for any; {@code status} takes the exit status (may be null).
     *
     * @param options WNOHANG (1) or 0
     */
    int waitpid(int pid, int @Nullable [] status, int options);

    /** _exit(2): ends the calling process; does not return to the caller. */
    void exit(int status);

    /**
     * kill(2) of a process, 0 for those of the caller's group, −1 for all, −g for those of group g:
     * who was started by nobody's fork leads a group. A signal ends whom it reaches with 128 and
     * its number, but for those that Linux ignores; 0 only looks. No process can be stopped:
     * -EINVAL.
     */
    int kill(int pid, int signal);

    /** geteuid(2). */
    int geteuid();

    /** seteuid(2). */
    int seteuid(int uid);

    /** setrlimit(2) for RLIMIT_NOFILE, soft limit, and the hard one with it where that is lower. */
    default int setNoFileLimit(int descriptors) {
        long[] limits = new long[2];
        int result = getrlimit(ResourceLimit.RLIMIT_NOFILE, limits);
        if (result < 0) {
            return result;
        }
        long hard = Math.max(descriptors, limits[1]);
        return setrlimit(ResourceLimit.RLIMIT_NOFILE, descriptors, hard);
    }

    /** setrlimit(2), of {@link ResourceLimit}: the limit, and how far one may raise it again. */
    int setrlimit(int resource, long soft, long hard);

    /** getrlimit(2): fills in the soft and the hard limit. */
    int getrlimit(int resource, long[] limits);

    /** nanosleep(2): 0 or −EINTR. */
    int nanosleep(long nanos);

    /** clock_gettime(2) of CLOCK_MONOTONIC: the world's time in nanoseconds. */
    long nanoTime();

    /** clock_gettime(2) of CLOCK_REALTIME: nanoseconds since 1970 by the host's own clock. */
    long wallNanos();

    /** pthread_kill(3) with a signal that has a handler: a sleeping call of the thread → EINTR. */
    void interrupt(Thread thread);
}
