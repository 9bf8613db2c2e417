package io.jackfield.posix;

/** Commands and flags of fcntl(2), ioctl(2), pipe2(2) and eventfd(2), with Linux's numbers. */
public final class FileControl {
    public static final int F_DUPFD = 0;
    public static final int F_GETFD = 1;
    public static final int F_SETFD = 2;
    public static final int F_GETFL = 3;
    public static final int F_SETFL = 4;
    public static final int F_DUPFD_CLOEXEC = 1030;
    public static final int FD_CLOEXEC = 1;

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;

    public static final int FIONREAD = 0x541b;
    public static final int FIONBIO = 0x5421;

    /** Whether a socket's next octet is, or follows, the urgent one: 1 or 0. */
    public static final int SIOCATMARK = 0x8905;

    /** Unread octets of a socket: the same number as {@link #FIONREAD}. */
    public static final int SIOCINQ = FIONREAD;

    /** Octets of the send queue that the peer has not acknowledged. */
    public static final int SIOCOUTQ = 0x5411;

    /** Octets of the send queue that were not sent yet. */
    public static final int SIOCOUTQNSD = 0x894b;

    public static final int EFD_SEMAPHORE = 1;
    public static final int EFD_NONBLOCK = O_NONBLOCK;
    public static final int EFD_CLOEXEC = O_CLOEXEC;

    private FileControl() {}
}
