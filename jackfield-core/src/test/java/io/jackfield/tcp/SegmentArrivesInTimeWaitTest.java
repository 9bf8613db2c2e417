package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9293 §3.10.7.4 in TIME-WAIT, RFC 1337, RFC 6191; LINUX.md 79 to 85. */
class SegmentArrivesInTimeWaitTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fin again              | F. 1:1(0) ack 2          | . 2:2(0) ack 2 | true
                    ack                    | . 2:2(0) ack 2           |                | true
                    data again             | P. 1:2(1) ack 2          | . 2:2(0) ack 2 | true
                    new data               | P. 2:7(5) ack 2          | . 2:2(0) ack 2 | true
                    rst, exact             | R 2:2(0)                 |                | false
                    rst, not exact         | R 3:3(0)                 |                | true
                    syn, old               | S 1:1(0)                 | . 2:2(0) ack 2 | true
                    syn, new, nobody there | S 1000:1000(0)           | . 2:2(0) ack 2 | true
                    """)
    void segment(String name, String arrives, String answer, boolean remains) {
        Peer peer = Peer.in(TcpState.TIME_WAIT);
        peer.sends(arrives);
        if (answer != null) {
            peer.expects(answer);
        }
        peer.expectsNothing();
        assertThat(peer.bench.tcp.timeWaits()).isEqualTo(remains ? 1 : 0);
    }

    @Test
    void lastsSixtySecondsToTheNanosecond() {
        Peer peer = Peer.in(TcpState.TIME_WAIT);
        peer.bench.advance(60 * Bench.SECOND - 1);
        assertThat(peer.bench.tcp.timeWaits()).isEqualTo(1);
        peer.bench.advance(1);
        assertThat(peer.bench.tcp.timeWaits()).isZero();
        assertThat(peer.bench.tcp.flows().size()).isZero();
    }

    @Test
    void lastsSixtySecondsFromTheLastFin() {
        Peer peer = Peer.in(TcpState.TIME_WAIT);
        peer.bench.advance(50 * Bench.SECOND);
        peer.sends("F. 1:1(0) ack 2").expects(". 2:2(0) ack 2");
        peer.bench.advance(60 * Bench.SECOND - 1);
        assertThat(peer.bench.tcp.timeWaits()).isEqualTo(1);
        peer.bench.advance(1);
        assertThat(peer.bench.tcp.timeWaits()).isZero();
    }

    @Test
    void tcpFinTimeoutDoesNotChangeIt() {
        Bench bench = new Bench();
        bench.set(Setting.TCP_FIN_TIMEOUT_SECONDS, 5);
        Peer peer = Peer.connectedTo(bench);
        peer.hostCloses().sends("F. 1:1(0) ack 2");
        bench.advance(59 * Bench.SECOND);
        assertThat(bench.tcp.timeWaits()).isEqualTo(1);
    }

    @Test
    void rfc1337KeepsItFromBeingKilled() {
        Peer peer = Peer.in(TcpState.TIME_WAIT);
        peer.bench.set(Setting.TCP_RFC1337, 1);
        peer.sends("R 2:2(0)").expectsNothing();
        assertThat(peer.bench.tcp.timeWaits()).isEqualTo(1);
    }

    @Test
    void aNewSynSucceedsItBeyondTheOldNumbers() {
        Peer peer = Peer.in(TcpState.TIME_WAIT);
        TcpListener listener = peer.bench.listen(Peer.HOST_PORT, 5);
        int old = peer.hostIss;
        peer.sends("S 1000:1000(0) win 65535 mss 1460");
        assertThat(peer.hostIss).isEqualTo(old + 2 + 65_535 + 2);
        peer.expects("S. 0:0(0) ack 1001");
        peer.sends(". 1001:1001(0) ack 1");
        assertThat(listener.waiting()).isEqualTo(1);
        assertThat(peer.bench.tcp.timeWaits()).isZero();
    }

    @Test
    void answersOldSegmentsNotMoreOftenThanTwiceASecond() {
        Peer peer = Peer.in(TcpState.TIME_WAIT);
        peer.sends(". 1:1(0) ack 2").expects(". 2:2(0) ack 2");
        peer.sends(". 1:1(0) ack 2").expectsNothing();
        peer.bench.advance(500 * Bench.MILLI);
        peer.sends(". 1:1(0) ack 2").expects(". 2:2(0) ack 2");
    }

    @Test
    void tooManyEndAtOnce() { // LINUX.md 88
        Bench bench = new Bench();
        bench.set(Setting.TCP_MAX_TW_BUCKETS, 0);
        Peer peer = Peer.connectedTo(bench);
        peer.hostCloses().sends("F. 1:1(0) ack 2");
        assertThat(bench.tcp.timeWaits()).isZero();
        assertThat(bench.tcp.flows().size()).isZero();
    }
}
