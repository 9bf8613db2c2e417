package io.jackfield.posix;

/** Address families, socket types and protocols as socket(2) takes them, with Linux's numbers. */
public final class Family {
    public static final int AF_UNSPEC = 0;
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;

    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_SEQPACKET = 5;

    /** In the type of socket(2) and the flags of accept4(2). */
    public static final int SOCK_NONBLOCK = 0x800;

    public static final int SOCK_CLOEXEC = 0x80000;

    /** The bits of the type argument that are the type. */
    public static final int SOCK_TYPE_MASK = 0xf;

    public static final int IPPROTO_IP = 0;
    public static final int IPPROTO_ICMP = 1;
    public static final int IPPROTO_TCP = 6;
    public static final int IPPROTO_UDP = 17;
    public static final int IPPROTO_IPV6 = 41;
    public static final int IPPROTO_ICMPV6 = 58;
    public static final int IPPROTO_RAW = 255;

    /** The most that listen(2) means by "as many as allowed" in the BSD headers. */
    public static final int SOMAXCONN = 4096;

    public static final int SHUT_RD = 0;
    public static final int SHUT_WR = 1;
    public static final int SHUT_RDWR = 2;

    private Family() {}
}
