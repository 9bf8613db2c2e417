package io.jackfield.house;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one layout of our Java files: google-java-format, AOSP style. It stands in one file and needs
 * nothing else of ours, so that {@code ./jackfield format} can run it as a source file while the
 * rest does not compile.
 */
public final class Formatting {

    /** What the formatter makes of one file. */
    record Verdict(Path file, String formatted, boolean isTidy) {}

    private Formatting() {}

    /** Mends every Java file below the directory given; with {@code --check} only names them. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        boolean checkOnly = List.of(arguments).contains("--check");
        List<Verdict> untidy = untidyFiles(root);
        for (Verdict verdict : untidy) {
            if (!checkOnly) {
                Files.writeString(verdict.file(), verdict.formatted());
            }
            System.out.println(root.relativize(verdict.file()));
        }
        System.exit(checkOnly && !untidy.isEmpty() ? 1 : 0);
    }

    /** Every Java source file of the project. */
    static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> root.relativize(file).startsWith(module(root, file) + "/src"))
                    .sorted()
                    .toList();
        }
    }

    private static Path module(Path root, Path file) {
        return root.relativize(file).getName(0);
    }

    static List<Verdict> untidyFiles(Path root) throws IOException {
        return javaFiles(root).parallelStream()
                .map(Formatting::judge)
                .filter(verdict -> !verdict.isTidy())
                .toList();
    }

    private static Verdict judge(Path file) {
        try {
            String text = Files.readString(file);
            String formatted = format(text);
            boolean isTidy = formatted.equals(text);
            // Rewrapped strings may need a second look before the formatter is content.
            return new Verdict(file, isTidy ? text : format(formatted), isTidy);
        } catch (IOException | FormatterException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    private static String format(String text) throws FormatterException {
        var options = JavaFormatterOptions.builder().style(Style.AOSP).build();
        return new Formatter(options).formatSourceAndFixImports(text);
    }
}
