package io.jackfield.linux.conformance;

import io.jackfield.house.Repository;
import io.jackfield.linux.LinuxKernel;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/reference/fidelity.md. */
final class FidelityDocument {
    static final Path FILE = Repository.root().resolve("docs/reference/fidelity.md");

    private static final String HERE =
            "../../jackfield-linux/src/test/java/io/jackfield/linux/conformance/";
    private static final Pattern NUMBER = Pattern.compile("(\\d+)(.*)");
    private static final double MATRIX = 37.5;
    private static final double ICMP = 71.5;

    private static final String HEAD =
            """
            # Fidelity

            How Linux behaves, row by row, tried on both kernels by the same program. [ConformanceTest](%sConformanceTest.java) fails a build in which either says
            anything else than what stands here. This table was written on Linux %s, whose system calls were made %d times, for %d of %d rows; Jackfield ran all. On
            %d rows both say the same. Rows that take long on Linux run there with `-Djackfield.sweep=1`, and when the table is written.

            """;

    private FidelityDocument() {}

    static String of(List<Row> rows, int shown, long calls) {
        long same = rows.stream().filter(row -> row.reason().isEmpty()).count();
        String head =
                String.format(
                        Locale.ROOT,
                        HEAD,
                        HERE,
                        LinuxKernel.release(),
                        calls,
                        shown,
                        rows.size(),
                        same);
        return head + table(rows);
    }

    /** All but the figures of the run. */
    static String table(List<Row> rows) {
        StringBuilder text = new StringBuilder("| row | what is asked | Linux | Jackfield |\n");
        text.append("|---|---|---|---|\n");
        rows.stream()
                .sorted(Comparator.comparingDouble(row -> place(row.number())))
                .forEach(row -> text.append(line(row)));
        text.append("\nNot shown here:\n\n");
        for (String each : NotShown.LINES) {
            text.append("* ").append(each).append('\n');
        }
        return text.toString();
    }

    private static String line(Row row) {
        String file = row.source().getSimpleName() + ".java";
        String ours = row.reason().isEmpty() ? "the same" : cell(row.ours());
        return "| [%s](%s%s) | %s | %s | %s |%n"
                .formatted(
                        row.number(),
                        HERE,
                        file,
                        row.claim(),
                        cell(row.truth()),
                        row.reason().isEmpty() ? ours : ours + ". " + row.reason());
    }

    private static String cell(List<String> notes) {
        return String.join("; ", notes).replace("|", "\\|");
    }

    /** Where the row of a number stands. */
    private static double place(String number) {
        Matcher parts = NUMBER.matcher(number);
        if (parts.matches()) {
            return Integer.parseInt(parts.group(1));
        }
        return number.startsWith("matrix") ? MATRIX : ICMP;
    }
}
