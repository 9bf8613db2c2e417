package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;

import org.junit.jupiter.api.Test;

import java.util.List;

/** When a SYN is sent again and when that ends, to the nanosecond; LINUX.md 17 and 64. */
class SynTimingTest {
    private final Bench bench = new Bench();
    private final Peer peer = new Peer(bench);
    private final long start = bench.nowNanos();

    private List<Long> secondsOfSyns() {
        return peer.arrivalNanos.stream().map(at -> (at - start) / Bench.SECOND).toList();
    }

    private void connectsAndFailsAfter(long seconds) {
        peer.connects();
        bench.advance(seconds * Bench.SECOND - 1);
        assertThat(peer.connection().state()).isEqualTo(TcpState.SYN_SENT);
        bench.advance(1);
        assertThat(peer.connection().state()).isEqualTo(TcpState.CLOSED);
        assertThat(StatusCall.takeError(peer.connection())).isEqualTo(Errno.ETIMEDOUT.number());
        assertThat(bench.timers.size()).isZero();
    }

    @Test
    void stockLinuxGivesUpAfter131Seconds() {
        connectsAndFailsAfter(131);
        assertThat(secondsOfSyns()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 7L, 11L, 19L, 35L, 67L);
        assertThat(peer.arrivalNanos).allMatch(at -> (at - start) % Bench.SECOND == 0);
    }

    @Test
    void oneRetry() {
        bench.set(Setting.TCP_SYN_RETRIES, 1);
        connectsAndFailsAfter(3);
        assertThat(secondsOfSyns()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void twoRetries() {
        bench.set(Setting.TCP_SYN_RETRIES, 2);
        connectsAndFailsAfter(7);
        assertThat(secondsOfSyns()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void threeRetries() {
        bench.set(Setting.TCP_SYN_RETRIES, 3);
        connectsAndFailsAfter(19);
        assertThat(secondsOfSyns()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 7L, 11L);
    }

    @Test
    void withoutLinearTimeoutsEachWaitIsTwiceTheLast() {
        bench.set(Setting.TCP_SYN_LINEAR_TIMEOUTS, 0);
        connectsAndFailsAfter(127);
        assertThat(secondsOfSyns()).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L);
    }

    @Test
    void tcpSyncntCountsForOneSocket() {
        TcpOptions options = new TcpOptions();
        assertThat(options.set(Option.TCP_SYNCNT, 1)).isZero();
        TcpConnection c = bench.connect(4000, 7000, options);
        bench.advance(3 * Bench.SECOND);
        assertThat(c.state()).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void tcpUserTimeoutEndsItAtItsTime() {
        TcpOptions options = new TcpOptions();
        assertThat(options.set(Option.TCP_USER_TIMEOUT, 2500)).isZero();
        TcpConnection c = bench.connect(4000, 7000, options);
        bench.advance(2500 * Bench.MILLI - 1);
        assertThat(c.state()).isEqualTo(TcpState.SYN_SENT);
        bench.advance(1);
        assertThat(c.state()).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void aSynAckIsSentSixTimesAndTheRequestForgottenAfter63Seconds() {
        TcpListener listener = bench.listen(Peer.HOST_PORT, 5);
        peer.sends("S 0:0(0) mss 1460");
        bench.advance(63 * Bench.SECOND - 1);
        assertThat(listener.requests()).isEqualTo(1);
        bench.advance(1);
        assertThat(listener.requests()).isZero();
        assertThat(secondsOfSyns()).containsExactly(0L, 1L, 3L, 7L, 15L, 31L);
        peer.ignores().sends(". 1:1(0) ack 1").expects("R 1:1(0)");
    }

    @Test
    void synAckRetriesIsASetting() {
        TcpListener listener = bench.listen(Peer.HOST_PORT, 5);
        bench.set(Setting.TCP_SYNACK_RETRIES, 2);
        peer.sends("S 0:0(0) mss 1460");
        bench.advance(7 * Bench.SECOND);
        assertThat(listener.requests()).isZero();
        assertThat(secondsOfSyns()).containsExactly(0L, 1L, 3L);
    }
}
