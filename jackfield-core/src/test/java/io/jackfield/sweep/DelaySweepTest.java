package io.jackfield.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.sweep.LossCase.Lost;
import io.jackfield.sweep.LossCase.Seen;
import io.jackfield.time.Durations;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Each kind of packet is lost once and always, at six delays: what both ends see, and when. */
class DelaySweepTest {
    private static final List<String> DELAYS =
            List.of("100us", "1ms", "10ms", "100ms", "500ms", "2s");
    private static final long SECOND = 1_000_000_000;

    /** tcp_retries2 and the retries of an orphan as times, from the shortest timeout on. */
    private static final double RETRIES2_SECONDS = 924.6;

    private static final double ORPHAN_SECONDS = 102.2;
    private static final double RTO_MAX_SECONDS = 120;

    private static final String HEAD =
            """
            # When packets are lost

            Written by `DelaySweepTest`, which checks the figures against RFC 6298, RFC 9293 and
            what Linux does. A client connects to a server over a cable with the delay of the first
            column, one way; of one kind of packet the first one, or every one, is dropped. Times
            are those of the world: the client connects at 0, and where the loss is not in the
            handshake, acts at 100 s. "Sent" are the first times at which packets of that kind
            left, the lost ones included. "gone from" is when the host forgot the connection, and
            from which state; the programs wait 3000 s for everything.
            """;

    private static final List<LossCase> CASES = new ArrayList<>();

    @BeforeAll
    static void run() {
        for (Lost lost : Lost.values()) {
            for (boolean always : new boolean[] {false, true}) {
                for (String delay : DELAYS) {
                    CASES.add(new LossCase(lost, always, delay).run());
                }
            }
        }
    }

