package io.jackfield.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.cli.run.programs.Fetch;
import io.jackfield.cli.run.programs.Hello;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** {@code jackfield run -- java …}. */
@Timeout(120)
class OwnProgramTest {
    @TempDir private Path directory;

    private static CommandRun run(List<String> options, String... command) throws Exception {
        List<String> arguments = new ArrayList<>(options);
        arguments.add("--");
        arguments.addAll(List.of(command));
        return CommandRun.of(arguments);
    }

    private Path jar() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Fetch.class.getName());
        String name = Fetch.class.getName().replace('.', '/') + ".class";
        Path jar = directory.resolve("app.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(file, manifest);
                InputStream from = Fetch.class.getClassLoader().getResourceAsStream(name)) {
            to.putNextEntry(new JarEntry(name));
            from.transferTo(to);
        }
        return jar;
    }

    @Test
    void aJarMeetsItsPeerOverAPreset() throws Exception {
        Path capture = directory.resolve("all.pcapng");
        String peer = "web=-cp " + CommandRun.programs() + " " + Hello.class.getName() + " 8080";
        CommandRun outcome =
                run(
                        List.of(
                                "--time=virtual",
                                "--peer",
                                peer,
                                "--preset=3g-slow",
                                "--netem=loss 0%",
                                "--capture=" + capture),
                        "java",
                        "-Xmx100m",
                        "-Dfetch.status=5",
                        "-jar",
                        jar().toString(),
                        "http://web:8080/");
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(5);
        assertThat(outcome.out()).isEqualToIgnoringNewLines("200, 50000 letters");
        assertThat(outcome.err())
                .contains("web | listening on 8080", "web | goodbye", "app: exit status 5");
        assertThat(Files.size(capture)).isGreaterThan(50_000);
    }

    @Test
    void aProgramJoinsTheHostsOfAFile() throws Exception {
        CommandRun outcome =
                run(
                        List.of(
                                "--host",
                                "client",
                                "--time=virtual",
                                CommandRun.scenarios().resolve("web.yaml").toString()),
                        "java",
                        "-cp",
                        CommandRun.programs().toString(),
                        Fetch.class.getName(),
                        "http://server:8080/",
                        "3");
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.out()).isEqualToIgnoringNewLines("200, 50000 letters");
    }

    /** H2's server and shell, from the jar that its makers publish. */
    @Test
    void aPublishedDatabaseAnswersItsPublishedShell() throws Exception {
        Path h2 = CommandRun.onClassPath("h2-");
        CommandRun outcome =
                run(
                        List.of(
                                "--time=virtual",
                                "--preset=lan",
                                "--peer",
                                "db=-cp "
                                        + h2
                                        + " org.h2.tools.Server -tcp -ifNotExists"
                                        + " -tcpAllowOthers"),
                        "java",
                        "-cp",
                        h2.toString(),
                        "org.h2.tools.Shell",
                        "-url",
                        "jdbc:h2:tcp://db/mem:x",
                        "-user",
                        "sa",
                        "-sql",
                        "select x * x from system_range(1, 3)");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines()).containsSubsequence("1", "4", "9");
        assertThat(outcome.err()).contains("db | TCP server running at tcp://10.0.1.2:9092");
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        CommandRun outcome = run(List.of("--preset=wify"), "java", "-jar", jar().toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("--preset: there is no link without a --peer");
    }
}
