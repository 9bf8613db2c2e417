package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;

import org.junit.jupiter.api.Test;

/** What options of TCP change that no other test shows. */
class OptionEffectsTest {
    private final Bench bench = new Bench();

    private Peer connected(int option, int value) {
        TcpOptions options = new TcpOptions();
        assertThat(options.set(option, value)).isZero();
        return Peer.connectedTo(bench, options, "mss 1460");
    }

    @Test
    void theClampIsAllThatAPeerMaySendUnread() { // TCP_WINDOW_CLAMP
        Peer peer = connected(Option.TCP_WINDOW_CLAMP, 2000);
        assertThat(peer.connection().rcv.window()).isPositive().isLessThanOrEqualTo(2000);
    }

    @Test
    void noSegmentIsLargerThanTold() { // TCP_MAXSEG
        bench.set(Setting.TSO, 0);
        Peer peer = connected(Option.TCP_MAXSEG, 500);
        bench.send(peer.connection(), "x".repeat(600));
        assertThat(peer.takes()).first().asString().contains("1:501(500)");
    }

    @Test
    void aWriterIsReadyWhileLittleIsUnsent() { // TCP_NOTSENT_LOWAT
        Peer peer = connected(Option.TCP_NOTSENT_LOWAT, 5000);
        int[] sent = {18_000, 18_000}; // the first window has ten segments
        boolean[] ready = new boolean[sent.length];
        for (int i = 0; i < sent.length; i++) {
            bench.send(peer.connection(), "x".repeat(sent[i]));
            ready[i] = (StatusCall.readiness(peer.connection()) & Readiness.POLLOUT) != 0;
        }
        assertThat(ready).containsExactly(true, false);
    }
}
