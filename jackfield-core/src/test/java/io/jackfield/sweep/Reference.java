package io.jackfield.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents that tests write: {@code -Djackfield.write=true} rewrites those that differ. */
final class Reference {
    private Reference() {}

    static void check(String name, String text) {
        Path file = Repository.root().resolve("docs/reference").resolve(name);
        String expected = text.replace(System.lineSeparator(), "\n");
        try {
            if (Boolean.getBoolean("jackfield.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, expected);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as("%s; -Djackfield.write=true rewrites it", file)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
