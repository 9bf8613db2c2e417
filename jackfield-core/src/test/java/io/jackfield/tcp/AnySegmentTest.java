package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Option;

import org.junit.jupiter.api.Test;

/** No segment, however senseless, breaks anything: nothing is thrown and nothing stays behind. */
class AnySegmentTest {
    private static final TcpState[] STATES = {
        TcpState.SYN_SENT,
        TcpState.SYN_RECEIVED,
        TcpState.ESTABLISHED,
        TcpState.FIN_WAIT_1,
        TcpState.FIN_WAIT_2,
        TcpState.CLOSE_WAIT,
        TcpState.CLOSING,
        TcpState.LAST_ACK,
        TcpState.TIME_WAIT
    };

    private static int near(Draws draws, int number) {
        return switch (draws.below(6)) {
            case 0, 1, 2 -> number;
            case 3 -> number + draws.below(20) - 10;
            case 4 -> number + draws.below(200_000) - 100_000;
            default -> (int) draws.bits();
        };
    }

    private static String any(Draws draws, Peer peer) {
        int length = draws.oneIn(2) ? 0 : draws.below(draws.oneIn(4) ? 60_000 : 40);
        long seq = Integer.toUnsignedLong(near(draws, 1 + draws.below(3)));
        StringBuilder flags = new StringBuilder(draws.oneIn(5) ? "" : ".");
        flags.append(draws.oneIn(8) ? "F" : "").append(draws.oneIn(30) ? "S" : "");
        flags.append(draws.oneIn(40) ? "R" : "").append(draws.oneIn(8) ? "U" : "");
        String text =
                (flags.isEmpty() ? "-" : flags.toString())
                        + (" " + seq + ":" + (seq + length) + "(" + length + ")")
                        + (" win " + draws.below(65_536) + " urg " + draws.below(65_536));
        if (flags.toString().contains(".")) {
            text += " ack " + Integer.toUnsignedLong(near(draws, 1 + draws.below(3)));
        }
        if (draws.oneIn(6)) {
            text += " ts " + Integer.toUnsignedLong(near(draws, peer.clock()));
            text += " " + Integer.toUnsignedLong(near(draws, peer.lastTsVal()));
        }
        if (draws.oneIn(10)) {
            text += " mss " + draws.below(65_536) + " ws " + draws.below(128) + " sackOK";
        }
        return text;
    }

    private static void send(Draws draws, Peer peer) {
        Segment seg = peer.segment(any(draws, peer));
        if (draws.oneIn(8)) {
            int[] edges = new int[2 * (1 + draws.below(SackBlocks.MOST))];
            for (int i = 0; i < edges.length; i++) {
                edges[i] = near(draws, peer.hostIss + draws.below(4000));
            }
            seg.sack(new SackBlocks(edges));
        }
        if (seg.payloadLength() > 1400) {
            seg.segmentSize(1 + draws.below(1460));
        }
        peer.inject(seg);
    }

    private static void use(Draws draws, Peer peer) {
        TcpConnection c = peer.connection();
        Bench bench = peer.bench;
        switch (draws.below(12)) {
            case 0 -> bench.send(c, new byte[1 + draws.below(5000)]);
            case 1, 2 -> bench.receive(c, 1 + draws.below(9000), 0);
            case 3 -> bench.advance(draws.below(3 * Bench.SECOND));
            case 4 -> bench.advance(draws.below(300 * Bench.MILLI));
            case 5 -> {
                if (draws.oneIn(10)) {
                    bench.shutdown(c, draws.below(3));
                }
            }
            default -> {}
        }
    }

    @Test
    void doesNoHarm() {
        Forall.seeds(
                Integer.getInteger("jackfield.seeds", 300),
                draws -> {
                    Peer peer = Peer.in(STATES[draws.below(STATES.length)]);
                    for (int i = 0; i < 150; i++) {
                        send(draws, peer);
                        use(draws, peer);
                        assertThat(peer.connection().isCoherent()).isTrue();
                    }
                    end(peer);
                });
    }

    private static void end(Peer peer) {
        Bench bench = peer.bench;
        TcpOptions impatient = new TcpOptions();
        assertThat(impatient.set(Option.TCP_LINGER2, 1)).isZero();
        OptionCall.apply(peer.connection(), impatient, bench.nowNanos());
        bench.close(peer.connection());
        bench.advance(2000 * Bench.SECOND);
        peer.ignores();
        assertThat(peer.connection().state()).isEqualTo(TcpState.CLOSED);
        assertThat(bench.tcp.flows().size()).isZero();
        assertThat(bench.tcp.orphans()).isZero();
        assertThat(bench.timers.size()).isZero();
        assertThat(bench.pool.outstanding()).isZero();
    }
}
