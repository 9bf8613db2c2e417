package io.jackfield.cli.check;

import io.jackfield.cli.run.PlannedProgram;

import java.util.List;
import java.util.Map;

/**
 * What is checked, and how.
 *
 * @param app the program
 * @param peers programs that it talks to, as far as they are given
 * @param properties of the JVM that the program's command line sets
 * @param path what a visitor asks for over HTTP
 * @param seed of all chance
 * @param limitNanos how long a call may take
 */
record Subject(
        PlannedProgram app,
        List<PlannedProgram> peers,
        Map<String, String> properties,
        String path,
        long seed,
        long limitNanos) {

    /** The name of the program's host. */
    String host() {
        return app.host().name();
    }

    String mainClass() {
        return app.launch().mainClass();
    }
}
