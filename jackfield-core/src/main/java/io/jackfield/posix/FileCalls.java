package io.jackfield.posix;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** The system calls that take any descriptor, not only a socket. */
public interface FileCalls {
    /** close(2). A thread that sleeps on the description is not woken. */
    int close(int fd);

    /** read(2). */
    int read(int fd, ByteBuffer data);

    /** write(2). */
    int write(int fd, ByteBuffer data);

    /** readv(2). */
    int readv(int fd, ByteBuffer[] data);

    /** writev(2). */
    int writev(int fd, ByteBuffer[] data);

    /** dup(2). */
    int dup(int fd);

    /** dup2(2). */
    int dup2(int fd, int to);

    /** dup3(2): O_CLOEXEC or 0. */
    int dup3(int fd, int to, int flags);

    /** fcntl(2): F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC. */
    int fcntl(int fd, int command, int argument);

    /** ioctl(2) with an int to read or write: FIONREAD, FIONBIO, SIOCINQ, SIOCOUTQ, SIOCOUTQNSD. */
    int ioctl(int fd, int request, int[] argument);

    /**
     * sendfile(2). There are no regular files here; what else Linux sends is from a socket into a
     * pipe. All other pairs are -EINVAL, an offset -ESPIPE.
     */
    int sendfile(int out, int in, long @Nullable [] offset, long count);

    /** unlink(2): a path that a socket was bound to is free again. */
    int unlink(String path);

    /** chmod(2) of a path that a socket was bound to. */
    int chmod(String path, int mode);

    /** pipe2(2): fills in the reading and the writing end. */
    int pipe2(int[] fds, int flags);

    /** eventfd(2). */
    int eventfd(int initial, int flags);
}
