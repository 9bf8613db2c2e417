package io.jackfield.cli.run;

import io.jackfield.cli.AgentJar;
import io.jackfield.cli.Main;
import io.jackfield.net.DeterministicTier;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM that programs run in: this one if it was started with the agent's switches that they
 * need, else a child with the same standard streams. Which switches these are is known only when
 * the scenario has been read, and they must be on before the first class of a program is loaded.
 */
public final class ProgramJvm {
    private static final String IS_CHILD = "jackfield.run.child";
    private static final String SWITCHES = "network,identity,exit";

    private ProgramJvm() {}

    /** Whether this JVM can run programs in such a time. */
    public static boolean isThis(boolean isVirtual) {
        boolean isEnough = hasAgent() && (!isVirtual || DeterministicTier.isInstalled());
        if (!isEnough && Boolean.getBoolean(IS_CHILD)) {
            throw new IllegalStateException("the child was started with too little");
        }
        return isEnough;
    }

    private static boolean hasAgent() {
        try {
            Class.forName("io.jackfield.hooks.ExitHooks", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Runs this command in a child.
     *
     * @param arguments of {@code jackfield}
     * @param command whose JVM it is; null for one like this
     * @return its exit status
     */
    public static int run(List<String> arguments, boolean isVirtual, @Nullable JavaCommand command)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(executable(command));
        line.addAll(command == null ? own(isVirtual) : command.options());
        String classPath = System.getProperty("java.class.path");
        line.add("-Xshare:off");
        line.add(
                "-javaagent:"
                        + AgentJar.find(classPath)
                        + "="
                        + SWITCHES
                        + (isVirtual ? ",time" : ""));
        if (isVirtual) {
            line.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"));
        }
        line.add("-D" + IS_CHILD + "=true");
        line.addAll(List.of("-cp", classPath));
        line.add(Main.class.getName());
        line.addAll(arguments);
        Process child = new ProcessBuilder(line).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(child::destroy));
        return child.waitFor();
    }

    private static String executable(@Nullable JavaCommand command) {
        return command == null || command.executable().equals("java")
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : command.executable();
    }

    /**
     * The options of this JVM. In real time packets come all at once after the collector's pause.
     */
    private static List<String> own(boolean isVirtual) {
        List<String> options = new ArrayList<>();
        boolean hasCollector = false;
        for (String each : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            hasCollector |= each.matches("-XX:\\+Use\\w*GC");
            if (!each.startsWith("-javaagent:") && !each.startsWith("-Xshare:")) {
                options.add(each);
            }
        }
        if (!isVirtual && !hasCollector) {
            options.add("-XX:+UseZGC");
        }
        return options;
    }
}
