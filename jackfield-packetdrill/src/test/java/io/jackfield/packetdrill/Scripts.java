package io.jackfield.packetdrill;

import io.jackfield.house.Repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The scripts of this module. */
final class Scripts {
    static final Path TESTS = Repository.root().resolve("jackfield-packetdrill/src/test");
    static final Path SCRIPTS = TESTS.resolve("packetdrill");

    /** What Linux passes and Jackfield does not yet, with the reason. */
    static final Path EXPECTED = SCRIPTS.resolve("expected-on-jackfield.txt");

    private Scripts() {}

    static List<Path> scripts() throws IOException {
        return Packetdrill.scripts(List.of(SCRIPTS));
    }

    /** Variants of the samples of the language: the first line says how each must fail. */
    static List<Path> wrong() throws IOException {
        return Packetdrill.scripts(List.of(TESTS.resolve("packetdrill-wrong")));
    }

    static String name(Path script) {
        return SCRIPTS.relativize(script).toString();
    }

    /** The comment at the beginning, in one line: section, colon, behaviour. */
    static String heading(Path script) throws IOException {
        StringBuilder heading = new StringBuilder();
        for (String line : Files.readAllLines(script)) {
            if (!line.startsWith("// ")) {
                break;
            }
            heading.append(heading.isEmpty() ? "" : " ").append(line.substring(3).strip());
        }
        return heading.toString();
    }

    static Packetdrill on(Kernel kernel) {
        return new Packetdrill(kernel, Map.of());
    }
}
