package io.jackfield.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Scenario files in real time. */
@Timeout(120)
class RunCommandTest {
    @TempDir private Path directory;

    private static CommandRun run(String... arguments) throws Exception {
        return CommandRun.of(List.of(arguments));
    }

    /** The scenario of the how-to. */
    @Test
    void aServerAndAClientOnABadCableEndWithTheClientsStatus() throws Exception {
        Path capture = CommandRun.scenarios().resolve("web.pcapng");
        CommandRun outcome = run(CommandRun.scenarios().resolve("web.yaml").toString());
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(7);
        assertThat(outcome.out().lines().map(line -> line.replaceFirst("^ +\\d+\\.\\d{3} ", "")))
                .containsExactly(
                        "server | listening on 8080",
                        "client | 200, 50000 letters",
                        "server | goodbye");
        assertThat(outcome.err().lines())
                .containsExactly(
                        "server: exit status 143, at the end of the run", "client: exit status 7");
        assertThat(Files.size(capture)).isGreaterThan(50_000);
    }

    @Test
    void whenTheTimeIsUpBeforeAnybodyFailedTheAnswerIsYes() throws Exception {
        CommandRun outcome = run(write("Hello 8080").toString(), "--stop", "1s");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("server | listening on 8080", "server | goodbye");
    }

    @Test
    void aClassThatIsNotThereIsSaidWithFileAndLineAndNothingIsWritten() throws Exception {
        Path file = write("Helo 8080");
        CommandRun outcome = run(file.toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith(file + ":3: the class path has no class io.jackfield.cli.run")
                .contains("Helo");
        assertThat(directory.resolve("x.pcapng")).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereIsSaid() throws Exception {
        CommandRun outcome = run("none.yaml");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).isEqualToIgnoringNewLines("there is no file none.yaml");
    }

    @Test
    void withoutTheAgentItSaysWhatIsMissing() throws Exception {
        CommandRun outcome =
                CommandRun.of(
                        List.of(),
                        CommandRun.classPathWithout("jackfield-agent"),
                        List.of(write("Hello 8080").toString()));
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.err()).contains("its jar is not on the class path");
    }

    private Path write(String program) throws Exception {
        return Files.writeString(
                directory.resolve("x.yaml"),
                """
                hosts: {server: {}, other: {}}
                classpath: %s
                run: {server: io.jackfield.cli.run.programs.%s}
                links: [{endpoints: [server, other]}]
                capture: {x.pcapng: all}
                """
                        .formatted(CommandRun.programs(), program));
    }
}
