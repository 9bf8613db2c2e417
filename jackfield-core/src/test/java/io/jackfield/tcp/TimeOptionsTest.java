package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** Options by which one connection has times of its own. */
class TimeOptionsTest {
    private static final int INVALID = Errno.EINVAL.result();

    private final Bench bench = new Bench();

    private Peer connected(int option, int value) {
        TcpOptions options = new TcpOptions();
        assertThat(options.set(option, value)).isZero();
        return Peer.connectedTo(bench, options, "mss 1460");
    }

    /** When an unanswered segment goes again, in milliseconds after it was sent. */
    private List<Long> retransmissions(Peer peer, int seconds) {
        peer.ignores();
        long start = bench.nowNanos();
        bench.send(peer.connection(), "hello");
        bench.advance(seconds * Bench.SECOND);
        return peer.arrivalNanos.stream().skip(1).map(at -> (at - start) / Bench.MILLI).toList();
    }

    @Test
    void withoutThemTheTimeoutDoubles() {
        Peer peer = Peer.connectedTo(bench);
        assertThat(retransmissions(peer, 2)).containsExactly(200L, 600L, 1400L);
    }

    @Test
    void theLeastTimeoutIsThatOfTheSocket() { // TCP_RTO_MIN_US
        Peer peer = connected(Option.TCP_RTO_MIN_US, 20_000);
        assertThat(retransmissions(peer, 1)).startsWith(20L, 60L, 140L, 300L, 620L);
    }

    @Test
    void soIsTheLargest() { // TCP_RTO_MAX_MS
        Peer peer = connected(Option.TCP_RTO_MAX_MS, 1000);
        assertThat(retransmissions(peer, 5))
                .containsExactly(200L, 600L, 1400L, 2400L, 3400L, 4400L);
    }

    @Test
    void theConnectionEndsSoonerForIt() { // 2 doublings and 13 times a second
        Peer peer = connected(Option.TCP_RTO_MAX_MS, 1000);
        bench.send(peer.connection(), "hello");
        bench.advance(20 * Bench.SECOND);
        assertThat(StatusCall.takeError(peer.connection())).isEqualTo(Errno.ETIMEDOUT.number());
    }

    @Test
    void aThinStreamBacksOffOnlyAfterSixTimeouts() { // TCP_THIN_LINEAR_TIMEOUTS
        Peer peer = connected(Option.TCP_THIN_LINEAR_TIMEOUTS, 1);
        assertThat(retransmissions(peer, 3))
                .containsExactly(200L, 400L, 600L, 800L, 1000L, 1200L, 1400L, 1800L, 2600L);
    }

    @Test
    void orOfAllTheHosts() {
        bench.set(Setting.TCP_THIN_LINEAR_TIMEOUTS, 1);
        Peer peer = Peer.connectedTo(bench);
        assertThat(retransmissions(peer, 1)).startsWith(200L, 400L, 600L, 800L);
    }

    @Test
    void anAcknowledgmentWaitsNoLongerThanThat() { // TCP_DELACK_MAX_US
        Peer peer = connected(Option.TCP_DELACK_MAX_US, 10_000);
        int seq = 1;
        for (int i = 0; i < 40; i++) { // past the acknowledgments at once of the beginning
            peer.sends("P. " + seq + ":" + (seq + 10) + "(10) ack 1");
            seq += 10;
            bench.receive(peer.connection());
            bench.advance(300 * Bench.MILLI);
        }
        peer.connection().rcv.acks().stopQuick();
        peer.connection().rcv.acks().interactive(true);
        peer.ignores();
        peer.sends("P. " + seq + ":" + (seq + 10) + "(10) ack 1").expectsNothing();
        bench.advance(10 * Bench.MILLI - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects(". 1:1(0) ack " + (seq + 10));
    }

    @ParameterizedTest
    @CsvSource({
        "44,1000,120000,120000",
        "45,1001,200000,200000",
        "46,1001,200000,200000",
        "16,0,1,0"
    })
    void theyHaveTheirRanges(int name, int least, int most, int standard) {
        TcpOptions options = new TcpOptions();
        Settings settings = new Settings();
        assertThat(options.get(name, settings)).isEqualTo(standard);
        assertThat(options.set(name, least - 1)).isEqualTo(INVALID);
        assertThat(options.set(name, most + 1)).isEqualTo(INVALID);
        assertThat(options.set(name, least)).isZero();
        assertThat(options.get(name, settings)).isEqualTo(least);
        assertThat(options.copy().get(name, settings)).isEqualTo(least);
    }

    @Test
    void theAlgorithmChosenBeforeThereIsAConnectionIsTheConnections() { // TCP_CONGESTION
        TcpOptions options = new TcpOptions();
        options.congestion("reno");
        Peer peer = Peer.connectedTo(bench, options, "mss 1460");
        assertThat(peer.connection().snd.congestion().name()).isEqualTo("reno");
    }
}
