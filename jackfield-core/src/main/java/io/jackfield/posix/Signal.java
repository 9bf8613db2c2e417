package io.jackfield.posix;

/** Signals that kill(2) sends, with Linux's numbers. */
public final class Signal {
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;

    /** What waitpid reports of a process that a signal has ended, as a shell does: this and it. */
    public static final int ENDED_BY = 128;

    private Signal() {}

    /** Whether a signal is one of those that end a process, or the 0 that only looks for it. */
    public static boolean isSent(int signal) {
        return signal == 0 || signal == SIGKILL || signal == SIGTERM;
    }
}
