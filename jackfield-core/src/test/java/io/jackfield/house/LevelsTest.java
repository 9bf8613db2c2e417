package io.jackfield.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class LevelsTest {

    private static final String BEGIN = "<!-- packages: begin (generated from Levels.java) -->";
    private static final String END = "<!-- packages: end -->";

    @Test
    void aPackageMayUseLowerLevels() {
        assertThat(mayUse("net", "time")).isTrue();
        assertThat(mayUse("tcp", "tcp.send")).isTrue();
        assertThat(mayUse("tcp.send", "tcp.sequence")).isTrue();
    }

    @Test
    void aPackageMayNotUseHigherLevels() {
        assertThat(mayUse("time", "net")).isFalse();
        assertThat(mayUse("tcp.send", "tcp")).isFalse();
        assertThat(mayUse("ip.route", "ip.filter")).isFalse();
    }

    @Test
    void onItsOwnLevelAPackageMayUseItsFamilyOnly() {
        assertThat(mayUse("ip", "ip.filter")).isTrue();
        assertThat(mayUse("ip.filter", "ip")).isTrue();
        assertThat(mayUse("tcp", "udp")).isFalse();
        assertThat(mayUse("tcp.send", "tcp.receive")).isFalse();
        assertThat(mayUse("net.a", "net.b")).isFalse();
        assertThat(mayUse("port", "portable")).isFalse();
    }

    @Test
    void aPackageOutsideTheTableMayNotBeUsed() {
        assertThat(Levels.heightOf("io.jackfield.misc")).isEmpty();
        assertThat(mayUse("net", "misc")).isFalse();
    }

    /** With {@code -Djackfield.mend=true} the table in the document is written anew. */
    @Test
    void theArchitectureDocumentShowsTheTable() throws IOException {
        Path document = Repository.root().resolve("ARCHITECTURE.md");
        String text = Files.readString(document);
        assertThat(text).contains(BEGIN, END);
        String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        String after = text.substring(text.indexOf(END));
        String expected = before + "\n" + Levels.asMarkdown() + "\n" + after;
        if (Boolean.getBoolean("jackfield.mend")) {
            Files.writeString(document, expected);
        } else {
            assertThat(text).as("mend it with -Djackfield.mend=true").isEqualTo(expected);
        }
    }

    private static boolean mayUse(String user, String used) {
        return Levels.mayUse(Levels.ROOT + user, Levels.ROOT + used);
    }
}
