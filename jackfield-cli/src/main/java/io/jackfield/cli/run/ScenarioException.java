package io.jackfield.cli.run;

/** A scenario file says something that cannot be; the message begins with file and line. */
final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScenarioException(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
