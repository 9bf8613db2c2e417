package io.jackfield.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.cli.run.CommandRun;
import io.jackfield.house.Repository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Four real programs, built by their own Maven project; what is written for them is red, and green
 * for their repaired twins, but for sockets that a library forgets. Writes docs/reference/check.md.
 */
@EnabledIfSystemProperty(named = "jackfield.programs", matches = "whole")
class CheckedProgramsTest {
    private static final Path CHECKED = Repository.root().resolve("jackfield-programs/checked");

    @TempDir private Path directory;

    @Test
    void whatIsFoundIsRedAndItsRepairGreen() throws Exception {
        build();
        Map<Program, String> cards = new LinkedHashMap<>();
        Map<Program, Map<String, String>> tests = new LinkedHashMap<>();
        for (Program program : Program.all(CommandRun.onClassPath("h2-"))) {
            Path before = folder(program, "before");
            CommandRun run = CommandRun.inFolder(before, "check", arguments(program));
            assertThat(run.status()).as(run.out() + run.err()).isEqualTo(program.isGood() ? 0 : 1);
            cards.put(program, run.out());
            tests.put(program, judge(program, before));
        }
        if (Boolean.getBoolean("jackfield.write")) {
            Files.writeString(
                    Repository.root().resolve("docs/reference/check.md"),
                    CheckDocument.of(cards, tests));
        }
    }

    private static void build() throws IOException, InterruptedException {
        ProcessBuilder maven =
                new ProcessBuilder("mvn", "-B", "-q", "-f", CHECKED.toString(), "package");
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path log = Path.of("target", "checked.log");
        maven.redirectErrorStream(true).redirectOutput(log.toFile());
        assertThat(maven.start().waitFor()).as("%s", log.toAbsolutePath()).isZero();
    }

    /** A folder of its own with the program's jar and libraries. */
    private Path folder(Program program, String name) throws IOException {
        Path to = directory.resolve(program.name()).resolve(name);
        copy(CHECKED.resolve(program.name()).resolve("target"), to, program);
        if (name.equals("after")) {
            copy(CHECKED.resolve(program.repaired()), to, program);
        }
        return to;
    }

    private static void copy(Path from, Path to, Program program) throws IOException {
        Files.createDirectories(to.resolve("lib"));
        for (Path each : list(from)) {
            String name = each.getFileName().toString();
            if (name.equals(program.name() + ".jar") || name.endsWith(".properties")) {
                Files.write(to.resolve(name), Files.readAllBytes(each));
            }
        }
        for (Path each : list(from.resolve("lib"))) {
            Files.write(to.resolve("lib").resolve(each.getFileName()), Files.readAllBytes(each));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }

    private static List<String> arguments(Program program) {
        List<String> arguments = new ArrayList<>(program.optionsWith(Path.of("lib")));
        arguments.addAll(List.of("--", "java", "-jar", program.name() + ".jar"));
        arguments.addAll(program.arguments());
        return arguments;
    }

    /** Which tests were written, and their colour for the repaired twin. */
    private Map<String, String> judge(Program program, Path before) throws Exception {
        Path root = before.resolve("jackfield-check");
        List<Path> tests = Workshop.sources(root);
        assertThat(tests.isEmpty()).isEqualTo(program.isGood());
        if (tests.isEmpty()) {
            return Map.of();
        }
        assertThat(colours(tests, root, before).values()).containsOnly("red");
        Map<String, String> after = colours(tests, root, folder(program, "after"));
        for (Path test : tests) {
            boolean isTheLibrarys = Files.readString(test).contains("closesItsSockets");
            String name = test.getFileName().toString().replace(".java", "");
            assertThat(after.get(name)).as(name).isEqualTo(isTheLibrarys ? "red" : "green");
        }
        return after;
    }

    private static Map<String, String> colours(List<Path> tests, Path root, Path folder)
            throws Exception {
        StringBuilder libraries = new StringBuilder(folder.resolve("none").toString());
        for (Path jar : list(folder.resolve("lib"))) {
            libraries.append(File.pathSeparator).append(jar);
        }
        List<String> said = Workshop.run(tests, root, libraries.toString(), folder);
        Map<String, String> colours = new TreeMap<>();
        for (String line : said) {
            if (line.matches("(red|green) \\S+")) {
                String name = line.substring(line.lastIndexOf(' ') + 1);
                colours.put(name.substring(name.lastIndexOf('.') + 1), line.split(" ")[0]);
            }
        }
        assertThat(colours).as("%s", said).hasSameSizeAs(tests);
        return colours;
    }
}
