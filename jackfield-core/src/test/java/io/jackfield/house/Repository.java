package io.jackfield.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout in which the tests run: its root, modules, sources and documents. */
public final class Repository {

    private static final Path ROOT = findRoot();

    private Repository() {}

    public static Path root() {
        return ROOT;
    }

    /** The directories of the Maven modules. */
    public static List<Path> modules() {
        try (Stream<Path> entries = Files.list(ROOT)) {
            return entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java files of all modules below {@code src/main} or {@code src/test}. */
    public static List<Path> javaFiles(String mainOrTest) {
        return modules().stream()
                .map(module -> module.resolve("src", mainOrTest, "java"))
                .flatMap(directory -> below(directory, ".java").stream())
                .toList();
    }

    /** The documents: Markdown at the root and below {@code docs}. */
    public static List<Path> documents() {
        Stream<Path> top = below(ROOT, 1, ".md").stream();
        return Stream.concat(top, below(ROOT.resolve("docs"), ".md").stream()).toList();
    }

    /** A path as messages name it. */
    public static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static List<Path> below(Path directory, String suffix) {
        return below(directory, Integer.MAX_VALUE, suffix);
    }

    private static List<Path> below(Path directory, int depth, String suffix) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nearest directory upwards that holds the core module. */
    private static Path findRoot() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.exists(directory.resolve("jackfield-core", "pom.xml"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException("no checkout of Jackfield above the working directory");
        }
        return directory;
    }
}
