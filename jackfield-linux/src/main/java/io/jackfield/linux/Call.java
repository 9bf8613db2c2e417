package io.jackfield.linux;

import java.util.Locale;

/** Numbers of system calls: x86-64's, and those that arm64 shares with every newer machine. */
enum Call {
    ACCEPT4(288, 242),
    BIND(49, 200),
    CLOCK_GETTIME(228, 113),
    CLOSE(3, 57),
    CLOSE_RANGE(436, 436),
    CONNECT(42, 203),
    DUP(32, 23),
    DUP3(292, 24),
    EPOLL_CREATE1(291, 20),
    EPOLL_CTL(233, 21),
    EPOLL_PWAIT(281, 22),
    EVENTFD2(290, 19),
    FCHMODAT(268, 53),
    FCNTL(72, 25),
    FUTEX(202, 98),
    GETEUID(107, 175),
    GETPEERNAME(52, 205),
    GETSOCKNAME(51, 204),
    GETSOCKOPT(55, 209),
    GETTID(186, 178),
    IOCTL(16, 29),
    LISTEN(50, 201),
    NANOSLEEP(35, 101),
    OPENAT(257, 56),
    PIPE2(293, 59),
    PPOLL(271, 73),
    PRLIMIT64(302, 261),
    PSELECT6(270, 72),
    READ(0, 63),
    READV(19, 65),
    RECVFROM(45, 207),
    RECVMMSG(299, 243),
    RECVMSG(47, 212),
    SENDFILE(40, 71),
    SENDMMSG(307, 269),
    SENDMSG(46, 211),
    SENDTO(44, 206),
    SETRESUID(117, 147),
    SETSOCKOPT(54, 208),
    SHUTDOWN(48, 210),
    SOCKET(41, 198),
    SOCKETPAIR(53, 199),
    TGKILL(234, 131),
    UNLINKAT(263, 35),
    UNSHARE(272, 97),
    WRITE(1, 64),
    WRITEV(20, 66);

    private static final boolean IS_X86 = architecture().equals("amd64");

    private final int x86;
    private final int generic;

    Call(int x86, int generic) {
        this.x86 = x86;
        this.generic = generic;
    }

    static String architecture() {
        return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    }

    int here() {
        return IS_X86 ? x86 : generic;
    }
}
