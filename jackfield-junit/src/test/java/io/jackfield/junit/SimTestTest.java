package io.jackfield.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.junit.platform.testkit.engine.Execution;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tests of users, run as JUnit runs them. */
class SimTestTest {
    private static final String SAMPLES = "example.shop.ShopSamples#";

    @TempDir private Path folder;

    @BeforeEach
    void beginsWithoutFailedSeeds() {
        System.setProperty("jackfield.folder", folder.toString());
    }

    @AfterEach
    void leavesTheUsualFolder() {
        System.clearProperty("jackfield.folder");
    }

    private static Events run(String method, String... parameters) {
        EngineTestKit.Builder kit =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectMethod(SAMPLES + method + "(io.jackfield.junit.Net)"));
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        return kit.execute().testEvents();
    }

    private static List<String> names(Events events) {
        return events.executions().map(each -> each.getTestDescriptor().getDisplayName()).toList();
    }

    private static Throwable thrown(Events events) {
        return events.executions()
                .map(Execution::getTerminationInfo)
                .map(info -> info.getExecutionResult())
                .flatMap(result -> result.getThrowable().stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachSeedIsAnInvocationOfItsOwn() {
        Events events = run("theShopAnswers");
        assertThat(names(events)).containsExactly("seed 1", "seed 2", "seed 3", "seed 4", "seed 5");
        events.assertStatistics(statistics -> statistics.succeeded(5).failed(0));
    }

    @Test
    void aSeedThatIsNamedRunsAlone() {
        assertThat(names(run("theShopAnswers", "jackfield.seed", "137")))
                .containsExactly("seed 137");
    }

    @Test
    void theSeedThatFailedLastGoesFirst() {
        run("failsFromSeedFour", "jackfield.seed", "5");
        assertThat(names(run("failsFromSeedFour"))).first().isEqualTo("seed 5");
    }

    @Test
    void aRedTestSaysWhatTheNetworkWas() {
        String text = thrown(run("theClientWaitsForEver")).toString();
        assertThat(text.lines().toList())
                .hasSizeLessThanOrEqualTo(25)
                .first()
                .asString()
                .startsWith("the client is over after 20 minutes")
                .contains("(seed 1; deterministic; at +");
        assertThat(text)
                .contains(
                        "replay   mvn test -Dtest=ShopSamples#theClientWaitsForEver"
                                + " -Djackfield.seed=1")
                .containsPattern("db +ESTAB 0 ")
                .containsPattern(
                        "suspect +\"main\" on app in \\w+\\.read\\(\\) for 1199.96s without a"
                                + " timeout   Shop.java:\\d+");
        assertThat(text.lines().filter(line -> line.contains("\"main\" on app"))).hasSize(1);
    }

    @Test
    void aLongMessageIsCutAndTheRestStandsInTheReport() throws Exception {
        String text = thrown(run("saysItInThirtyLines")).toString();
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSizeLessThanOrEqualTo(25).startsWith("Expecting nobody", "line 2");
        assertThat(lines.get(11)).isEqualTo("line 12");
        assertThat(lines.get(12)).endsWith("… and 18 lines more, in the files");
        assertThat(lines.get(13)).startsWith("  (seed 1; deterministic; at +");
        assertThat(lines.get(14)).contains("replay");
        assertThat(attached("-report.txt"))
                .containsPattern("line 30 .*\n  \\(seed 1; deterministic");
    }

    @Test
    void aRedTestAttachesWhatTheHostsSaidToEachOther() throws Exception {
        run("theClientWaitsForEver");
        assertThat(attached("-sequence.txt"))
                .containsPattern("app +db\n")
                .containsPattern("SYN-SENT +│─ \\[S] seq 0.*>│");
        assertThat(attached("-sequence.svg")).startsWith("<svg ").contains("class=\"packet came\"");
    }

    private String attached(String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file =
                    files.filter(each -> each.toString().endsWith(end)).findFirst().orElseThrow();
            return Files.readString(file);
        }
    }

    @Test
    void ofAllFaultsThoseAreNamedThatItTakes() throws Exception {
        String text = thrown(run("theClientHasOneSecondToConnect")).toString();
        assertThat(text)
                .startsWith("java.net.SocketTimeoutException: Connect timed out")
                .containsPattern("1 of ([2-9]|\\d\\d+) faults needed")
                .containsPattern("(?m)^  \\d+\\.\\d{3} lost .* Flags \\[S.?\\]");
        assertThat(Files.list(folder).map(each -> each.getFileName().toString()))
                .anyMatch(name -> name.endsWith(".pcapng"))
                .anyMatch(name -> name.endsWith("-timeline.txt"));
    }

    @Test
    void aProgramThatThrowsFailsItsTestWithItsOwnStackTraceOnTop() {
        Throwable thrown = thrown(run("theClientFails"));
        assertThat(thrown).hasMessageStartingWith("java.net.UnknownHostException: nowhere");
        assertThat(thrown.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("example.shop.Shop$Client"));
    }

    @Test
    void aProgramThatMayFailFailsNothing() {
        run("theClientMayFail").assertStatistics(statistics -> statistics.succeeded(1).failed(0));
    }

    @Test
    void aProgramThatWaitsInAChannelEndsWithItsTest() {
        run("theServerWaitsInAChannel")
                .assertStatistics(statistics -> statistics.succeeded(1).failed(0));
    }

    @Test
    void whatAProgramThrowsBecauseItIsKilledFailsNothing() {
        run("theServerCrashes").assertStatistics(statistics -> statistics.succeeded(1).failed(0));
    }

    @Test
    void aSocketThatNobodyClosesIsFound() {
        assertThat(thrown(run("theServerForgetsASocket")))
                .hasMessageContaining("socket leak on db")
                .hasMessageContaining("was never closed (CLOSE-WAIT)");
    }

    @Test
    void noSeedsAreRefused() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(SAMPLES + "hasNoSeeds(io.jackfield.junit.Net)"))
                .execute()
                .containerEvents()
                .failed()
                .assertThatEvents()
                .anySatisfy(
                        event ->
                                assertThat(
                                                event.getRequiredPayload(TestExecutionResult.class)
                                                        .getThrowable())
                                        .get()
                                        .asString()
                                        .contains("seeds = 0"));
    }

    @Test
    void afterATestTheSocketsAreTheMachinesAgain() throws Exception {
        run("theClientWaitsForEver");
        try (ServerSocket own = new ServerSocket(0)) {
            assertThat(own.getLocalPort()).isPositive();
            assertThat(own.getClass()).isEqualTo(ServerSocket.class);
        }
    }
}
