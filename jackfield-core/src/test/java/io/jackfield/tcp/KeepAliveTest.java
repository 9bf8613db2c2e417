package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;

import org.junit.jupiter.api.Test;

/** Keepalive, retransmission give-up and TCP_USER_TIMEOUT (RFC 9293 §3.8.3, §3.8.4). */
class KeepAliveTest {
    private final Bench bench = new Bench();

    private Peer connected(boolean keepAlive, int... namesAndValues) {
        TcpOptions options = new TcpOptions();
        options.keepAlive(keepAlive);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            assertThat(options.set(namesAndValues[i], namesAndValues[i + 1])).isZero();
        }
        return Peer.connectedTo(bench, options, "mss 1460");
    }

    @Test
    void probesAfterTwoHoursNineTimesThenResets() {
        Peer peer = connected(true);
        bench.advance(7200 * Bench.SECOND - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects(". 0:0(0) ack 1");
        for (int i = 1; i < 9; i++) {
            bench.advance(75 * Bench.SECOND - 1);
            peer.expectsNothing();
            bench.advance(1);
            peer.expects(". 0:0(0) ack 1");
        }
        bench.advance(75 * Bench.SECOND - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects("R. 1:1(0) ack 1");
        assertThat(StatusCall.takeError(peer.connection())).isEqualTo(Errno.ETIMEDOUT.number());
    }

    @Test
    void anAnswerStartsItAnew() {
        Peer peer = connected(true);
        bench.advance(7200 * Bench.SECOND);
        peer.expects(". 0:0(0) ack 1");
        peer.sends(". 1:1(0) ack 1");
        bench.advance(7200 * Bench.SECOND - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects(". 0:0(0) ack 1");
    }

    @Test
    void theTimesAreOptions() {
        Peer peer =
                connected(
                        true,
                        Option.TCP_KEEPIDLE,
                        10,
                        Option.TCP_KEEPINTVL,
                        2,
                        Option.TCP_KEEPCNT,
                        3);
        bench.advance(16 * Bench.SECOND - 1);
        assertThat(peer.takes()).hasSize(3);
        bench.advance(1);
        peer.expects("R. 1:1(0) ack 1");
    }

    @Test
    void switchedOnLaterItCountsFromTheLastSign() {
        Peer peer = connected(false);
        bench.advance(5000 * Bench.SECOND);
        TcpOptions options = peer.connection().options().copy();
        options.keepAlive(true);
        OptionCall.apply(peer.connection(), options, bench.nowNanos());
        bench.advance(2200 * Bench.SECOND);
        peer.expects(". 0:0(0) ack 1");
    }

    @Test
    void withoutItNothingIsEverSent() {
        Peer peer = connected(false);
        bench.advance(100_000 * Bench.SECOND);
        peer.expectsNothing();
        assertThat(bench.timers.size()).isZero();
    }

    @Test
    void retransmissionGivesUpWhen924SecondsHavePassed() {
        Peer peer = connected(false);
        bench.send(peer.connection(), "hello");
        peer.expects("P. 1:6(5) ack 1");
        long sent = bench.nowNanos();
        long rto = peer.connection().snd.rtoNanos();
        while (peer.connection().state() == TcpState.ESTABLISHED) {
            assertThat(bench.advanceToNextTimer()).isTrue();
        }
        long tried = bench.nowNanos() - sent;
        // The first timeout that lies the 924.6 s of 15 retries or more after the first one, as
        // Linux counts: 200 ms, doubled nine times, then 120 s each.
        assertThat(peer.takes()).hasSize(16);
        assertThat(tried).isEqualTo(1023 * rto + 7 * 120 * Bench.SECOND);
        assertThat(bench.receive(peer.connection())).isEqualTo("-ETIMEDOUT");
    }

    @Test
    void userTimeoutEndsItAtItsTime() {
        Peer peer = connected(false, Option.TCP_USER_TIMEOUT, 3000);
        bench.send(peer.connection(), "hello");
        long rto = peer.connection().snd.rtoNanos();
        bench.advance(rto + 3000 * Bench.MILLI - 1); // it counts from the first retransmission
        assertThat(peer.connection().state()).isEqualTo(TcpState.ESTABLISHED);
        bench.advance(1);
        assertThat(peer.connection().state()).isEqualTo(TcpState.CLOSED);
        assertThat(StatusCall.takeError(peer.connection())).isEqualTo(Errno.ETIMEDOUT.number());
    }

    @Test
    void userTimeoutDecidesOverTheCountOfProbes() {
        Peer peer =
                connected(
                        true,
                        Option.TCP_KEEPIDLE,
                        10,
                        Option.TCP_KEEPINTVL,
                        2,
                        Option.TCP_USER_TIMEOUT,
                        13_000);
        bench.advance(14 * Bench.SECOND - 1);
        assertThat(peer.connection().state()).isEqualTo(TcpState.ESTABLISHED);
        bench.advance(1);
        assertThat(peer.connection().state()).isEqualTo(TcpState.CLOSED);
    }
}
