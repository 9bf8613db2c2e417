package io.jackfield.programs.published;

import java.nio.file.Path;
import java.util.List;

/** Programs on a stage and what must come of them; has a constructor without parameters. */
interface Show {
    /** Starts programs on hosts and checks what they did. */
    void play(Stage stage) throws Exception;

    /**
     * What the programs' start-up says of the whole JVM.
     *
     * @param directory the show's own, as {@link Stage#directory}
     */
    default List<String> jvmOptions(Path directory) {
        return List.of();
    }
}
