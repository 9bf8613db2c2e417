package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Readiness;
import io.jackfield.tcp.receive.Receiver;
import io.jackfield.tcp.receive.Timestamps;
import io.jackfield.tcp.sequence.Seq;

/**
 * Header prediction: the next data in order or a pure ACK, in ESTABLISHED and without a gap: the
 * checks that it cannot fail are left out. What it does is what {@link SegmentArrivesOther} would
 * do.
 */
final class FastPath {
    private static final int PREDICTED =
            Segment.ACK | Segment.SYN | Segment.FIN | Segment.RST | Segment.URG;

    private FastPath() {}

    /** Takes the segment over if it is one of the two kinds. */
    static boolean takes(TcpConnection c, Segment seg, long nowNanos) {
        if (!isPredicted(c, seg, nowNanos)) {
            return false;
        }
        c.rcv.echo(seg, nowNanos);
        int length = seg.payloadLength();
        SegmentArrivesOther.acknowledge(c, seg, nowNanos);
        c.tcp.counters().increment(length == 0 ? Counter.TCP_HP_ACKS : Counter.TCP_HP_HITS);
        if (length == 0) {
            seg.release();
            return true;
        }
        int result = c.rcv.accept(seg, c.snd.rtoNanos(), nowNanos);
        assert result == Receiver.QUEUED : "predicted, but " + result;
        c.tell(Readiness.POLLIN);
        return true;
    }

    private static boolean isPredicted(TcpConnection c, Segment seg, long nowNanos) {
        if (c.state() != TcpState.ESTABLISHED
                || (seg.flags() & PREDICTED) != Segment.ACK
                || seg.seq() != c.rcv.nxt
                || seg.payloadLength() > c.rcv.window()
                || c.rcv.hasGaps()
                || c.rcv.isUrgent()
                || !Seq.atLeast(seg.ack(), c.snd.una)
                || !Seq.atMost(seg.ack(), c.snd.nxt)) {
            return false;
        }
        Timestamps timestamps = c.rcv.timestamps();
        return timestamps == null
                || (seg.hasTimestamps() && !timestamps.isOld(seg.tsVal(), nowNanos));
    }
}