    private static List<LossCase> cases(Lost lost, boolean always) {
        return CASES.stream().filter(c -> c.lost == lost && c.always == always).toList();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    @Test
    void theDocumentSaysWhatBothEndsSee() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Lost lost : Lost.values()) {
            for (boolean always : new boolean[] {false, true}) {
                text.append(
                        "\n## %s lost %s\n\n".formatted(lost.title(), always ? "always" : "once"));
                text.append("| delay | sent | client | server |\n|--:|---|---|---|\n");
                cases(lost, always).forEach(c -> text.append(row(c)));
            }
        }
        Reference.check("delay-sweep.md", text.toString());
    }

    private static String row(LossCase c) {
        String sent =
                c.sentNanos.stream()
                        .limit(8)
                        .map(Durations::format)
                        .collect(Collectors.joining(", "));
        String more = c.sentNanos.size() > 8 ? ", … %d in all".formatted(c.sentNanos.size()) : "";
        return "| %s | %s%s | %s | %s |\n"
                .formatted(c.delay, sent, more, text(c.client), text(c.server));
    }

    private static String text(List<Seen> log) {
        return log.stream().map(Seen::toString).collect(Collectors.joining("; "));
    }

    private static long delay(LossCase c) {
        return Durations.parse(c.delay);
    }

    /** LINUX.md 64. */
    @Test
    void aSynThatIsAlwaysLostTimesOutAt131Seconds() {
        for (LossCase c : cases(Lost.SYN, true)) {
            assertThat(c.client.getLast()).isEqualTo(new Seen("connect ETIMEDOUT", 131 * SECOND));
            assertThat(c.sentNanos.stream().map(nanos -> nanos / SECOND))
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 7L, 11L, 19L, 35L, 67L);
        }
    }

    @Test
    void aSynThatIsLostOnceGoesAgainAfterASecond() {
        for (LossCase c : cases(Lost.SYN, false)) {
            assertThat(c.sentNanos.get(1)).isEqualTo(SECOND);
            assertThat(LossCase.first(c.client, "connect 0").nanos())
                    .isEqualTo(SECOND + 2 * delay(c));
        }
    }

    /** Both ends wait a second; the client's SYN reaches the server when its time has come. */
    @Test
    void aSynAckThatIsLostOnceComesWithTheNextSynOrTimeout() {
        for (LossCase c : cases(Lost.SYN_ACK, false)) {
            assertThat(LossCase.first(c.client, "connect 0").nanos())
                    .isEqualTo(SECOND + 2 * delay(c));
        }
    }

    @Test
    void aSynAckThatIsAlwaysLostTimesOutAt131Seconds() {
        for (LossCase c : cases(Lost.SYN_ACK, true)) {
            assertThat(c.client.getLast()).isEqualTo(new Seen("connect ETIMEDOUT", 131 * SECOND));
            assertThat(LossCase.first(c.server, "gone").what()).isEqualTo("gone from SYN-RECV");
        }
    }

    /** LINUX.md 17; each SYN that comes again begins the time anew. */
    @Test
    void aThirdAckThatIsAlwaysLostLetsTheRequestGoAfter63Seconds() {
        for (LossCase c : cases(Lost.THIRD_ACK, true)) {
            long synsAgain = (2 * delay(c) - 1) / SECOND; // one a second until the SYN-ACK comes
            long lastSynNanos = synsAgain * SECOND + delay(c);
            assertThat(LossCase.first(c.server, "gone"))
                    .isEqualTo(new Seen("gone from SYN-RECV", lastSynNanos + 63 * SECOND));
            assertThat(c.client.getLast().what()).isEqualTo("recv ECONNRESET");
        }
    }

    @Test
    void aThirdAckThatIsLostOnceIsSentForTheSecondSynAck() {
        for (LossCase c : cases(Lost.THIRD_ACK, false)) {
            assertThat(LossCase.first(c.server, "accept").nanos()).isEqualTo(3 * delay(c) + SECOND);
            assertThat(LossCase.first(c.client, "recv").what()).isEqualTo("recv 100");
        }
    }

    /** RFC 6298 §5.5: each timeout is twice the one before, up to 120 s. */
    @Test
    void dataThatIsAlwaysLostTimesOutAfterRetries2() {
        for (Lost lost : List.of(Lost.DATA, Lost.PURE_ACK)) {
            for (LossCase c : cases(lost, true)) {
                Seen end = LossCase.first(c.client, "recv");
                assertThat(end.what()).isEqualTo("recv ETIMEDOUT");
                assertThat(seconds(end.nanos()) - 100)
                        .as("%s %s", lost, c.delay)
                        .isBetween(RETRIES2_SECONDS, RETRIES2_SECONDS + RTO_MAX_SECONDS);
            }
        }
        cases(Lost.DATA, true).forEach(DelaySweepTest::backsOff);
    }

    private static void backsOff(LossCase c) {
        for (int i = 3; i < c.sentNanos.size(); i++) {
            long before = c.sentNanos.get(i - 1) - c.sentNanos.get(i - 2);
            long after = c.sentNanos.get(i) - c.sentNanos.get(i - 1);
            assertThat(after).isEqualTo(Math.min(2 * before, 120 * SECOND));
        }
    }

    @Test
    void whatIsLostOnceIsMadeGood() {
        for (Lost lost : List.of(Lost.DATA, Lost.PURE_ACK)) {
            for (LossCase c : cases(lost, false)) {
                assertThat(LossCase.first(c.client, "recv").what()).isEqualTo("recv 100");
                assertThat(LossCase.first(c.server, "recv").what()).isEqualTo("recv 100");
            }
        }
        for (LossCase c : cases(Lost.DATA, false)) {
            long again = c.sentNanos.get(1) - 100 * SECOND;
            long rtt = 2 * delay(c);
            assertThat(again).as(c.delay).isBetween(Math.max(rtt, 200_000_000), 3 * rtt + SECOND);
        }
    }

    /** LINUX.md 89. */
    @Test
    void anOrphanWhoseFinIsAlwaysLostIsGivenUp() {
        for (LossCase c : cases(Lost.FIN, true)) {
            Seen end = LossCase.first(c.client, "gone");
            assertThat(end.what()).isEqualTo("gone from FIN-WAIT-1");
            assertThat(seconds(end.nanos()) - 100)
                    .as(c.delay)
                    .isBetween(ORPHAN_SECONDS, ORPHAN_SECONDS + RTO_MAX_SECONDS);
            assertThat(LossCase.first(c.server, "recv").what()).isEqualTo("recv EAGAIN");
        }
    }

    /** LINUX.md 79: 60 s from the last FIN. */
    @Test
    void timeWaitLastsSixtySecondsFromTheLastFin() {
        for (Lost lost : List.of(Lost.FIN, Lost.LAST_ACK)) {
            for (LossCase c : cases(lost, false)) {
                assertThat(LossCase.first(c.client, "gone").what()).endsWith("TIME-WAIT");
                assertThat(LossCase.first(c.server, "gone").what()).endsWith("LAST-ACK");
            }
        }
        for (LossCase c : cases(Lost.LAST_ACK, true)) {
            long lastAck = c.sentNanos.getLast();
            assertThat(LossCase.first(c.client, "gone"))
                    .isEqualTo(new Seen("gone from TIME-WAIT", lastAck + 60 * SECOND));
            assertThat(LossCase.first(c.server, "gone").what()).isEqualTo("gone from LAST-ACK");
        }
    }
}
