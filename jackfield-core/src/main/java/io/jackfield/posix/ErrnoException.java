package io.jackfield.posix;

/** A failed system call, for the face that people program against; inside, results are numbers. */
public final class ErrnoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    public ErrnoException(String call, Errno errno) {
        super(call + ": " + errno + " (" + errno.text() + ")");
        this.errno = errno;
    }

    public Errno errno() {
        return errno;
    }

    /**
     * Passes a result on, or throws what it means.
     *
     * @throws ErrnoException if {@code result} is negative
     */
    public static int check(String call, int result) {
        if (result < 0) {
            throw new ErrnoException(call, Errno.of(result));
        }
        return result;
    }
}
