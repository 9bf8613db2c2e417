package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;

import org.junit.jupiter.api.Test;

/** Timestamps and PAWS (RFC 7323 §3 to §5), and what rests on them (RFC 6191). */
class TimestampsTest {
    private final Bench bench = new Bench();

    private Peer stamped() {
        return Peer.connectedTo(bench, new TcpOptions(), "mss 1460 ts 500 0");
    }

    @Test
    void everySegmentEchoesTheLastInOrder() {
        Peer peer = stamped();
        String val = Integer.toUnsignedString(peer.lastTsVal());
        peer.sends("P. 1:6(5) ack 1 ts 2000000 " + val);
        peer.expects(". 1:1(0) ack 6 ts " + val + " 2000000");
    }

    @Test
    void aSegmentAfterAGapIsNotEchoed() { // RFC 7323 §4.3
        Peer peer = stamped();
        String val = Integer.toUnsignedString(peer.lastTsVal());
        peer.sends("P. 1:6(5) ack 1 ts 2000000 " + val).ignores();
        peer.sends("P. 11:16(5) ack 1 ts 2000005 " + val);
        peer.expects(". 1:1(0) ack 6 ts " + val + " 2000000");
    }

    @Test
    void itsClockTicksInMilliseconds() {
        Peer peer = stamped();
        int val = peer.lastTsVal();
        bench.advance(7 * Bench.MILLI);
        peer.sends("P. 1:6(5) ack 1");
        assertThat(peer.lastTsVal()).isEqualTo(val + 7);
    }

    @Test
    void anOldDuplicateIsAcknowledgedAndDropped() { // RFC 7323 §5.3 R1
        Peer peer = stamped();
        String val = Integer.toUnsignedString(peer.lastTsVal());
        peer.sends("P. 1:6(5) ack 1 ts 2000000 " + val).ignores();
        peer.sends("P. 6:11(5) ack 1 ts 1999000 " + val).expects(". 1:1(0) ack 6");
        assertThat(bench.count(Counter.TCP_PAWS_ESTAB)).isEqualTo(1);
        assertThat(bench.receive(peer.connection())).isEqualTo("abcde");
    }

    @Test
    void aResetIsTakenWhateverItsTimestamp() {
        Peer peer = stamped();
        peer.sends("P. 1:6(5) ack 1 ts 2000000 0");
        peer.sends("R 6:6(0) ts 1 0");
        assertThat(peer.connection().state()).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void after24DaysTheyAreOutdated() { // RFC 7323 §5.5
        Peer peer = stamped();
        peer.sends("P. 1:6(5) ack 1 ts 2000000 0").ignores();
        bench.advance(24L * 24 * 3600 * Bench.SECOND);
        peer.sends("P. 6:11(5) ack 1 ts 1000 0");
        assertThat(bench.receive(peer.connection())).isEqualTo("abcdefghij");
    }

    @Test
    void theyAreOffWithThePeerOrTheSetting() {
        assertThat(Peer.connectedTo(bench).connection().rcv.timestamps()).isNull();
        Bench other = new Bench();
        other.set(Setting.TCP_TIMESTAMPS, 0);
        Peer peer = Peer.connectedTo(other, new TcpOptions(), "mss 1460 ts 500 0");
        assertThat(peer.connection().rcv.timestamps()).isNull();
    }

    @Test
    void aZeroInTheSynSaysNothingOfThePeersClock() { // as Linux
        String late = "ts 3000000000 0"; // before 0, as RFC 7323 §5.3 compares
        TcpListener listener = bench.listen(Peer.HOST_PORT, 1);
        Peer peer = new Peer(bench);
        peer.sends("S 0:0(0) mss 1460 ts 0 0").expects("S. 0:0(0) ack 1");
        peer.sends(". 1:1(0) ack 1 " + late);
        assertThat(listener.accept()).isNotNull();
        Peer other = new Peer(new Bench());
        other.connects().sends("S. 0:0(0) ack 1 mss 1460 ts 0 0");
        other.sends("P. 1:6(5) ack 1 " + late);
        assertThat(other.bench.receive(other.connection())).isEqualTo("abcde");
    }

    private Peer inTimeWait() {
        Peer peer = new Peer(bench);
        peer.hasTimestamps = true;
        peer.connects();
        peer.sends("S. 0:0(0) ack 1 mss 1460 ws 7");
        peer.hostCloses().sends("F. 1:1(0) ack 2").ignores();
        assertThat(bench.tcp.timeWaits()).isEqualTo(1);
        return peer;
    }

    @Test
    void connectSucceedsATimeWaitWhosePortWasNamed() { // LINUX.md 87
        Peer peer = inTimeWait();
        int old = peer.hostIss;
        peer.connects().expects("S 0:0(0)");
        assertThat(peer.hostIss).isEqualTo(old + 2 + 65_537);
        assertThat(bench.tcp.timeWaits()).isZero();
        assertThat(bench.tcp.flows().size()).isEqualTo(1);
    }

    @Test
    void aChosenPortIsReusedAfterASecondIfTheSettingSaysSo() { // LINUX.md 86
        Peer peer = inTimeWait();
        assertThat(mayConnect(peer)).isFalse();
        bench.set(Setting.TCP_TW_REUSE, 1);
        assertThat(mayConnect(peer)).isFalse();
        bench.advance(Bench.SECOND + 1);
        assertThat(mayConnect(peer)).isTrue();
        bench.set(Setting.TCP_TW_REUSE, 2);
        assertThat(mayConnect(peer)).isFalse();
    }

    private boolean mayConnect(Peer peer) {
        return bench.tcp.mayConnect(
                Bench.HOST, peer.hostPort, Bench.PEER, peer.port, bench.nowNanos());
    }
}
