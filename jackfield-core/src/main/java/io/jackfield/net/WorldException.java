package io.jackfield.net;

/** Something went wrong inside a world, in a program or in the network; the cause says what. */
public final class WorldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WorldException(String message) {
        super(message);
    }

    WorldException(String message, Throwable cause) {
        super(message, cause);
    }
}
