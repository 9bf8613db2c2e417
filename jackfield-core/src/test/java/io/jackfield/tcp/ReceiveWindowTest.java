package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;

import org.junit.jupiter.api.Test;

/** What window is offered (RFC 9293 §3.8.6, 7323 §2). */
class ReceiveWindowTest {
    private final Bench bench = new Bench();

    private Peer withBuffer(int octets) {
        bench.set(Setting.TCP_RMEM_DEFAULT, octets);
        return Peer.connectedTo(bench);
    }

    private static int sendsUntilFull(Peer peer) {
        int seq = 1;
        while (peer.connection().rcv.window() > 0) {
            int length = Math.min(1460, peer.connection().rcv.window());
            peer.sends(". " + seq + ":" + (seq + length) + "(" + length + ") ack 1");
            seq += length;
        }
        return seq;
    }

    @Test
    void isHalfOfTheBuffer() {
        Peer peer = new Peer(bench);
        bench.set(Setting.TCP_RMEM_DEFAULT, 131_072);
        bench.listen(Peer.HOST_PORT, 1);
        peer.sends("S 0:0(0) mss 1460 ws 7");
        peer.expects("S. 0:0(0) ack 1 win 64240 ws 7"); // as Linux
    }

    @Test
    void isAWholeNumberOfSegmentsOfThatSize() {
        Peer peer = new Peer(bench);
        bench.set(Setting.TCP_RMEM_DEFAULT, 131_072);
        bench.listen(Peer.HOST_PORT, 1);
        peer.sends("S 0:0(0) mss 1460 ws 7 ts 1 0");
        peer.expects("S. 0:0(0) ack 1 win 65160 ws 7"); // as Linux: 45 of 1448
    }

    @Test
    void closesWhenNobodyReadsAndOpensWhenSomebodyDoes() {
        Peer peer = withBuffer(8192);
        int seq = sendsUntilFull(peer);
        assertThat(peer.takes()).last().asString().contains("win 0");
        peer.sends(". " + seq + ":" + (seq + 1) + "(1) ack 1")
                .expects(". 1:1(0) ack " + seq + " win 0");
        assertThat(bench.receive(peer.connection())).hasSize(seq - 1);
        assertThat(peer.takes()).hasSize(1).allMatch(text -> !text.contains("win 0"));
    }

    @Test
    void isNotReopenedForAFewOctets() { // RFC 9293 §3.8.6.2.2
        Peer peer = withBuffer(8192);
        sendsUntilFull(peer);
        peer.ignores();
        bench.receive(peer.connection(), 100, 0);
        peer.expectsNothing();
        bench.receive(peer.connection(), 4000, 0);
        assertThat(peer.takes()).hasSize(1);
    }

    @Test
    void itsRightEdgeNeverMovesBack() {
        Peer peer = withBuffer(65_536);
        int edge = 0;
        int seq = 1;
        for (int i = 0; i < 30; i++) {
            peer.sends(". " + seq + ":" + (seq + 1000) + "(1000) ack 1");
            seq += 1000;
            TcpConnection c = peer.connection();
            int right = c.rcv.wup - Peer.ISS + c.rcv.wnd;
            assertThat(right).isGreaterThanOrEqualTo(edge);
            edge = right;
        }
    }

    @Test
    void growsWhileTheUserReads() {
        Peer peer = Peer.connectedTo(bench, new TcpOptions(), "mss 1460 ws 7 ts 1 0");
        int before = peer.connection().rcv.buffer();
        int seq = 1;
        for (int i = 0; i < 3000; i++) {
            int window = peer.connection().rcv.window();
            assertThat(window).isGreaterThanOrEqualTo(1448);
            peer.sends(". " + seq + ":" + (seq + 1448) + "(1448) ack 1");
            seq += 1448;
            if (i % 40 == 39) {
                bench.receive(peer.connection());
                bench.advance(2 * Bench.MILLI);
            }
            peer.ignores();
        }
        assertThat(peer.connection().rcv.buffer()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void whatWaitsForGapsCostsTwoBuffersAtTheMost() {
        Peer peer = withBuffer(65_536);
        int farthest = peer.connection().rcv.window();
        int most = 2 * 65_536 / 512 + 1;
        for (int seq = farthest; seq > farthest - 4 * most; seq -= 2) {
            peer.sends(". " + seq + ":" + (seq + 1) + "(1) ack 1").ignores();
        }
        assertThat(bench.count(Counter.TCP_OFO_QUEUE)).isBetween(most / 2L, (long) most);
        assertThat(bench.count(Counter.TCP_OFO_DROP)).isPositive();
        peer.sends(". 1:2(1) ack 1").expects(". 1:1(0) ack 2");
    }

    @Test
    void aRepetitionIsReportedEvenIfNothingFits() { // RFC 2883 §4.2
        bench.set(Setting.TCP_RMEM_DEFAULT, 8192);
        Peer peer = Peer.connectedTo(bench, new TcpOptions(), "mss 1460 sackOK");
        int seq = sendsUntilFull(peer);
        peer.ignores();
        peer.sends(". " + (seq - 5) + ":" + (seq + 5) + "(10) ack 1")
                .expects(". 1:1(0) ack " + seq + " win 0 sack " + (seq - 5) + ":" + seq);
    }

    @Test
    void aFinNeedsNoWindow() {
        Peer peer = withBuffer(8192);
        int seq = sendsUntilFull(peer);
        peer.ignores().sends("F. " + seq + ":" + seq + "(0) ack 1");
        assertThat(bench.receive(peer.connection())).hasSize(seq - 1);
        assertThat(bench.receive(peer.connection())).isEmpty();
    }
}
