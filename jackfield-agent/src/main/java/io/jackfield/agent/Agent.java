package io.jackfield.agent;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * The agent's one entry, whether it is named on the command line, by a jar's Launcher-Agent-Class,
 * or attached later. Its argument names the switches, separated by commas: {@code
 * -javaagent:jackfield-agent.jar=network,identity,exit}, which is also what none means.
 */
public final class Agent {
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
        begin(arguments, instrumentation);
    }

    private static void begin(@Nullable String arguments, Instrumentation instrumentation)
            throws IOException {
        Set<SwitchName> wanted = SwitchName.parse(arguments);
        if (begun == null) {
            instrumentation.appendToBootstrapClassLoaderSearch(hooks());
            begun = instrumentation;
        }
        Installation.add(wanted, instrumentation);
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
