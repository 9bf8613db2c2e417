package io.jackfield.agent;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said, after the JDK's own warning, when the agent came into a running JVM: what it could
 * not reach, that nothing need be done, and the line that names it on the command line instead.
 */
final class LateAttachNote {
    private LateAttachNote() {}

    /**
     * The lines.
     *
     * @param switches that were switched on
     * @param properties of the JVM, by which build tools are known
     * @param jar the agent's
     */
    static List<String> lines(Set<SwitchName> switches, Properties properties, Path jar) {
        String names =
                switches.stream().map(SwitchName::toString).collect(Collectors.joining(", "));
        return List.of(
                "jackfield: the agent ("
                        + names
                        + ") was attached to a running JVM: sockets, channels and selectors that"
                        + " were open stay the real machine's, and threads that were made belong to"
                        + " no host.",
                "jackfield: JDK 25 allows that, and nothing need be done; later ones may refuse it."
                        + " Named on the command line the agent misses nothing and the JDK warns of"
                        + " nothing:",
                "jackfield: " + advice(properties, jar));
    }

    private static String advice(Properties properties, Path jar) {
        if (properties.getProperty("surefire.real.class.path") != null
                || properties.getProperty("surefire.test.class.path") != null) {
            return "in maven-surefire-plugin's <configuration>: <argLine>-javaagent:"
                    + inRepository(properties.getProperty("localRepository"), jar)
                    + "</argLine>";
        }
        String option = "-javaagent:" + jar;
        if (properties.getProperty("org.gradle.test.worker") != null) {
            return "in build.gradle: tasks.withType(Test).configureEach { jvmArgs('"
                    + option
                    + "') }";
        }
        return "java " + option + " …";
    }

    /** As every user's build finds it. */
    private static String inRepository(@Nullable String repository, Path jar) {
        return repository != null && jar.startsWith(repository)
                ? "${settings.localRepository}/" + Path.of(repository).relativize(jar)
                : jar.toString();
    }
}
