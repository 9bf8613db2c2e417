package io.jackfield.net;

import java.util.List;

/** Nothing can run and nothing is to come: the world stands still, and somebody still waits. */
public final class StandstillException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> waiting;

    StandstillException(String message, List<String> waiting) {
        super(waiting.isEmpty() ? message : message + "\n  " + String.join("\n  ", waiting));
        this.waiting = List.copyOf(waiting);
    }

    /** Who waits in which call. */
    public List<String> waiting() {
        return waiting;
    }
}
