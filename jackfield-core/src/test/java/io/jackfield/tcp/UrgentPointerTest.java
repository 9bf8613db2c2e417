package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** RFC 9293 §3.8.5 on the wire: the pointer names what follows the urgent octet (RFC 6093 §3). */
class UrgentPointerTest {
    private final Peer peer = Peer.in(TcpState.ESTABLISHED);
    private final Bench bench = peer.bench;
    private final TcpConnection c = peer.connection();

    private void urge(int octets) {
        ByteBuffer data = ByteBuffer.wrap(new byte[octets]);
        assertThat(SendCall.send(c, data, MessageFlags.MSG_OOB, bench.nowNanos()))
                .isEqualTo(octets);
        bench.settle();
    }

    private String urgent() {
        return bench.receive(c, 5, MessageFlags.MSG_OOB);
    }

    private boolean isUrgent() {
        return (StatusCall.readiness(c) & Readiness.POLLPRI) != 0;
    }

    @Test
    void everySegmentUpToTheUrgentOctetPointsBehindIt() {
        urge(1500);
        peer.expects("U. 1:1461(1460) ack 1 urg 1500");
        peer.expects("PU. 1461:1501(40) ack 1 urg 40");
        bench.send(c, "a");
        peer.expects("P. 1501:1502(1) ack 1"); // and Nagle holds nothing back
        peer.sends(". 1:1(0) ack 1502");
        bench.send(c, "b");
        bench.send(c, "c");
        peer.expects("P. 1502:1503(1) ack 1");
        peer.expectsNothing();
    }

    @Test
    void aRetransmissionPointsAsWell() {
        urge(3);
        peer.expects("PU. 1:4(3) ack 1 urg 3");
        bench.advance(Bench.SECOND);
        peer.expects("PU. 1:4(3) ack 1 urg 3");
    }

    @Test
    void anOctetFartherThanThePointerReachesIsAnnounced() {
        urge(100_000);
        peer.expects("U. 1:1461(1460) ack 1 urg 65535");
        peer.ignores();
    }

    @Test
    void aClosedWindowLetsThePointerThrough() {
        peer.sends(". 1:1(0) ack 1 win 0");
        peer.ignores();
        urge(2);
        peer.expectsNothing();
        bench.advance(Bench.SECOND);
        peer.expects("U. 1:1(0) ack 1 urg 2");
        peer.expects("U. 0:0(0) ack 1 urg 3");
        peer.ignores();
        peer.sends("P. 1:2(1) ack 1 win 0");
        bench.advance(Bench.SECOND);
        assertThat(peer.takes()).anyMatch(seg -> seg.startsWith("U. 1:1(0) ack 2"));
    }

    @Test
    void thePointerMayComeBeforeTheOctet() {
        peer.sends("U. 1:1(0) ack 1 urg 5");
        assertThat(urgent()).isEqualTo("-EAGAIN");
        peer.sends("P. 1:3(2) ack 1");
        assertThat(bench.receive(c)).isEqualTo("ab");
        peer.sends("P. 3:9(6) ack 1");
        assertThat(isUrgent()).isTrue();
        assertThat(bench.receive(c)).isEqualTo("cd");
        assertThat(urgent()).isEqualTo("e");
        assertThat(bench.receive(c)).isEqualTo("fgh");
    }

    @Test
    void theOctetIsThereBeforeWhatPrecedesIt() {
        peer.sends("PU. 4:7(3) ack 1 urg 2");
        assertThat(isUrgent()).isTrue();
        assertThat(urgent()).isEqualTo("e");
        assertThat(isUrgent()).isFalse();
        peer.sends("P. 1:4(3) ack 1");
        assertThat(bench.receive(c)).isEqualTo("abcd");
        assertThat(bench.receive(c)).isEqualTo("f");
    }

    @Test
    void whatPointsBackIsOld() {
        peer.sends("PU. 1:4(3) ack 1 urg 3");
        assertThat(urgent()).isEqualTo("c");
        peer.sends("PU. 1:4(3) ack 1 urg 3");
        peer.sends("PU. 4:7(3) ack 1 urg 0"); // points at its own first octet
        assertThat(bench.receive(c)).isEqualTo("abc");
        assertThat(urgent()).isEqualTo("d");
        peer.sends("PU. 1:7(6) ack 1 urg 6");
        assertThat(urgent()).isEqualTo("-EINVAL");
        assertThat(bench.receive(c)).isEqualTo("ef");
    }

    @Test
    void behindTheFinNothingIsUrgent() {
        peer.sends("F. 1:1(0) ack 1");
        peer.sends("U. 2:2(0) ack 1 urg 9");
        assertThat(urgent()).isEqualTo("-EINVAL");
        assertThat(bench.receive(c)).isEmpty();
    }

    @Test
    void whatIsAwaitedWhenThePeerClosesNeverComes() {
        peer.sends("FU. 1:1(0) ack 1 urg 9");
        assertThat(urgent()).isEmpty();
    }

    @Test
    void aResetLeavesTheOctet() {
        peer.sends("PU. 1:4(3) ack 1 urg 3");
        peer.sends("R 4:4(0)");
        assertThat(urgent()).isEqualTo("-ENOTCONN");
        assertThat(bench.receive(c)).isEqualTo("ab");
    }

    @Test
    void stdurgTakesThePointerAtItsWord() {
        bench.set(Setting.TCP_STDURG, 1);
        peer.sends("PU. 1:4(3) ack 1 urg 1");
        assertThat(urgent()).isEqualTo("b");
        assertThat(bench.receive(c)).isEqualTo("a");
    }

    @Test
    void thePiecesOfASuperSegmentPointEachFromItself() {
        Segment seg = peer.segment("PU. 1:11(10) ack 1 urg 6");
        Segment first = seg.piece(0, 5);
        Segment second = seg.piece(5, 1);
        Segment third = seg.piece(6, 4);
        assertThat(first.urgentPointer()).isEqualTo(6);
        assertThat(second.urgentPointer()).isEqualTo(1);
        assertThat(second.has(Segment.URG)).isTrue();
        assertThat(third.urgentPointer()).isZero();
        assertThat(third.has(Segment.URG)).isFalse();
        for (Segment each : new Segment[] {seg, first, second, third}) {
            each.release();
        }
    }
}
