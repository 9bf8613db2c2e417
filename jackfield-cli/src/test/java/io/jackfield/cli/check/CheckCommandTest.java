package io.jackfield.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.cli.run.CommandRun;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A client without timeouts, and its repaired twin. */
@Timeout(240)
class CheckCommandTest {
    private static final String CLIENT = "example.payments.PaymentClient";

    @TempDir private static Path directory;
    private static Path payments;
    private static Path repaired;
    private static CommandRun found;

    @BeforeAll
    static void check() throws Exception {
        payments = Workshop.compileResources(directory.resolve("before"), "payments", "bank");
        repaired = Workshop.compileResources(directory.resolve("after"), "repaired", "bank");
        found = check(payments, "found");
    }

    private static CommandRun check(Path classes, String out, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--out", directory.resolve(out).toString()));
        arguments.addAll(List.of("--peer", "bank=-cp " + classes + " example.payments.Bank"));
        arguments.addAll(List.of("--", "java", "-cp", classes.toString(), CLIENT, "bank"));
        return CommandRun.named("check", arguments);
    }

    @Test
    void eachCallWithoutATimeoutIsFoundWithItsLine() {
        assertThat(found.status()).as(found.err()).isEqualTo(1);
        assertThat(found.out().lines().map(String::strip))
                .contains(
                        "peer       bank on 7000, played by example.payments.Bank",
                        "fair       ends with status 0 after 40 ms",
                        "PaymentClient.java:14 connected without a timeout: blocked 2 min 11 s",
                        "PaymentClient.java:20 read without a timeout: blocked 15 min 45 s",
                        "5 findings, 2 survived, 4 not applicable");
    }

    @Test
    void theRepairedProgramHasACleanCard() throws Exception {
        CommandRun clean = check(repaired, "clean");
        assertThat(clean.status()).as(clean.out() + clean.err()).isZero();
        assertThat(clean.out())
                .contains("0 findings, 7 survived, 4 not applicable")
                .contains("SocketTimeoutException: Connect timed out")
                .contains("SocketTimeoutException: Read timed out");
        assertThat(Workshop.sources(directory.resolve("clean"))).isEmpty();
    }

    @Test
    void eachTestThatIsWrittenIsRedBeforeTheRepairAndGreenAfterIt() throws Exception {
        Path root = directory.resolve("found");
        List<Path> tests = Workshop.sources(root);
        assertThat(tests).hasSize(5);
        for (Path test : tests) {
            assertThat(Files.readAllLines(test).stream().filter(line -> line.startsWith("    ")))
                    .as("the test itself")
                    .hasSizeBetween(15, 30);
        }
        assertThat(Workshop.run(tests, root, payments, directory.resolve("red")))
                .filteredOn(line -> line.startsWith("red "))
                .hasSize(5);
        List<String> after = Workshop.run(tests, root, repaired, directory.resolve("green"));
        assertThat(after).filteredOn(line -> line.startsWith("green ")).hasSize(5);
    }

    @Test
    void machinesGetJsonLines() throws Exception {
        CommandRun json = check(payments, "json", "--json", "--limit=3m");
        assertThat(json.status()).as(json.err()).isEqualTo(1);
        assertThat(json.out().lines())
                .allMatch(line -> line.startsWith("{\"schema\":1,\"event\":\""))
                .anyMatch(
                        line ->
                                line.contains(
                                        "\"misfortune\":\"black-hole-from-the-start\",\"peer\":\"bank\","
                                            + "\"verdict\":\"survived\""))
                .anyMatch(
                        line ->
                                line.contains("\"kind\":\"blocked\"")
                                        && line.contains("\"place\":\"PaymentClient.java:20\""));
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        CommandRun nothing = CommandRun.named("check", List.of("--limit=soon", "x.yaml"));
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).contains("there is no file x.yaml");
        CommandRun limit = CommandRun.named("check", List.of("--limit=soon", "--", "java", "A"));
        assertThat(limit.status()).isEqualTo(2);
        CommandRun neither = CommandRun.named("check", List.of());
        assertThat(neither.err()).contains("say -- java");
        assertThat(neither.status()).isEqualTo(2);
    }
}
