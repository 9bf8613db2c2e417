package io.jackfield.posix;

/** Signals of kill(2), with Linux's numbers. */
public final class Signal {
    public static final int SIGHUP = 1;
    public static final int SIGINT = 2;
    public static final int SIGKILL = 9;
    public static final int SIGUSR1 = 10;
    public static final int SIGPIPE = 13;
    public static final int SIGTERM = 15;
    public static final int SIGCHLD = 17;
    public static final int SIGCONT = 18;
    public static final int SIGSTOP = 19;
    public static final int SIGTSTP = 20;
    public static final int SIGTTIN = 21;
    public static final int SIGTTOU = 22;
    public static final int SIGURG = 23;
    public static final int SIGWINCH = 28;

    /** The highest number of a signal, _NSIG. */
    public static final int MOST = 64;

    /** What waitpid reports of a process that a signal has ended, as a shell does: this and it. */
    public static final int ENDED_BY = 128;

    private Signal() {}

    /** Whether kill(2) takes such a number. */
    public static boolean isKnown(int signal) {
        return signal >= 0 && signal <= MOST;
    }

    /** Whether it stops who does not handle it. */
    public static boolean stops(int signal) {
        return signal >= SIGSTOP && signal <= SIGTTOU;
    }

    /** Whether it ends who does not handle it; the 0 that only looks does not. */
    public static boolean ends(int signal) {
        return switch (signal) {
            case 0, SIGCHLD, SIGCONT, SIGURG, SIGWINCH -> false;
            default -> !stops(signal);
        };
    }
}
