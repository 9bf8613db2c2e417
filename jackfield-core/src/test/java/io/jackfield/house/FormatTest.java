package io.jackfield.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class FormatTest {

    @Test
    void everyJavaFileIsFormatted() throws IOException {
        var untidy = Formatting.untidyFiles(Repository.root());
        assertThat(untidy.stream().map(verdict -> Repository.name(verdict.file())))
                .as("files that ./jackfield format would change")
                .isEmpty();
    }

    @Test
    void anUnformattedFileIsFound(@TempDir Path root) throws IOException {
        Path file = Files.createDirectories(root.resolve("module/src/main/java")).resolve("A.java");
        Files.writeString(file, "class A{int a ;}\n");
        assertThat(Formatting.untidyFiles(root))
                .singleElement()
                .satisfies(
                        verdict ->
                                assertThat(verdict.formatted())
                                        .isEqualTo("class A {\n    int a;\n}\n"));
    }
}
