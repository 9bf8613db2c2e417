package io.jackfield.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.cli.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a JVM of its own, with the agent, as the launcher starts it. */
@Timeout(120)
class RunCommandTest {
    @TempDir private Path directory;

    private record Outcome(int status, String out, String err) {}

    private Outcome run(boolean withAgent, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (withAgent) {
            command.addAll(
                    List.of(
                            "-Xshare:off",
                            "-javaagent:" + System.getProperty("jackfield.agent.jar")));
        }
        String classPath = System.getProperty("java.class.path");
        command.addAll(List.of("-ea", "-cp", classPath, Main.class.getName(), "run"));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        int status =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start()
                        .waitFor();
        return new Outcome(status, Files.readString(out), Files.readString(err));
    }

    private static Path scenarios() throws Exception {
        return Path.of(RunCommandTest.class.getResource("/scenarios/web.yaml").toURI()).getParent();
    }

    /** The scenario of the how-to. */
    @Test
    void aServerAndAClientOnABadCableEndWithTheClientsStatus() throws Exception {
        Outcome outcome = run(true, scenarios().resolve("web.yaml").toString());
        assertThat(outcome.status).as(outcome.err).isEqualTo(7);
        assertThat(outcome.out.lines().map(line -> line.replaceFirst("^ +\\d+\\.\\d{3} ", "")))
                .containsExactly(
                        "server | listening on 8080",
                        "client | 200, 50000 letters",
                        "server | goodbye");
        assertThat(outcome.err.lines())
                .containsExactly(
                        "server: exit status 143, at the end of the run", "client: exit status 7");
        assertThat(Files.size(scenarios().resolve("web.pcapng"))).isGreaterThan(50_000);
    }

    @Test
    void whenTheTimeIsUpBeforeAnybodyFailedTheAnswerIsYes() throws Exception {
        Outcome outcome = run(true, write("Hello 8080").toString(), "--stop", "1s");
        assertThat(outcome.status).as(outcome.err).isZero();
        assertThat(outcome.out).contains("server | listening on 8080", "server | goodbye");
    }

    @Test
    void aClassThatIsNotThereIsSaidWithFileAndLine() throws Exception {
        Path file = write("Helo 8080");
        Outcome outcome = run(true, file.toString());
        assertThat(outcome.status).isEqualTo(2);
        assertThat(outcome.err)
                .startsWith(file + ":3: the class path has no class io.jackfield.cli.run")
                .contains("Helo");
    }

    @Test
    void aFileThatIsNotThereIsSaid() throws Exception {
        Outcome outcome = run(true, "none.yaml");
        assertThat(outcome.status).isEqualTo(2);
        assertThat(outcome.err).isEqualToIgnoringNewLines("there is no file none.yaml");
    }

    @Test
    void withoutTheAgentItSaysWhatIsMissing() throws Exception {
        Outcome outcome = run(false, "none.yaml");
        assertThat(outcome.status).isEqualTo(3);
        assertThat(outcome.err).contains("-javaagent:jackfield-agent.jar");
    }

    private Path write(String program) throws Exception {
        return Files.writeString(
                directory.resolve("x.yaml"),
                """
                hosts: {server: {}}
                classpath: %s
                run: {server: io.jackfield.cli.run.programs.%s}
                """
                        .formatted(scenarios().getParent(), program));
    }
}
