package io.jackfield.posix;

/** Resources of setrlimit(2), with Linux's numbers. */
public final class ResourceLimit {
    /** How many processes the real user may have. */
    public static final int RLIMIT_NPROC = 6;

    /** One more than the highest descriptor. */
    public static final int RLIMIT_NOFILE = 7;

    public static final long RLIM_INFINITY = -1;

    private ResourceLimit() {}
}
