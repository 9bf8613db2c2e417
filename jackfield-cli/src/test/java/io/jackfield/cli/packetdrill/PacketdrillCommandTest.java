package io.jackfield.cli.packetdrill;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.cli.ExitCodes;
import io.jackfield.cli.Json;
import io.jackfield.cli.Main;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class PacketdrillCommandTest {
    private static final String RIGHT = "0 > R. 0:0(0) ack 1";
    private static final String WRONG = "0 > R. 0:0(0) ack 2";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path folder;
    private Path right = Path.of("");
    private Path wrong = Path.of("");

    @BeforeEach
    void write() throws IOException {
        right = script("a/right.pkt", RIGHT);
        wrong = script("b/wrong.pkt", WRONG);
    }

    private Path script(String name, String answer) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "0 < S 0:0(0) win 100 <mss 1000>\n" + answer + "\n");
    }

    private int run(Object... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "packetdrill";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    void aScriptThatPassesIsALine() {
        assertThat(run(right)).isEqualTo(ExitCodes.OK);
        assertThat(out.toString().lines()).containsExactly("pass  " + right);
        assertThat(err.toString()).isEqualToIgnoringNewLines("1 scripts on jackfield, 1 pass");
    }

    @Test
    void oneThatFailsShowsTheLineAndWhatWasSeen() {
        assertThat(run(folder)).isEqualTo(ExitCodes.NO);
        assertThat(out.toString().lines())
                .containsExactly(
                        "pass  " + right,
                        "FAIL  " + wrong + ":2  ack 2 expected, 1 seen",
                        "      script  0.000000 > R. 0:0(0) ack 2",
                        "      seen    0.000000 > R. 0:0(0) ack 1 win 0");
    }

    @Test
    void aDryRunReadsOnly() throws IOException {
        assertThat(run(wrong, "--dry-run")).isEqualTo(ExitCodes.OK);
        Files.writeString(wrong, "0 > X 0:0(0)");
        assertThat(run(wrong, "--dry-run")).isEqualTo(ExitCodes.NO);
        assertThat(out.toString()).contains("FAIL  " + wrong + ":1:5  \"X\" are no TCP flags");
    }

    @Test
    void jsonHasAnObjectForEachScript() {
        run(folder, "--json");
        List<String> lines = out.toString().lines().toList();
        assertThat(Json.parse(lines.get(0)))
                .containsEntry("verdict", "pass")
                .containsEntry("kernel", "jackfield")
                .containsEntry("script", right.toString());
        assertThat(Json.parse(lines.get(1)))
                .containsEntry("verdict", "FAIL")
                .containsEntry("where", wrong + ":2")
                .containsEntry("message", "ack 2 expected, 1 seen");
    }

    @Test
    void aReportForBuildServersIsWritten() throws IOException {
        Path report = folder.resolve("report.xml");
        run(folder, "--junit-xml", report);
        assertThat(report).content().contains("tests=\"2\" failures=\"1\"");
    }

    @Test
    void whatIsKnownToFailIsNoFailure() throws IOException {
        Path expected = folder.resolve("expected.txt");
        Files.writeString(expected, "FAIL b/wrong.pkt a number too far\n");
        assertThat(run(folder, "--expected", expected)).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("known to fail: a number too far");
        Files.writeString(expected, "FAIL a/right.pkt it is said\nFAIL b/wrong.pkt too\n");
        assertThat(run(folder, "--expected", expected)).isEqualTo(ExitCodes.NO);
    }

    @Test
    void aCommandLineThatMeansNothingIsRefused() {
        assertThat(run(folder.resolve("none.pkt"))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("there is no " + folder.resolve("none.pkt"));
        assertThat(run(folder, "--on", "windows")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--on is jackfield or linux, not windows");
    }
}
