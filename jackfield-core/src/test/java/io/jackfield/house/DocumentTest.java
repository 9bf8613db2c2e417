package io.jackfield.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Links resolve, and quoted examples are what the tested source says. */
class DocumentTest {

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(
                        Repository.documents().stream()
                                .map(Document::read)
                                .flatMap(d -> d.deadLinks().stream()))
                .isEmpty();
    }

    @Test
    void everyExampleIsTheTestedSource() {
        assertThat(
                        Repository.documents().stream()
                                .map(Document::read)
                                .flatMap(d -> d.staleExamples(Repository.root()).stream()))
                .isEmpty();
    }

    @Test
    void deadLinksAreFound(@TempDir Path root) throws IOException {
        Path file = Files.writeString(root.resolve("a.md"), "");
        Files.writeString(root.resolve("b.md"), "# Two words, *one* name\n");
        String text =
                """
                # Here
                [a](b.md) [b](b.md#two-words-one-name) [c](#here) [d](https://example.org/x)
                [e](c.md) [f](b.md#three) [g](#there)
                ```
                [h](d.md)
                ```
                """;
        assertThat(new Document(file, text).deadLinks())
                .containsExactly(
                        "a.md links to c.md", "a.md links to b.md#three", "a.md links to #there");
    }

    @Test
    void staleExamplesAreFound(@TempDir Path root) throws IOException {
        String source =
                """
                class A {
                    // @start region="one"
                    int a;
                      int b;

                    // @end region="one"
                }
                """;
        Files.writeString(root.resolve("A.java"), source);
        String quote = "<!-- example: A.java#%s -->\n\n```java\n%s\n```\n";
        String text =
                quote.formatted("one", "int a;\n  int b;")
                        + quote.formatted("one", "int a;")
                        + quote.formatted("two", "int a;");
        assertThat(new Document(root.resolve("a.md"), text).staleExamples(root))
                .satisfiesExactly(
                        first -> assertThat(first).contains("A.java#one reads now", "int b;"),
                        second -> assertThat(second).contains("A.java#two, which is not there"));
    }
}
