package io.jackfield.linux.option;

import io.jackfield.house.Repository;
import io.jackfield.linux.option.Answers.Answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;

/** docs/reference/options.md. */
final class OptionDocument {
    private static final String HEAD =
            """
            # Socket options

            Every option that Linux has, on every type of socket: where it works and which test shows what it does, or with which error it is refused.
            [OptionNumbersTest](../../jackfield-linux/src/test/java/io/jackfield/linux/option/OptionNumbersTest.java) tries the numbers 0 to %d and some beyond
            of every level by getsockopt and setsockopt on both kernels (%d numbers, levels and types): what is accepted has a test here, what Linux
            answers otherwise has its reason, and every number without a line is refused with Linux's error. `-Djackfield.write=true` writes this table.

            * %d options work, %d are refused

            """;

    private OptionDocument() {}

    static String of(Map<KnownOption, Map<Kind, Answer>> table, int questions) throws IOException {
        Map<String, Path> files = testFiles();
        long works = table.keySet().stream().filter(KnownOption::works).count();
        StringBuilder text = new StringBuilder();
        text.append(HEAD.formatted(Answers.MOST, questions, works, table.size() - works));
        text.append(
                "| option | works on | shown by | refused, and where it differs from Linux |\n");
        text.append("|---|---|---|---|\n");
        table.forEach(
                (option, row) ->
                        text.append(
                                "| %s %d %s | %s | %s | %s |%n"
                                        .formatted(
                                                option.levelName(),
                                                option.number(),
                                                option.name(),
                                                where(option, row),
                                                links(option.tests(), files),
                                                remarks(option, row))));
        return text.toString();
    }

    private static boolean works(KnownOption option, Answer answer) {
        return option.works() && answer.isKnown();
    }

    private static String where(KnownOption option, Map<Kind, Answer> row) {
        StringJoiner kinds = new StringJoiner(", ");
        row.forEach(
                (kind, answer) -> {
                    if (works(option, answer)) {
                        kinds.add(kind.toString());
                    }
                });
        boolean everywhere = row.values().stream().allMatch(answer -> works(option, answer));
        return everywhere ? "all" : kinds.toString();
    }

    private static String remarks(KnownOption option, Map<Kind, Answer> row) {
        Map<String, StringJoiner> refusals = new TreeMap<>();
        row.forEach(
                (kind, answer) -> {
                    if (!works(option, answer)) {
                        refusals.computeIfAbsent(answer.refusal(), _ -> new StringJoiner(", "))
                                .add(kind.toString());
                    }
                });
        StringJoiner remarks = new StringJoiner("; ");
        boolean everywhere = refusals.size() == 1 && !option.works();
        refusals.forEach(
                (errno, kinds) -> remarks.add(everywhere ? errno : errno + " on " + kinds));
        if (!option.note().isEmpty()) {
            remarks.add(option.note());
        }
        return remarks.toString();
    }

    private static String links(List<String> tests, Map<String, Path> files) {
        StringJoiner links = new StringJoiner(", ");
        for (String test : tests) {
            Path file = files.get(test.split("#")[0]);
            links.add(
                    "[%s](../../%s)"
                            .formatted(
                                    test.replace('#', '.'),
                                    file == null ? "" : file.toString().replace('\\', '/')));
        }
        return links.toString();
    }

    /** The sources of all tests by the names of their classes. */
    static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Map.Entry<String, Path> file : testFiles().entrySet()) {
            Path path = Repository.root().resolve(file.getValue());
            sources.put(file.getKey(), Files.readString(path));
        }
        return sources;
    }

    private static Map<String, Path> testFiles() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Path root = Repository.root();
        for (String module : List.of("jackfield-core", "jackfield-jdk", "jackfield-linux")) {
            try (Stream<Path> found = Files.walk(root.resolve(module).resolve("src/test/java"))) {
                found.filter(path -> path.toString().endsWith("Test.java"))
                        .forEach(path -> name(files, root.relativize(path)));
            }
        }
        return files;
    }

    /** By its class and, as others may be called the same, with the last word of its package. */
    private static void name(Map<String, Path> files, Path file) {
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        files.putIfAbsent(name, file);
        files.put(file.getName(file.getNameCount() - 2) + "." + name, file);
    }
}
