package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Jvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own, with the agent, in which a show is played. */
final class ShowJvm {
    private static final Path SHOWS = Path.of("target", "shows");
    private static final int LIMIT_SECONDS = 300;
    private static final String ROWS = "rows.txt";

    private ShowJvm() {}

    /** Plays a show and checks that docs/reference/programs.md says what came of it. */
    static List<Row> play(Class<? extends Show> show, Tier tier) throws Exception {
        Path directory = SHOWS.resolve(show.getSimpleName() + "-" + tier.name());
        delete(directory);
        Files.createDirectories(directory);
        Path log = directory.resolve("jvm.log");
        Process process =
                new ProcessBuilder(command(show, tier, directory))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", log)
                    .isTrue();
            assertThat(process.exitValue()).as("%s: %s", log, Files.readString(log)).isZero();
        } finally {
            process.destroyForcibly();
        }
        List<Row> rows =
                Files.readAllLines(directory.resolve(ROWS)).stream().map(Row::parse).toList();
        ProgramsDocument.check(rows);
        return rows;
    }

    private static List<String> command(Class<? extends Show> show, Tier tier, Path directory)
            throws ReflectiveOperationException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-ea",
                        "-Xmx1g",
                        "-Xshare:off",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"));
        command.add("-javaagent:" + agent() + "=" + tier.switches());
        command.addAll(tier.options());
        command.addAll(show.getDeclaredConstructor().newInstance().jvmOptions(directory));
        command.addAll(List.of("-cp", classPathWithoutAgent(), ShowJvm.class.getName()));
        command.addAll(List.of(show.getName(), tier.name(), directory.toString()));
        return command;
    }

    /** The agent's jar, which brings all of us. */
    private static String agent() {
        return Path.of(Jvm.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static String classPathWithoutAgent() {
        List<String> entries =
                new ArrayList<>(
                        List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        assertThat(entries.remove(agent())).as("the agent's jar in " + entries).isTrue();
        return String.join(File.pathSeparator, entries);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The life of that JVM, which ends although threads of programs go on: show, tier, files. */
    public static void main(String[] args) {
        try {
            Show show =
                    Class.forName(args[0])
                            .asSubclass(Show.class)
                            .getDeclaredConstructor()
                            .newInstance();
            Path directory = Path.of(args[2]);
            try (Stage stage = new Stage(Tier.valueOf(args[1]), directory)) {
                stage.options(show.jvmOptions(directory));
                show.play(stage);
                stage.end();
                Files.write(directory.resolve(ROWS), stage.rows().stream().map(Row::line).toList());
            }
            System.exit(0);
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
