package io.jackfield.agent;

import io.jackfield.jdk.Jvm;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * The agent's one entry, whether it is named on the command line, by a jar's Launcher-Agent-Class,
 * or attached later. Its argument names the switches, separated by commas: {@code
 * -javaagent:jackfield-agent.jar=network,identity,exit}, which is also what none means.
 */
public final class Agent {
    /** Who calls agentmain in a running JVM; for a Launcher-Agent-Class it is the main thread. */
    private static final String LATE = "Attach Listener";

    private static final String HOOKS = "/META-INF/jackfield-hooks.jar";
    private static @Nullable Instrumentation begun;

    private Agent() {}

    /** Begins with the JVM. A JDK that is not known ends it, with a message. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation)
            throws IOException {
        begin(arguments, instrumentation);
    }

    /** Begins in a running JVM. A JDK that is not known is left as it was. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation)
            throws IOException {
        Set<SwitchName> added = begin(arguments, instrumentation);
        if (!added.isEmpty() && Thread.currentThread().getName().equals(LATE)) {
            System.err.println(
                    "jackfield: the agent's switches "
                            + added
                            + " came into a running JVM: sockets, channels and selectors that were"
                            + " open stay the real machine's, and threads that were made belong to"
                            + " no host.");
        }
    }

    /** The switches that were not on before. */
    private static Set<SwitchName> begin(
            @Nullable String arguments, Instrumentation instrumentation) throws IOException {
        Set<SwitchName> wanted = SwitchName.parse(arguments);
        if (begun == null) {
            instrumentation.appendToBootstrapClassLoaderSearch(hooks());
            openIfModule(World.class.getModule(), instrumentation);
            openIfModule(Jvm.class.getModule(), instrumentation);
            begun = instrumentation;
        }
        return Installation.add(wanted, instrumentation);
    }

    /** A program on the module path may have brought ours there; the agent itself has no module. */
    private static void openIfModule(Module ours, Instrumentation instrumentation) {
        if (ours.isNamed()) {
            Map<String, Set<Module>> all = new LinkedHashMap<>();
            for (String each : ours.getPackages()) {
                all.put(each, Set.of(Agent.class.getModule()));
            }
            instrumentation.redefineModule(ours, Set.of(), all, all, Set.of(), Map.of());
        }
    }

    /** What the JVM gave the agent. */
    static Instrumentation instrumentation() {
        return Objects.requireNonNull(begun, "the agent has not begun");
    }

    /** The boot class path takes jars only, so the nested one is copied out. */
    private static JarFile hooks() throws IOException {
        try (InputStream nested = Agent.class.getResourceAsStream(HOOKS)) {
            if (nested == null) {
                throw new IOException("the agent's jar has no " + HOOKS);
            }
            Path copy = Files.createTempFile("jackfield-hooks", ".jar");
            Files.copy(nested, copy, StandardCopyOption.REPLACE_EXISTING);
            copy.toFile().deleteOnExit();
            return new JarFile(copy.toFile());
        }
    }
}
