package io.jackfield.tcp.send;

import static io.jackfield.time.Deadline.NEVER;

import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

/** What a sender looks like from outside: the figures that TCP_INFO shows and limits compare. */
abstract sealed class SendStatus extends SendSequence permits SendTerms {
    private static final int MOST_POINTER = 0xffff;

    @Nullable Transfer transfer; // while something is queued or in flight
    @Nullable SendRecord record; // from the first use of the connection on
    byte backoff; // doublings of the RTO or of the persist timeout
    byte probes; // window probes that nobody answered

    /** Retransmission timeouts since anything was acknowledged, for tcp_retries1 and 2. */
    public int timeouts() {
        return transfer == null ? 0 : transfer.timeouts;
    }

    public int backoffs() {
        return backoff;
    }

    /** Window probes since the last ACK, for tcp_retries2. */
    public int probes() {
        return probes;
    }

    /** When the oldest unacknowledged segment was first sent; NEVER if there is none. */
    public long firstUnackedSentNanos() {
        SentSegment head = transfer == null ? null : transfer.inFlight.first();
        return head == null ? NEVER : head.firstSentNanos;
    }

    /** What the user has queued so far is urgent up to its last octet. */
    public void urge() {
        if (transfer != null) {
            transfer.urge();
        }
    }

    /**
     * The urgent pointer of a segment that begins at {@code seq}: the distance of SND.UP, or as far
     * as a pointer reaches while all that was sent lies within; 0 for none.
     */
    public int urgentPointer(int seq) {
        Transfer t = transfer;
        if (t == null || !t.isUrgent() || !Seq.before(seq, t.up())) {
            return 0;
        }
        int distance = Seq.distance(seq, t.up());
        if (distance <= MOST_POINTER) {
            return distance;
        }
        return Seq.after(seq + MOST_POINTER, nxt) ? MOST_POINTER : 0;
    }

    public RecoveryState recoveryState() {
        return transfer == null ? RecoveryState.OPEN : transfer.recovery.state();
    }

    /** The segments in flight as TCP_INFO counts them. */
    public int unacked() {
        return transfer == null ? 0 : transfer.inFlight.outstanding();
    }

    public int sacked() {
        return transfer == null ? 0 : transfer.inFlight.sacked() + transfer.inFlight.presumed();
    }

    public int lost() {
        return transfer == null ? 0 : transfer.inFlight.lost();
    }

    public int retransmittedInFlight() {
        return transfer == null ? 0 : transfer.inFlight.retransmitted();
    }

    /** What is believed to be in the network, in segments (RFC 6675 §4). */
    public int pipe() {
        return transfer == null ? 0 : transfer.inFlight.pipe();
    }

    public int delivered() {
        return record == null ? 0 : record.delivered;
    }

    /** How many segments may overtake one before it counts as lost. */
    public int reordering(Settings settings) {
        return transfer == null ? settings.get(Setting.TCP_REORDERING) : transfer.reordering();
    }

    public int totalRetransmits() {
        return record == null ? 0 : record.retransmits;
    }

    public long bytesSent() {
        return record == null ? 0 : record.bytesSent;
    }

    public long bytesRetransmitted() {
        return record == null ? 0 : record.bytesRetransmitted;
    }

    /** When data or a FIN was last sent; NEVER before the first. */
    public long lastSentNanos() {
        return record == null ? NEVER : record.lastSentNanos;
    }
}
