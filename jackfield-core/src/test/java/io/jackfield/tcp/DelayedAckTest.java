package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Counter;

import org.junit.jupiter.api.Test;

/** When data is acknowledged (RFC 5681 §4.2, RFC 9293 §3.8.6.3). */
class DelayedAckTest {
    private final Bench bench = new Bench();
    private final Peer peer = Peer.connectedTo(bench);

    /** Past the acknowledgments at once with which a connection begins. */
    private int warmUp() {
        int seq = 1;
        for (int i = 0; i < 40; i++) {
            peer.sends("P. " + seq + ":" + (seq + 10) + "(10) ack 1");
            seq += 10;
            bench.receive(peer.connection());
            bench.advance(300 * Bench.MILLI);
        }
        peer.connection().rcv.acks().stopQuick();
        peer.ignores();
        return seq;
    }

    @Test
    void aNewConnectionAcknowledgesAtOnce() {
        peer.sends("P. 1:11(10) ack 1").expects(". 1:1(0) ack 11");
    }

    @Test
    void laterItWaitsFortyMilliseconds() {
        int seq = warmUp();
        peer.connection().rcv.acks().interactive(true);
        peer.sends("P. " + seq + ":" + (seq + 10) + "(10) ack 1").expectsNothing();
        bench.advance(40 * Bench.MILLI - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects(". 1:1(0) ack " + (seq + 10));
        assertThat(bench.count(Counter.TCP_DELAYED_ACKS)).isPositive();
    }

    @Test
    void itWaitsAgainAfterAPauseThatIsNotLong() {
        int seq = warmUp();
        peer.connection().rcv.acks().interactive(true);
        peer.sends("P. " + seq + ":" + (seq + 10) + "(10) ack 1");
        peer.connection().rcv.acks().stopQuick(); // of the 300 ms before
        bench.receive(peer.connection());
        bench.advance(100 * Bench.MILLI);
        peer.ignores();
        seq += 10;
        peer.sends("P. " + seq + ":" + (seq + 10) + "(10) ack 1").expectsNothing();
        bench.advance(40 * Bench.MILLI);
        peer.expects(". 1:1(0) ack " + (seq + 10));
    }

    @Test
    void anAnswerCarriesIt() {
        int seq = warmUp();
        peer.connection().rcv.acks().interactive(true);
        peer.sends("P. " + seq + ":" + (seq + 10) + "(10) ack 1").expectsNothing();
        bench.send(peer.connection(), "answer");
        peer.expects("P. 1:7(6) ack " + (seq + 10));
        bench.advance(40 * Bench.MILLI);
        assertThat(peer.takes()).noneMatch(text -> text.startsWith("."));
    }

    @Test
    void theSecondFullSegmentIsAcknowledgedAtOnce() {
        int seq = warmUp();
        peer.connection().rcv.acks().interactive(true);
        peer.sends(". " + seq + ":" + (seq + 1460) + "(1460) ack 1");
        peer.ignores();
        int next = seq + 1460;
        peer.connection().rcv.acks().interactive(true);
        peer.sends(". " + next + ":" + (next + 1460) + "(1460) ack 1").ignores();
        next += 1460;
        peer.sends(". " + next + ":" + (next + 1460) + "(1460) ack 1");
        next += 1460;
        peer.sends(". " + next + ":" + (next + 1460) + "(1460) ack 1");
        assertThat(peer.takes()).last().asString().contains("ack " + (next + 1460));
    }

    @Test
    void whatIsAFullSegmentShrinksWithThePath() { // as Linux, after two of one size
        peer.sends(". 1:1461(1460) ack 1").sends(". 1461:2161(700) ack 1");
        assertThat(peer.connection().rcv.rmss()).isEqualTo(1460);
        peer.sends(". 2161:2861(700) ack 1");
        assertThat(peer.connection().rcv.rmss()).isEqualTo(700);
        peer.connection().rcv.acks().interactive(true);
        peer.ignores().sends(". 2861:3561(700) ack 1").expectsNothing();
        peer.sends(". 3561:4261(700) ack 1").expects(". 1:1(0) ack 4261");
    }

    @Test
    void oneForAllThatArrivesTogether() {
        bench.isBatching = true;
        peer.sendsTogether(
                ". 1:1461(1460) ack 1", ". 1461:2921(1460) ack 1", ". 2921:4381(1460) ack 1");
        peer.expects(". 1:1(0) ack 4381");
        peer.expectsNothing();
    }

    @Test
    void quickAckSendsWhatWaits() {
        int seq = warmUp();
        peer.connection().rcv.acks().interactive(true);
        peer.sends("P. " + seq + ":" + (seq + 10) + "(10) ack 1").expectsNothing();
        OptionCall.quickAck(peer.connection(), true, bench.nowNanos());
        bench.settle();
        peer.expects(". 1:1(0) ack " + (seq + 10));
    }

    @Test
    void aFinAloneIsAcknowledgedAtTheNextTick() { // as Linux, where no data came before
        peer.sends("F. 1:1(0) ack 1").expectsNothing();
        bench.advance(Bench.MILLI);
        peer.expects(". 1:1(0) ack 2");
    }

    @Test
    void aFinAfterDataWaitsFortyMilliseconds() {
        peer.sends("P. 1:6(5) ack 1").expects(". 1:1(0) ack 6");
        peer.sends("F. 6:6(0) ack 1");
        bench.advance(40 * Bench.MILLI - 1);
        peer.expectsNothing();
        bench.advance(1);
        peer.expects(". 1:1(0) ack 7");
    }

    @Test
    void theFinOfThePeerWaitsForOurs() {
        peer.sends("F. 1:1(0) ack 1").expectsNothing();
        peer.hostCloses().expects("F. 1:1(0) ack 2");
    }
}
