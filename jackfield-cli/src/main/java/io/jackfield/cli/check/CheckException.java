package io.jackfield.cli.check;

/** Nothing can be said of a program; the message says why. */
final class CheckException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CheckException(String message) {
        super(message);
    }
}
