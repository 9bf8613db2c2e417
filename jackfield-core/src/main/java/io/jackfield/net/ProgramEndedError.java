package io.jackfield.net;

/** Ends a thread whose program has ended while it slept. Not to be caught. */
final class ProgramEndedError extends Error {
    private static final long serialVersionUID = 1;

    ProgramEndedError() {
        super("the program has ended", null, false, false);
    }
}
