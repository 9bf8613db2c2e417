package io.jackfield.programs.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build has put what makers publish. */
final class Published {
    private static final Path ROOT = Path.of("target", "published");

    private Published() {}

    /** The jars below one name: what {@code java -cp DIRECTORY/*} takes. */
    static Path jars(String name) {
        return ROOT.resolve(name).resolve("*");
    }

    /** The distribution whose name begins so; a version follows. */
    static Path distribution(String prefix) {
        return only(ROOT, prefix);
    }

    /** The jar of those below one name whose own name begins so; a version follows. */
    static Path jar(String name, String prefix) {
        return only(ROOT.resolve(name), prefix);
    }

    private static Path only(Path directory, String prefix) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> found =
                    entries.filter(each -> each.getFileName().toString().startsWith(prefix))
                            .toList();
            if (found.size() != 1) {
                throw new IllegalStateException(directory + " has " + prefix + ": " + found);
            }
            return found.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands after the last dash of a distribution's or a jar's name. */
    static String version(Path file) {
        String name = file.getFileName().toString().replaceAll("\\.jar$", "");
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
