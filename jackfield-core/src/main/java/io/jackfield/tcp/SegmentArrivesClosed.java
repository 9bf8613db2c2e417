package io.jackfield.tcp;

import io.jackfield.packet.Segment;

/** SEGMENT ARRIVES in CLOSED (RFC 9293 §3.10.7.1): there is no TCB. */
final class SegmentArrivesClosed {
    private SegmentArrivesClosed() {}

    static void at(Tcp tcp, Segment seg, long nowNanos) {
        if (!seg.isRst()) {
            SegmentOutput.refuse(tcp, seg, nowNanos);
        }
        seg.release();
    }
}
