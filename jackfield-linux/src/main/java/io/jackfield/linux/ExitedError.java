package io.jackfield.linux;

/** Ends a thread of a process that has ended. Not to be caught. */
final class ExitedError extends Error {
    private static final long serialVersionUID = 1;

    private final int status;

    ExitedError(int status) {
        super("the process has ended with status " + status, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
