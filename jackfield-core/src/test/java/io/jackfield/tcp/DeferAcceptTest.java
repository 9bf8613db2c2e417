package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.posix.Option;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TCP_DEFER_ACCEPT, LINUX.md 24. */
class DeferAcceptTest {
    private final Bench bench = new Bench();
    private final Peer peer = new Peer(bench);

    private static TcpOptions deferring(int seconds) {
        TcpOptions options = new TcpOptions();
        assertThat(options.set(Option.TCP_DEFER_ACCEPT, seconds)).isZero();
        return options;
    }

    private TcpListener listener(int seconds) {
        TcpListener listener = bench.listen(Peer.HOST_PORT, 5, deferring(seconds));
        peer.sends("S 0:0(0) win 65535 mss 1460").expects("S. 0:0(0) ack 1");
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        return listener;
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-1,0",
        "1,1",
        "2,3",
        "3,3",
        "4,7",
        "5,7",
        "8,15",
        "63,63",
        "64,127",
        "128,247",
        "2147483647,29887"
    })
    void secondsAreRoundedToWaitsForAnAck(int set, int read) {
        assertThat(deferring(set).get(Option.TCP_DEFER_ACCEPT, new Settings())).isEqualTo(read);
    }

    @Test
    void onlyDataMakesAConnection() {
        TcpListener listener = listener(5);
        assertThat(listener.waiting()).isZero();
        assertThat(listener.requests()).isEqualTo(1);
        assertThat(bench.count(Counter.TCP_DEFER_ACCEPT_DROP)).isEqualTo(1);
        bench.advance(4 * Bench.SECOND);
        peer.expectsNothing();
        peer.sends("P. 1:6(5) ack 1").expects(". 1:1(0) ack 6");
        assertThat(bench.receive(listener.accept())).isEqualTo("abcde");
    }

    @Test
    void aFinMakesOneToo() {
        TcpListener listener = listener(5);
        peer.sends("F. 1:1(0) ack 1");
        assertThat(listener.waiting()).isEqualTo(1);
    }

    @Test
    void whenTheTimeIsOverAnotherAckMakesOne() {
        TcpListener listener = listener(5);
        bench.advance(7 * Bench.SECOND - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects("S. 0:0(0) ack 1");
        peer.sends(". 1:1(0) ack 1").expectsNothing();
        assertThat(listener.waiting()).isEqualTo(1);
    }

    @Test
    void whoStaysSilentThenIsForgottenAfterTheRetries() {
        TcpListener listener = listener(1);
        bench.advance(62 * Bench.SECOND);
        assertThat(peer.takes()).hasSize(5);
        assertThat(listener.requests()).isEqualTo(1);
        bench.advance(Bench.SECOND);
        assertThat(listener.requests()).isZero();
        peer.sends(". 1:1(0) ack 1").expects("R 1:1(0)");
    }

    @Test
    void theTimeMayBeLongerThanTheRetries() {
        bench.set(Setting.TCP_SYNACK_RETRIES, 1);
        TcpListener listener = listener(30); // 31 s
        bench.advance(31 * Bench.SECOND - 1);
        peer.expectsNothing();
        assertThat(listener.requests()).isEqualTo(1);
        bench.advance(1);
        peer.expects("S. 0:0(0) ack 1");
        bench.advance(32 * Bench.SECOND);
        assertThat(listener.requests()).isZero();
    }

    @Test
    void whoConnectsWithItKeepsTheAckForTheFirstData() {
        peer.port = 7000;
        peer.hostPort = 4000;
        peer.with(bench.connect(4000, 7000, deferring(1)));
        peer.expects("S 0:0(0)");
        peer.sends("S. 0:0(0) ack 1 mss 1460").expectsNothing();
        bench.advance(199 * Bench.MILLI);
        peer.expectsNothing();
        bench.send(peer.connection(), "hello");
        peer.expects("P. 1:6(5) ack 1");
    }

    @Test
    void forNoLongerThanAnAckMayWait() {
        peer.port = 7000;
        peer.hostPort = 4000;
        peer.with(bench.connect(4000, 7000, deferring(1)));
        peer.expects("S 0:0(0)");
        peer.sends("S. 0:0(0) ack 1 mss 1460");
        bench.advance(200 * Bench.MILLI - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects(". 1:1(0) ack 1");
    }
}
