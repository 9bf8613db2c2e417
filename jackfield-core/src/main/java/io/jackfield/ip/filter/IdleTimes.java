package io.jackfield.ip.filter;

import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

/** How long a flow may be idle before a box on its way forgets it. */
record IdleTimes(long establishedNanos, long transitoryNanos, long udpNanos, long icmpNanos) {
    private static final long SECOND = 1_000_000_000L;

    /** RFC 5382 REQ-5 (2 h 4 min, 4 min), RFC 4787 REQ-5 (5 min), RFC 5508 REQ-1 (60 s). */
    static final IdleTimes RECOMMENDED =
            new IdleTimes(7440 * SECOND, 240 * SECOND, 300 * SECOND, 60 * SECOND);

    /** The same for whatever has been opened. */
    IdleTimes withIdle(long nanos) {
        return new IdleTimes(nanos, Math.min(nanos, transitoryNanos), nanos, icmpNanos);
    }

    /** What is remembered of one flow. */
    static final class Flow {
        private static final int OPENER_FIN = 1;
        private static final int ANSWERER_FIN = 2;

        private final boolean isOpenedByUs;
        private boolean isAnswered;
        private int ends;
        private long expiresNanos;

        Flow(boolean isOpenedByUs) {
            this.isOpenedByUs = isOpenedByUs;
        }

        boolean isOver(long nowNanos) {
            return nowNanos >= expiresNanos;
        }

        /** A packet of one of the two ends went by. */
        void passed(Packet packet, boolean isOurs, IdleTimes times, long nowNanos) {
            boolean byOpener = isOurs == isOpenedByUs;
            isAnswered |= !byOpener;
            if (packet instanceof Segment segment) {
                if (segment.isRst()) {
                    ends = OPENER_FIN | ANSWERER_FIN;
                } else if (segment.isFin()) {
                    ends |= byOpener ? OPENER_FIN : ANSWERER_FIN;
                } else if (segment.isSyn()) {
                    ends = 0; // the same ports anew
                }
            }
            expiresNanos = nowNanos + times.of(packet, this);
        }

        private boolean isEstablished() {
            return isAnswered && ends != (OPENER_FIN | ANSWERER_FIN);
        }
    }

    private long of(Packet packet, Flow flow) {
        return switch (packet.protocol()) {
            case IpProtocol.TCP -> flow.isEstablished() ? establishedNanos : transitoryNanos;
            case IpProtocol.UDP -> udpNanos;
            default -> icmpNanos;
        };
    }
}
