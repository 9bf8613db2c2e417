package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Position;

import java.io.Serial;
import java.util.List;

/** A script and the machine do not agree. */
public final class Failure extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final transient Position at;
    private final transient List<String> details;

    /**
     * @param what in one line
     * @param details the line of the script, and what was seen instead
     */
    Failure(Position at, String what, String... details) {
        super(what);
        this.at = at;
        this.details = List.of(details);
    }

    /** The line of the script. */
    public Position at() {
        return at;
    }

    /** The line of the script, and what was seen instead, in the words of the language. */
    public List<String> details() {
        return details;
    }
}
