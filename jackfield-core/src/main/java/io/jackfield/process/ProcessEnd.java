package io.jackfield.process;

/** Ends a thread whose process has ended. Not to be caught. */
public final class ProcessEnd extends Error {
    private static final long serialVersionUID = 1;

    private final int status;

    ProcessEnd(int status) {
        super("the process has ended with status " + status, null, false, false);
        this.status = status;
    }

    /** The exit status of the process. */
    public int status() {
        return status;
    }
}
