package io.jackfield.packetdrill.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ScriptParserTest {
    private static final Path FILE = Path.of("a.pkt");

    private static Script parse(String text) {
        return ScriptParser.parse(FILE, text, Map.of());
    }

    private static PacketSpec.Tcp tcp(String line) {
        Action.PacketLine packet = (Action.PacketLine) parse(line).events().getFirst().action();
        return (PacketSpec.Tcp) packet.packet();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "--tolerence_usecs=4000|a.pkt:1:1: option --tolerence_usecs is not known; did you"
                        + " mean \"tolerance_usecs\"?",
                "0 sockt(..., 1, 0) = 3|a.pkt:1:3: system call sockt is not known; did you mean"
                        + " \"socket\"?",
                "0 close(3, 4) = 0|a.pkt:1:3: close does not take 2 arguments",
                "0 socket(..., SOCK_STREAN, 0) = 3|a.pkt:1:15: SOCK_STREAN is not known; did you"
                        + " mean \"SOCK_STREAM\"?",
                "0 close(3) = -1 EBADG|a.pkt:1:17: the error EBADG is not known; did you mean"
                        + " \"EBADF\"?",
                "0 close(3)|a.pkt:1:11: \"=\" is missing before the end of the script",
                "0 > . 1:5(3) ack 1|a.pkt:1:7: 1:5(3): 1 and 3 is 4",
                "0 > X 1:1(0)|a.pkt:1:5: \"X\" are no TCP flags: FSRP.UEWAC-",
                "0 > S 0:0(0) <mss 1000,wscale 7>|a.pkt:1:14: TCP options take a multiple of 4"
                        + " octets up to 40, not 7",
                "0 > S 0:0(0) <msss 1000>|a.pkt:1:15: TCP option \"msss\" is not known; did you"
                        + " mean \"mss\"?",
                "0 > S 0:0(0) win 65536|a.pkt:1:18: win is at most 65535, not 65536",
                "0 < icmp unreachable host_unreachible|a.pkt:1:22: ICMP code host_unreachible is"
                        + " not known; did you mean \"host_unreachable\"?",
                "0 > icmp unreachable|a.pkt:1:5: no ICMP message is expected from the host",
                "0 %{ assert tcpi_snd_cwmd == 1 }%|a.pkt:1:1: \"tcpi_snd_cwmd\" is not known; did"
                        + " you mean \"tcpi_snd_cwnd\"?",
                "0 %{ print(1) }%|a.pkt:1:1: code is \"assert expression\", not \"print\"",
                "`rm -rf x`|a.pkt:1:1: the shell line \"rm -rf x\" is not understood",
                "0 /* never|a.pkt:1:3: the comment has no end",
                "1 close(3) = 0 0 close(3) = 0|a.pkt:1:16: time goes backwards",
                "0~0 > . 1:1(0)|a.pkt:1:5: the range of time is empty",
                "0 <|a.pkt:1:4: flags are missing before the end of the script",
            })
    void whatIsNotUnderstoodIsNamedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ScriptException.class)
                .hasMessage(message);
    }

    @Test
    void linesAreCountedThroughCommentsStringsAndCode() {
        String text =
                """
                // one
                /* two
                   three */
                0 socket(...,
                   SOCK_STREAM, 0) = 3
                +0 %{
                assert tcpi_state == 1
                assert tcpi_stat == 1
                }%
                """;
        assertThatThrownBy(() -> parse(text)).hasMessageStartingWith("a.pkt:8:1: ");
    }

    @Test
    void timesAreOfAllKinds() {
        Script script =
                parse(
                        "0 close(3) = 0 0.25 close(3) = 0 +.5 close(3) = 0 * close(3) = 0"
                                + " 1~1.5 close(3) = 0 +1~+2 close(3) = 0 +0...0.2 close(3) = 0");
        assertThat(script.events().stream().map(Event::when))
                .containsExactly(
                        new When(When.Kind.ABSOLUTE, 0, 0),
                        new When(When.Kind.ABSOLUTE, 250_000_000, 250_000_000),
                        new When(When.Kind.RELATIVE, 500_000_000, 500_000_000),
                        When.ANY,
                        new When(When.Kind.ABSOLUTE, 1_000_000_000, 1_500_000_000),
                        new When(When.Kind.RELATIVE, 1_000_000_000, 2_000_000_000),
                        new When(When.Kind.RELATIVE, 0, 0));
        Action.Call last = (Action.Call) script.events().getLast().action();
        assertThat(last.until()).isEqualTo(200_000_000);
    }

    @Test
    void everyFlagIsABit() {
        assertThat(tcp("0 > FSRPUEWA. 1:1(0) ack 1").flags()).isEqualTo(0x1ff);
        assertThat(tcp("0 > - 1:1(0)").flags()).isZero();
        assertThat(tcp("0 > C. 1:1(0) ack 1").flags()).isEqualTo(0x90);
    }

    @Test
    void everyOptionIsRead() {
        PacketSpec.Tcp all =
                tcp(
                        "0 > S 0:0(0) <mss 9,nop,eol,sackOK,wscale 3,nop,TS val 1 ecr 2,"
                                + "FO 01ab23cd,nop,nop,nop,nop>");
        assertThat(all.options())
                .hasToString(
                        "[mss 9, nop, eol, sackOK, wscale 3, nop, TS val 1 ecr 2, FO 01ab23cd, nop,"
                                + " nop, nop, nop]");
        assertThat(tcp("0 > . 1:1(0) ack 1 <nop,nop,sack 1:2 5:9>").options())
                .hasToString("[nop, nop, sack 1:2 5:9]");
        assertThat(tcp("0 > S 0:0(0) <FOEXP>").options())
                .isEqualTo(List.of(new TcpOption.Other(254, "f989")));
        assertThat(tcp("0 > S 0:0(0) <...>").options()).isNull();
        assertThat(tcp("0 > S 0:0(0)").options()).isEmpty();
    }

    @Test
    void macrosStandForOtherWords() {
        Script script =
                ScriptParser.parse(
                        FILE,
                        "0 > S 0:0(0) <FO COOKIE,nop,nop>",
                        Map.of("COOKIE", "0123456789abcdef"));
        Action.PacketLine line = (Action.PacketLine) script.events().getFirst().action();
        assertThat(((PacketSpec.Tcp) line.packet()).options())
                .startsWith(new TcpOption.Other(34, "0123456789abcdef"));
    }

    @Test
    void shellLinesOfAnotherFileAreRead(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("common"));
        Files.writeString(
                folder.resolve("common/defaults.sh"),
                "#!/bin/sh\n# stock\nsysctl -q net.ipv4.tcp_sack=1 net.ipv4.tcp_dsack=0\n");
        Path script = folder.resolve("a.pkt");
        Script read = ScriptParser.parse(script, "`./common/defaults.sh`", Map.of());
        assertThat(read.setUp())
                .extracting(each -> ((ShellCommand.Sysctl) each).name())
                .containsExactly("net.ipv4.tcp_sack", "net.ipv4.tcp_dsack");
        assertThatThrownBy(() -> ScriptParser.parse(script, "`./none.sh`", Map.of()))
                .hasMessageContaining("there is no " + folder.resolve("none.sh"));
    }

    @ParameterizedTest
    @CsvSource({
        "sysctl -q -w net.ipv4.tcp_rmem=\"1 2 3\", net.ipv4.tcp_rmem, 1 2 3",
        "./set_sysctls.py /proc/sys/net/ipv4/tcp_sack=0, net.ipv4.tcp_sack, 0",
        "echo 5 > /proc/sys/net/ipv4/tcp_retries2, net.ipv4.tcp_retries2, 5"
    })
    void settingsAreWrittenInManyWays(String line, String name, String value) {
        ShellCommand only = parse("`" + line + "`").setUp().getFirst();
        assertThat(only)
                .isEqualTo(new ShellCommand.Sysctl(new Position("a.pkt", 1, 1), name, value));
    }
}
