package io.jackfield.cli;

/** What the exit code of a command says. */
public final class ExitCodes {

    /** Done, and the answer is yes. */
    public static final int OK = 0;

    /** The answer is no: a verdict differs, an expectation failed, a seed was found. */
    public static final int NO = 1;

    /** The command line was not understood. */
    public static final int USAGE = 2;

    /** The machine lacks something: a JDK, a permission, a device. */
    public static final int LACKING = 3;

    /** A fault of ours. */
    public static final int INTERNAL = 70;

    /** Interrupted from the keyboard, as shells count it: 128 + SIGINT. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
