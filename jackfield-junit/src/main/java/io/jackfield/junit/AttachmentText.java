package io.jackfield.junit;

import java.nio.file.Path;
import java.util.Set;

/** What is said about the attached agent, with the line for the user's own build tool. */
final class AttachmentText {
    private static final String ARGUMENT = "=network,identity,exit,time";

    private AttachmentText() {}

    static String attached(Path jar, long millis) {
        return "jackfield: attached its agent to this JVM in "
                + millis
                + " ms, so that tests have virtual time.\n"
                + "jackfield: the warning above is the JDK's. Nothing has to be done; to be rid of"
                + " it, name the agent yourself:\n"
                + "jackfield:   "
                + line(jar, System.getProperties().stringPropertyNames());
    }

    static String failed(String reason) {
        return "jackfield: WARNING: the agent could not be attached ("
                + reason
                + "); tests that steer the clock are aborted, all others run in real time";
    }

    /**
     * How the agent is named, in the words of the build tool.
     *
     * @param properties the names of the JVM's properties, by which build tools are known
     */
    static String line(Path jar, Set<String> properties) {
        if (properties.contains("org.gradle.test.worker")) {
            return "tasks.test { jvmArgs(\"-javaagent:" + jar + ARGUMENT + "\") }";
        }
        boolean isMaven =
                properties.contains("surefire.test.class.path")
                        || properties.contains("surefire.real.class.path");
        return isMaven
                ? "<argLine>-javaagent:" + inRepository(jar) + ARGUMENT + "</argLine>"
                : "-javaagent:" + jar + ARGUMENT;
    }

    /** A jar of the local repository, as a POM names it on every machine. */
    private static String inRepository(Path jar) {
        int names = jar.getNameCount();
        String end = names < 5 ? "" : jar.subpath(names - 5, names).toString().replace('\\', '/');
        return end.startsWith("io/jackfield/jackfield-agent/")
                ? "${settings.localRepository}/" + end
                : jar.toString();
    }
}
