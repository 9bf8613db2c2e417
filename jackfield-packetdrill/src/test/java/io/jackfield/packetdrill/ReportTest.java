package io.jackfield.packetdrill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ReportTest {
    @TempDir Path folder;

    private Verdict verdict(String name, boolean passed) {
        Path script = folder.resolve(name);
        return new Verdict(
                script, passed, script + ":7", passed ? "" : "a < b", List.of("seen"), 1_500_000);
    }

    private ExpectedStatus expected(String text) throws IOException {
        for (String name : List.of("a.pkt", "b.pkt")) {
            Files.writeString(folder.resolve(name), "");
        }
        return ExpectedStatus.read(Files.writeString(folder.resolve("expected.txt"), text));
    }

    @Test
    void whatIsKnownToFailMustFail() throws IOException {
        ExpectedStatus expected = expected("# why\n\nFAIL a.pkt no such option yet\n");
        assertThat(expected.isAsExpected(verdict("a.pkt", false))).isTrue();
        assertThat(expected.isAsExpected(verdict("a.pkt", true))).isFalse();
        assertThat(expected.isAsExpected(verdict("b.pkt", false))).isFalse();
        assertThat(expected.reason(folder.resolve("a.pkt"))).isEqualTo("no such option yet");
    }

    @Test
    void aLineThatNamesNothingIsAnError() {
        assertThatThrownBy(() -> expected("FAIL a.pkt"))
                .hasMessageContaining("expected.txt:1: a line is \"FAIL path reason\"");
        assertThatThrownBy(() -> expected("\nFAIL z.pkt gone"))
                .hasMessageContaining("expected.txt:2: there is no z.pkt");
    }

    @Test
    void junitsReportHasACaseForEachScript() throws IOException {
        ExpectedStatus expected = expected("FAIL a.pkt known");
        List<Verdict> verdicts = List.of(verdict("a.pkt", false), verdict("b.pkt", false));
        assertThat(JunitXml.of("jackfield", verdicts, expected))
                .contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"1\" time=\"0.003\"")
                .contains("<skipped message=\"known\"/>")
                .contains("<failure message=\"a &lt; b\">FAIL  ");
    }
}
