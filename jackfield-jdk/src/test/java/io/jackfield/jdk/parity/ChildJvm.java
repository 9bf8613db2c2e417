package io.jackfield.jdk.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JVM of its own that runs one class, with our jars on its class path or without. */
public record ChildJvm(List<String> options, String classPath) {
    private static String directoryOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    /** Nothing but the programs. */
    public static ChildJvm withoutUs() throws Exception {
        return new ChildJvm(List.of(), directoryOf(Programs.class));
    }

    /** The programs, the doors and the core. */
    static ChildJvm withUs() throws Exception {
        return new ChildJvm(
                List.of(),
                String.join(
                        File.pathSeparator,
                        directoryOf(Programs.class),
                        directoryOf(io.jackfield.jdk.Jvm.class),
                        directoryOf(io.jackfield.net.World.class)));
    }

    /** The programs, and an agent that brings all of us. */
    public static ChildJvm withAgent(String jar) throws Exception {
        // the JVM would say on its output that it shares no classes now
        return new ChildJvm(
                List.of("-Xshare:off", "-javaagent:" + jar), directoryOf(Programs.class));
    }

    /** What the class's main printed: lines of a name, a tab and an outcome. */
    public Map<String, String> outcomes(Class<?> main) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().readAllLines();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        Map<String, String> outcomes = new LinkedHashMap<>();
        for (String line : lines) {
            int tab = line.indexOf('\t');
            assertThat(tab).as(line).isPositive();
            outcomes.put(line.substring(0, tab), line.substring(tab + 1));
        }
        return outcomes;
    }
}
