package io.jackfield.net;

/** Ends a thread whose world was closed while it slept. Not to be caught. */
final class WorldEndedError extends Error {
    private static final long serialVersionUID = 1;

    WorldEndedError() {
        super("the world was closed", null, false, false);
    }
}
