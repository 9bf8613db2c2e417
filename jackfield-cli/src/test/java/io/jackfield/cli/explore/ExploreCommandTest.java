package io.jackfield.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.cli.ExitCodes;
import io.jackfield.cli.Json;
import io.jackfield.cli.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class ExploreCommandTest {
    private static final String ARRIVE = "example.explored.Orders#arrive";

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int explore(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line(arguments).toArray(String[]::new));
    }

    private List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(List.of("explore", "--out", folder.toString()));
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(List.of("-J-Djackfield.folder=" + folder, "-J-XX:TieredStopAtLevel=1"));
        line.addAll(Arrays.asList(arguments));
        return line;
    }

    private List<Map<String, Object>> lines(String kind) throws Exception {
        return Files.readAllLines(folder.resolve(Journal.NAME)).stream()
                .map(Json::parse)
                .filter(line -> kind.equals(line.get("kind")))
                .toList();
    }

    private long seedsDone() throws Exception {
        return Journal.read(folder.resolve(Journal.NAME)).done().values().stream()
                .flatMap(List::stream)
                .mapToLong(SeedRange::size)
                .sum();
    }

    @Test
    void whatFailsHangsOrDiesIsFoundOnceForEachSignature() throws Exception {
        String[] arguments = {
            ARRIVE, "--seeds", "1..40", "--jvms", "2", "--deadline", "1s", "--memory", "128m"
        };
        assertThat(explore(arguments)).isEqualTo(ExitCodes.NO);
        assertThat(out.toString())
                .contains("failure org.opentest4j.AssertionFailedError: order # was lost")
                .containsPattern("at Orders\\.java:\\d+: 4 seeds, the first 3")
                .contains("orders twice ==> expected: <#> but was: <#>")
                .containsPattern("hang hangs for 1 s at Orders\\.java:\\d+: 1 seeds, the first 7")
                .contains("crash ends its JVM with status 9: 1 seeds, the first 15")
                .contains("crash needs more memory than 128m: 1 seeds, the first 26")
                .contains("replay   mvn test -Dtest=Orders#arrive -Djackfield.seed=3 ")
                .contains("11 seeds failed, 5 distinct; 40 seeds ran");
        assertThat(lines(Found.FAILURE)).hasSize(8);
        assertThat(lines(Found.HANG)).extracting(line -> line.get("seed")).containsExactly(7);
        assertThat(lines(Found.CRASH))
                .extracting(line -> line.get("seed"))
                .containsExactlyInAnyOrder(15, 26);
        assertThat(seedsDone()).isEqualTo(40);

        assertThat(explore(arguments)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("explore.jsonl is there already: --resume");
        out.getBuffer().setLength(0);
        assertThat(explore(ARRIVE, "--seeds", "1..42", "--resume", "--jvms", "1"))
                .isEqualTo(ExitCodes.NO);
        assertThat(out.toString()).contains("11 seeds failed, 5 distinct; 2 seeds ran");
    }

    @Test
    void ofOneSignatureTheShortestIsKeptShrunkAndCaptured() throws Exception {
        assertThat(explore("Orders#connectWithinThreeSeconds", "--seeds", "1..60"))
                .isEqualTo(ExitCodes.NO);
        assertThat(out.toString()).contains("still connecting after # s").contains("1 distinct");
        Explained kept = null;
        for (Map<String, Object> line : lines("explained")) {
            Explained each = Explained.of(line);
            kept = kept == null || each.isShorterThan(kept) ? each : kept;
        }
        assertThat(kept).isNotNull();
        assertThat(kept.repeats()).isTrue();
        long fewest =
                lines(Found.FAILURE).stream()
                        .mapToLong(line -> ((Number) line.get("misfortunes")).longValue())
                        .min()
                        .orElseThrow();
        assertThat(kept.needed()).hasSizeLessThanOrEqualTo((int) fewest).isNotEmpty();
        String capture = "connectwithinthreeseconds-" + kept.found().seed() + ".pcapng";
        assertThat(kept.files()).contains(capture);
        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".pcapng"))
                    .containsExactly(capture);
        }
    }

    @Test
    void anInterruptedExplorationGoesOnWhereItWas() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djackfield.agent.jar=" + System.getProperty("jackfield.agent.jar"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(line("Orders#arePatient", "--seeds", "1..1000000000", "--jvms", "1"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        while (!Files.exists(folder.resolve(Journal.NAME)) || seedsDone() == 0) {
            assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(said).containsPattern("interrupted after [\\d,]+ seeds; --resume goes on");
        long done = seedsDone();
        assertThat(explore("Orders#arePatient", "--seeds", "1.." + (done + 20), "--resume"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("0 seeds failed, 0 distinct; 20 seeds ran");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.explored.Orders#vanish | has no @SimTest vanish, but ",
                "example.explored.Nothing | there is no class example.explored.Nothing on the",
                ARRIVE + " --seeds 1-9 | write FROM..TO, such as 1..100000, or one number",
                ARRIVE + " --shard 3/2 | in I/N, I is 1 to N",
                ARRIVE + " --memory 1 | write 512m or 2g",
                ARRIVE + " --deadline 0s | it takes at least 1s",
                ARRIVE + " --jvms 0 | it takes at least one"
            })
    void mistakesAreToldWithTheAllowedForm(String arguments, String message) {
        assertThat(explore(arguments.split(" "))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void aClassPathWithoutUsIsLacking() {
        List<String> line = line(ARRIVE);
        line.set(line.indexOf("-cp") + 1, folder.toString());
        int code =
                Main.commandLine()
                        .setErr(new PrintWriter(err))
                        .execute(line.toArray(String[]::new));
        assertThat(code).isEqualTo(ExitCodes.LACKING);
        assertThat(err.toString()).contains("did not begin", "jackfield-junit");
    }
}
