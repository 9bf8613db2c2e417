package io.jackfield.linux.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Proof of the judge: each patch of src/test/resources/planted plants a bug in a copy of the core,
 * and random programs find it, in a JVM of its own. {@code -Djackfield.planted=5000} plants them
 * and looks for each that long; with {@code -Djackfield.write=true} the table is written.
 */
@EnabledIfSystemProperty(named = "jackfield.planted", matches = "[0-9]+")
class PlantedBugsTest {
    private static final long MOST = Long.getLong("jackfield.planted", 0);

    /** Not one of those by which the differences were found that the core had. */
    private static final long FIRST_SEED = Long.getLong("jackfield.first", 1_000_001);

    private static final Path PATCHES =
            Repository.root().resolve("jackfield-linux/src/test/resources/planted");

    private record Found(String bug, String what, String file, String programs, String shortest) {}

    @Test
    void eachIsFound(@TempDir Path directory) throws Exception {
        List<Found> all = new ArrayList<>();
        try (Stream<Path> patches = Files.list(PATCHES)) {
            for (Path patch : patches.sorted().toList()) {
                String bug = patch.getFileName().toString().replace(".patch", "");
                all.add(hunt(bug, patch, directory.resolve(bug)));
                System.out.println(all.getLast());
            }
        }
        if (Boolean.getBoolean("jackfield.write")) {
            write(all);
        }
        assertThat(all).isNotEmpty().noneMatch(found -> found.programs().isEmpty());
    }

    private static Found hunt(String bug, Path patch, Path directory) throws Exception {
        String text = Files.readString(patch);
        String what = text.lines().findFirst().orElseThrow();
        String file =
                text.lines().filter(line -> line.startsWith("+++ b/")).findFirst().orElseThrow();
        String source = file.substring("+++ b/".length());
        Path copy = directory.resolve("src").resolve(source);
        Files.createDirectories(copy.getParent());
        Files.copy(Repository.root().resolve(source), copy);
        run(directory.resolve("src"), "patch", "-p1", "-i", patch.toString());
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(copy, classes);
        String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        String name = copy.getFileName().toString().replace(".java", "");
        long played = 0;
        while (played < MOST) {
            String[] numbers = hunt(directory, classPath, FIRST_SEED + played, MOST - played);
            if (numbers.length < 2) {
                break;
            }
            played += Long.parseLong(numbers[0]);
            if (!isOfTheCoreItself(FIRST_SEED + played - 1)) {
                return new Found(bug, what, name, String.valueOf(played), numbers[1]);
            }
        }
        return new Found(bug, what, name, "", "");
    }

    /** How many programs it took, and the calls of the shortest. */
    private static String[] hunt(Path directory, String classPath, long first, long most)
            throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> said =
                run(
                        directory,
                        java,
                        "-ea",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        Hunt.class.getName(),
                        String.valueOf(first),
                        String.valueOf(most));
        String found =
                said.stream().filter(line -> line.startsWith(Hunt.FOUND)).findFirst().orElse("");
        return found.replace(Hunt.FOUND, "").split(" ");
    }

    private static boolean isOfTheCoreItself(long seed) {
        try (Judge judge = new Judge()) {
            return judge.shrink(seed) != null;
        }
    }

    private static List<String> run(Path in, String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .directory(in.toFile())
                        .redirectErrorStream(true)
                        .start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    private static void compile(Path source, Path into) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of(
                            "-proc:none",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-d",
                            into.toString());
            var units = files.getJavaFileObjects(source);
            boolean done = compiler.getTask(complaints, files, null, options, null, units).call();
            assertThat(done).as(complaints.toString()).isTrue();
        }
    }

    private static void write(List<Found> all) throws Exception {
        StringBuilder table =
                new StringBuilder(
                        """
                        # The judge, judged

                        Proof of the judge: ten bugs, each planted in a copy of the core by a patch of
                        [planted](../../jackfield-linux/src/test/resources/planted), and looked for by the [random programs](differential.md) from seed %d on, on the
                        core that these programs find nothing in. Written by `PlantedBugsTest` with `-Djackfield.planted=%d -Djackfield.write=true`. They were planted by
                        whoever wrote the generator, after it was written; it missed those of options and fork at first and was given phrases for them.

                        | planted in | where | what | found by program | calls of the shortest |
                        |---|---|---|--:|--:|
                        """
                                .formatted(FIRST_SEED, MOST));
        for (Found each : all) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | `%s` | %s | %s | %s |%n",
                            each.bug(),
                            each.file(),
                            each.what(),
                            each.programs(),
                            each.shortest()));
        }
        Files.writeString(Repository.root().resolve("docs/reference/judge.md"), table.toString());
    }
}
