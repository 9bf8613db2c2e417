package io.jackfield.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A part of a document that tests write: {@code -Djackfield.write=true} has it written anew, else
 * it must be what it would be, real time apart.
 */
final class Generated {
    private static final Pattern REAL_TIME =
            Pattern.compile("[\\d,]+( ms on the machine that wrote this| \\|$)", Pattern.MULTILINE);

    private final Path file;
    private final String document;
    private final int from;
    private final int to;

    /** What stands between two marks. */
    Generated(Path file, String begin, String end) throws IOException {
        this.file = file;
        document = Files.readString(file);
        int at = document.indexOf(begin);
        assertThat(at).as("%s has a line %s", file, begin).isNotNegative();
        from = at + begin.length();
        to = document.indexOf(end, from);
        assertThat(to).as("%s has a line %s behind %s", file, end, begin).isNotNegative();
    }

    String text() {
        return document.substring(from, to);
    }

    void check(String expected) throws IOException {
        if (Boolean.getBoolean("jackfield.write")) {
            Files.writeString(
                    file, document.substring(0, from) + expected + document.substring(to));
        } else {
            assertThat(withoutRealTime(text()))
                    .as("%s; -Djackfield.write=true writes it", file)
                    .isEqualTo(withoutRealTime(expected));
        }
    }

    private static String withoutRealTime(String text) {
        return REAL_TIME.matcher(text).replaceAll("…$1");
    }
}
