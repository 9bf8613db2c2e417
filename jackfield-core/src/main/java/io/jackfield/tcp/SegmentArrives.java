package io.jackfield.tcp;

import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;

/** SEGMENT ARRIVES (RFC 9293 §3.10.7) at a connection. */
final class SegmentArrives {
    private SegmentArrives() {}

    static void at(TcpConnection c, Segment seg, long nowNanos) {
        c.segmentsIn += seg.wirePackets();
        if (!c.tcp.isPredicting || !FastPath.takes(c, seg, nowNanos)) {
            byState(c, seg, nowNanos);
        }
        if (c.state() != TcpState.CLOSED) {
            c.tcp.respond(c, nowNanos);
        }
        assert c.isCoherent();
    }

    /** Takes the segment over, by the state of the connection. */
    static void byState(TcpConnection c, Segment seg, long nowNanos) {
        switch (c.state()) {
            case CLOSED -> SegmentArrivesClosed.at(c.tcp, seg, nowNanos);
            case SYN_SENT -> SegmentArrivesSynSent.at(c, seg, nowNanos);
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK ->
                    SegmentArrivesOther.at(c, seg, nowNanos);
            case LISTEN, TIME_WAIT -> throw new AssertionError("not a connection's: " + c.state());
        }
    }
}
