package io.jackfield.programs.published;

import io.jackfield.jdk.Launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A command line as its program's makers document it, and the launch that is the same.
 *
 * @param start {@code -jar FILE}, or {@code -cp PATH MAIN}
 */
record Command(String start, Launch launch, List<String> arguments) {
    private static final Path CLIENTS = Path.of("target", "test-classes");

    /** {@code java -jar …}. */
    static Command jar(Path jar, String... arguments) throws IOException {
        return new Command("-jar " + jar, Launch.jar(jar), List.of(arguments));
    }

    /** {@code java -cp … main}, where an entry that ends in an asterisk is all jars of it. */
    static Command of(String main, List<Path> classPath, String... arguments) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (Path entry : classPath) {
            entries.addAll(expanded(entry));
        }
        String path = String.join(":", classPath.stream().map(Path::toString).toList());
        return new Command(
                "-cp " + path + " " + main, Launch.of(main, entries), List.of(arguments));
    }

    /** A client of this package with the jars that it calls. */
    static Command client(Class<?> main, List<Path> jars, String... arguments) throws IOException {
        List<Path> classPath = new ArrayList<>(List.of(CLIENTS));
        classPath.addAll(jars);
        return of(main.getName(), classPath, arguments);
    }

    private static List<Path> expanded(Path entry) throws IOException {
        if (!entry.endsWith("*")) {
            return List.of(entry);
        }
        try (Stream<Path> files = Files.list(entry.getParent())) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    @Override
    public String toString() {
        return String.join(" ", "java", start, String.join(" ", arguments)).strip();
    }
}
