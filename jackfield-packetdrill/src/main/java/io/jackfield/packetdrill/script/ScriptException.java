package io.jackfield.packetdrill.script;

import java.io.Serial;

/** A script says something that is not understood, or that cannot be. */
public final class ScriptException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    private final transient Position at;
    private final String what;

    /** The message begins with the position. */
    public ScriptException(Position at, String what) {
        super(at + ": " + what);
        this.at = at;
        this.what = what;
    }

    /** Where in the script. */
    public Position at() {
        return at;
    }

    /** The message without the position. */
    public String what() {
        return what;
    }
}
