package io.jackfield.cli.check;

import io.jackfield.cli.run.PlannedProgram;
import io.jackfield.jdk.Launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a program is started, in Java. */
final class ProgramCode {
    private ProgramCode() {}

    /** {@code app.start(Client.class, "db", "5432")}, or {@code app.start(Path.of("app.jar"))}. */
    static String start(String host, PlannedProgram planned) {
        Launch launch = planned.launch();
        List<String> words = new ArrayList<>();
        words.add(
                isJar(launch)
                        ? "Path.of(" + Script.literal(jar(launch).toString()) + ")"
                        : launch.mainClass().replace('$', '.') + ".class");
        planned.arguments().forEach(each -> words.add(Script.literal(each)));
        return host + ".start(" + String.join(", ", words) + ")";
    }

    /** Whether it is {@code -jar}. */
    static boolean isJar(Launch launch) {
        try {
            return launch.classPath().size() == 1
                    && launch.classPath().getFirst().toString().endsWith(".jar")
                    && Launch.jar(launch.classPath().getFirst())
                            .mainClass()
                            .equals(launch.mainClass());
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static Path jar(Launch launch) {
        return launch.classPath().getFirst();
    }

    /** The package of a class; empty if it has none. */
    static String packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? "" : className.substring(0, dot);
    }
}
