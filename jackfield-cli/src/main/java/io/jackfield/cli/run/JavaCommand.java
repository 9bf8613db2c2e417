package io.jackfield.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command line of {@code java}, taken apart: what is the JVM's, and what is the program's.
 *
 * @param executable as it was written
 * @param options for the JVM
 * @param program {@code [-cp PATH] Main ARGUMENTS} or {@code -jar JAR ARGUMENTS}
 */
public record JavaCommand(String executable, List<String> options, List<String> program) {
    private static final List<String> CLASS_PATH = List.of("-cp", "-classpath", "--class-path");

    /** Options whose value is the next word. */
    private static final List<String> WITH_VALUE =
            List.of(
                    "--add-exports",
                    "--add-modules",
                    "--add-opens",
                    "--add-reads",
                    "--enable-native-access",
                    "--limit-modules");

    private static final String MODULES =
            "the modules would be the JVM's, not the program's: give the jars with -cp";
    private static final String NO_PROGRAM = "it starts no program";
    private static final String CHANNELS = "channels are the host's";
    private static final String ARCHIVES = "archived classes do not go with the agent";

    /** What cannot be honoured, by how it begins, and why. */
    private static final Map<String, String> REFUSED =
            Map.ofEntries(
                    Map.entry("--describe-module", NO_PROGRAM),
                    Map.entry("--dry-run", NO_PROGRAM),
                    Map.entry("--help", NO_PROGRAM),
                    Map.entry("--list-modules", NO_PROGRAM),
                    Map.entry("--validate-modules", NO_PROGRAM),
                    Map.entry("--version", NO_PROGRAM),
                    Map.entry("-?", NO_PROGRAM),
                    Map.entry("-h", NO_PROGRAM),
                    Map.entry("-version", NO_PROGRAM),
                    Map.entry("--module", MODULES),
                    Map.entry("--upgrade-module-path", MODULES),
                    Map.entry("-m", MODULES),
                    Map.entry("-p", MODULES),
                    Map.entry("--patch-module", "the agent knows the JDK's methods as they are"),
                    Map.entry("--source", "a program is compiled: give -cp and its class"),
                    Map.entry("-Djava.nio.channels.spi.", CHANNELS),
                    Map.entry("-Djava.net.preferIPv4Stack=true", "a host has both families"),
                    Map.entry("-Djdk.net.hosts.file", "names are those of the scenario's hosts"),
                    Map.entry("-Djava.system.class.loader", "a program has a loader of ours"),
                    Map.entry("-Djava.class.path", "say -cp"),
                    Map.entry("-XX:AOT", ARCHIVES),
                    Map.entry("-XX:ArchiveClassesAtExit", ARCHIVES),
                    Map.entry("-XX:SharedArchiveFile", ARCHIVES),
                    Map.entry("-XX:hashCode", "virtual time needs 2"),
                    Map.entry("-Xshare:", ARCHIVES),
                    Map.entry(
                            "-javaagent:",
                            "a program does not see the JVM's class path, where an agent's classes"
                                    + " are"),
                    Map.entry("@", "write out what the file says"));

    /**
     * Takes a command line apart.
     *
     * @throws ScenarioException if it cannot be run on a host
     */
    public static JavaCommand parse(List<String> words) {
        String executable = words.getFirst();
        if (!executable.matches("(.*[/\\\\])?java(\\.exe)?")) {
            throw wrong("\"" + executable + "\" is no java: what runs on a host is -- java …");
        }
        List<String> options = new ArrayList<>();
        List<String> program = new ArrayList<>();
        int at = 1;
        while (at < words.size() && isOption(words.get(at))) {
            String word = words.get(at++);
            String name = word.startsWith("--") ? word.replaceFirst("=.*", "") : word;
            List<String> to = CLASS_PATH.contains(name) ? program : options;
            refuse(word, name);
            to.add(to == program ? "-cp" : word);
            if (to == program && !word.equals(name)) {
                to.add(word.substring(name.length() + 1));
            } else if (to == program || (WITH_VALUE.contains(name) && word.equals(name))) {
                to.add(next(words, at++, name));
            }
        }
        List<String> rest = words.subList(at, words.size());
        requireProgram(rest);
        if (rest.getFirst().equals("-jar")) {
            program.clear(); // as java has it: the jar is all of the class path
        } else if (program.isEmpty()) {
            program.addAll(List.of("-cp", usualClassPath()));
        }
        program.addAll(rest);
        return new JavaCommand(executable, List.copyOf(options), List.copyOf(program));
    }

    private static boolean isOption(String word) {
        return (word.startsWith("-") && !word.equals("-jar")) || word.startsWith("@");
    }

    private static void refuse(String word, String name) {
        REFUSED.forEach(
                (refused, reason) -> {
                    boolean isName = refused.matches("--?[a-z?-]+");
                    if (isName ? name.equals(refused) : word.startsWith(refused)) {
                        throw wrong(word + " cannot be honoured: " + reason + ".");
                    }
                });
    }

    private static String next(List<String> words, int at, String name) {
        if (at >= words.size()) {
            throw wrong(name + " requires a value.");
        }
        return words.get(at);
    }

    private static void requireProgram(List<String> rest) {
        if (rest.isEmpty() || (rest.getFirst().equals("-jar") && rest.size() < 2)) {
            throw wrong("which program? Say -- java -jar app.jar, or -- java -cp PATH Main.");
        }
        if (rest.getFirst().endsWith(".java")) {
            throw wrong(rest.getFirst() + " cannot be honoured: " + REFUSED.get("--source") + ".");
        }
    }

    private static String usualClassPath() {
        String named = System.getenv("CLASSPATH");
        return named == null || named.isEmpty() ? "." : named;
    }

    private static ScenarioException wrong(String message) {
        return Place.commandLine("--").wrong(message);
    }
}
