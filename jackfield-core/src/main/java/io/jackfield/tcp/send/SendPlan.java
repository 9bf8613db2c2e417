package io.jackfield.tcp.send;

import org.jspecify.annotations.Nullable;

/** The next segment to send, as {@link Sender#plan} found it. One object serves a whole host. */
public final class SendPlan {
    /** Why a segment is sent. */
    public enum Cause {
        /** New data, or the FIN. */
        NEW,
        /** Fast recovery retransmits what is lost. */
        FAST,
        /** The retransmission timeout, and what it made lost. */
        RTO,
        /** A tail loss probe: the last segment again, or new data before its time. */
        TLP,
        /** A window probe; without data it lies just below SND.UNA and asks for an ACK. */
        PROBE
    }

    int seq;
    int length;
    boolean fin;
    boolean push;
    int segmentSize;
    Cause cause = Cause.NEW;
    @Nullable SentSegment again; // the entry to retransmit; null for new data

    public int seq() {
        return seq;
    }

    /** Octets of payload. */
    public int length() {
        return length;
    }

    public boolean isFin() {
        return fin;
    }

    /** PSH: the segment empties the send queue, or it is a super-segment, as on Linux. */
    public boolean isPush() {
        return push || segmentSize() != 0;
    }

    /** Octets per wire segment if this is a super-segment, else 0; see Packet.segmentSize. */
    public int segmentSize() {
        return length > segmentSize ? segmentSize : 0;
    }

    /** Segments of the wire. */
    public int segments() {
        return Math.max(1, (length + segmentSize - 1) / segmentSize);
    }

    public Cause cause() {
        return cause;
    }

    public boolean isRetransmission() {
        return again != null;
    }

    /** Sequence number after the last, FIN counted. */
    int end() {
        return seq + length + (fin ? 1 : 0);
    }

    void set(int from, int octets, boolean withFin, int mss, Cause why) {
        seq = from;
        length = octets;
        fin = withFin;
        push = withFin;
        segmentSize = mss;
        cause = why;
        again = null;
    }
}
