package io.jackfield.cli;

import java.io.File;
import java.nio.file.Path;

/** Where the agent is, for JVMs that are started with it. */
public final class AgentJar {
    private AgentJar() {}

    /**
     * {@code -Djackfield.agent.jar}, else what the class paths have, the first first.
     *
     * @throws LackingException if there is none
     */
    public static String find(String... classPaths) {
        String named = System.getProperty("jackfield.agent.jar");
        if (named != null) {
            return named;
        }
        for (String entry : String.join(File.pathSeparator, classPaths).split(File.pathSeparator)) {
            if (String.valueOf(Path.of(entry).getFileName()).matches("jackfield-agent.*\\.jar")) {
                return entry;
            }
        }
        throw new LackingException(
                "programs need the agent, and its jar is not on the class path.",
                "Put jackfield-agent.jar there, or name it with -Djackfield.agent.jar=PATH.");
    }
}
