package io.jackfield.cli.run;

/** A scenario says something that cannot be; the message begins with file and line, or option. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScenarioException(String message) {
        super(message);
    }

    ScenarioException(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
