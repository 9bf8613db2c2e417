package io.jackfield.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.cli.run.CommandRun;
import io.jackfield.house.Repository;

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
    @TempDir private static Path directory;
    private static Path before;
    private static Path after;
    private static CommandRun found;

    @BeforeAll
    static void check() throws Exception {
        before = directory.resolve("before");
        after = directory.resolve("after");
        Workshop.compileResources(before.resolve("classes"), "payments", "bank");
        Workshop.compileResources(after.resolve("classes"), "repaired", "bank");
        found = check(before);
    }

    private static CommandRun check(Path folder, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--peer", "bank=-cp classes example.payments.Bank"));
        arguments.addAll(List.of("--", "java", "-cp", "classes"));
        arguments.addAll(List.of("example.payments.PaymentClient", "bank"));
        return CommandRun.inFolder(folder, "check", arguments);
    }

    @Test
    void eachCallWithoutATimeoutIsFoundWithItsLine() {
        assertThat(found.status()).as(found.err()).isEqualTo(1);
        assertThat(found.out().lines().map(String::strip))
                .contains(
                        "PaymentClient.java:15 connected without a timeout: blocked 2 min 11 s",
                        "PaymentClient.java:18 read without a timeout: blocked 15 min 45 s",
                        "5 findings, 2 survived, 4 not applicable");
    }

    @Test
    void theHowToShowsWhatIsPrintedAndWritten() throws Exception {
        String howTo =
                Files.readString(Repository.root().resolve("docs/how-to/check-a-program.md"));
        Path test = before.resolve("jackfield-check/example/payments/BlackHoleBankTest.java");
        assertThat(howTo).contains(found.out().strip()).contains(Files.readString(test).strip());
    }

    @Test
    void theRepairedProgramHasACleanCard() throws Exception {
        CommandRun clean = check(after);
        assertThat(clean.status()).as(clean.out() + clean.err()).isZero();
        assertThat(clean.out())
                .contains("0 findings, 7 survived, 4 not applicable")
                .contains("SocketTimeoutException: Connect timed out")
                .contains("SocketTimeoutException: Read timed out");
        assertThat(Workshop.sources(after)).isEmpty();
    }

    @Test
    void eachTestThatIsWrittenIsRedBeforeTheRepairAndGreenAfterIt() throws Exception {
        Path root = before.resolve("jackfield-check");
        List<Path> tests = Workshop.sources(root);
        assertThat(tests).hasSize(5);
        for (Path test : tests) {
            assertThat(Files.readAllLines(test).stream().filter(line -> line.startsWith("    ")))
                    .as("the test itself")
                    .hasSizeBetween(15, 30);
        }
        assertThat(colours("red", tests, root, before)).hasSize(5);
        assertThat(colours("green", tests, root, after)).hasSize(5);
    }

    private static List<String> colours(String colour, List<Path> tests, Path root, Path program)
            throws Exception {
        Path classes = directory.resolve(colour);
        return Workshop.run(tests, root, program.resolve("classes").toString(), classes).stream()
                .filter(line -> line.startsWith(colour + " "))
                .toList();
    }

    @Test
    void machinesGetJsonLinesAndAFileNamesTheProgramsToo() throws Exception {
        Files.writeString(
                before.resolve("shop.yaml"),
                """
                hosts: {bank: {}, app: {}}
                links: [{endpoints: [bank, app]}]
                classpath: classes
                run: {bank: example.payments.Bank, app: example.payments.PaymentClient bank}
                """);
        CommandRun json =
                CommandRun.inFolder(
                        before,
                        "check",
                        List.of(
                                "--json",
                                "--limit=3m",
                                "--only=black-hole-from-the-start,black-hole",
                                "--out=json",
                                "shop.yaml"));
        assertThat(json.status()).as(json.err()).isEqualTo(1);
        assertThat(json.err()).contains("links: of the file is not used");
        assertThat(json.out().lines())
                .allMatch(line -> line.startsWith("{\"schema\":1,\"event\":\""))
                .anyMatch(
                        line ->
                                line.contains(
                                        "\"misfortune\":\"black-hole-from-the-start\","
                                                + "\"peer\":\"bank\",\"verdict\":\"survived\""))
                .anyMatch(
                        line ->
                                line.contains("\"kind\":\"blocked\"")
                                        && line.contains("\"place\":\"PaymentClient.java:18\""));
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        refuses("there is no file x.yaml", "x.yaml");
        refuses("say -- java");
        refuses("--only is of black-hole-from-the-start, black-hole,", "--only=x", "x.yaml");
        refuses("'soon' is no duration", "--limit=soon", "--", "java", "-cp", "classes", "A");
        refuses("the class path has no class B", "--", "java", "-cp", "classes", "B");
    }

    private static void refuses(String message, String... arguments) throws Exception {
        CommandRun run = CommandRun.inFolder(before, "check", List.of(arguments));
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
