package io.jackfield.programs.published;

import java.util.List;

/** Programs on a stage and what must come of them; has a constructor without parameters. */
interface Show {
    /** Starts programs on hosts and checks what they did. */
    void play(Stage stage) throws Exception;

    /** What the programs' start-up sets for the whole JVM. */
    default List<String> jvmOptions() {
        return List.of();
    }
}
