package io.jackfield.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scenario files in virtual time. */
@Timeout(120)
class VirtualRunTest {
    private static final String PROGRAMS = "io.jackfield.cli.run.programs.";

    @TempDir private Path directory;

    /** A server, a client, and a cable that delays and loses. */
    private record Traffic(CommandRun run, byte[] capture) {
        static Traffic of(Path in, int seed) throws Exception {
            String web =
                    Files.readString(CommandRun.scenarios().resolve("web.yaml"))
                            .replace("classpath: ..", "classpath: " + CommandRun.programs())
                            .replace("delay 20ms loss 1%", "delay 20ms 5ms loss 5%");
            Path file = Files.writeString(in.resolve("web.yaml"), "time: virtual\n" + web);
            CommandRun run = CommandRun.of(List.of("--seed", "" + seed, file.toString()));
            assertThat(run.status()).as(run.err()).isEqualTo(7);
            return new Traffic(run, Files.readAllBytes(in.resolve("web.pcapng")));
        }
    }

    @Test
    void theSameSeedGivesTheSameOutputAndTheSameCapture() throws Exception {
        Traffic first = Traffic.of(directory, 1);
        Traffic again = Traffic.of(directory, 1);
        assertThat(again.run).isEqualTo(first.run);
        assertThat(again.capture).isEqualTo(first.capture);
        assertThat(first.run.err())
                .contains("virtual time, deterministic: seed 1, 2.", "decisions, hash ");
        Traffic other = Traffic.of(directory, 2);
        assertThat(other.capture).isNotEqualTo(first.capture);
    }

    private CommandRun run(String program, String... options) throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("x.yaml"),
                        "{time: virtual, hosts: {machine: {}}, classpath: %s, run: {machine: %s}}"
                                .formatted(CommandRun.programs(), PROGRAMS + program));
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(file.toString());
        return CommandRun.of(arguments);
    }

    @Test
    void hoursOfWaitingTakeNoneAndTheTimeIsUpWhenItIsSaid() throws Exception {
        CommandRun outcome = run("Waits hours", "--stop", "10h");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines())
                .containsExactly(" 3600.000 machine | 1 false", "32400.000 machine | 9 false");
        assertThat(outcome.err())
                .contains("machine: exit status 143, at the end of the run", "seed 1, 36000s");
    }

    @Test
    void aDeadlockIsReportedInsteadOfAHang() throws Exception {
        CommandRun outcome = run("Waits deadlock");
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("nothing can happen any more, and these wait:")
                .contains("ReentrantLock$NonfairSync of other since 1s", "Waits.lockBoth");
    }

    @Test
    void aBusyLoopIsReportedWithItsStackAndGivenUp() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("x.yaml"),
                        "{hosts: {machine: {}}, classpath: %s, run: {machine: %sWaits spin}}"
                                .formatted(CommandRun.programs(), PROGRAMS));
        CommandRun outcome =
                CommandRun.of(
                        List.of(CommandRun.agent(), "-Djackfield.patience.seconds=2"),
                        System.getProperty("java.class.path"),
                        List.of("--time", "virtual", file.toString()));
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("has stood at 0ns for a second of real time", "Waits.spin")
                .contains("for 2s of real time");
    }
}
