package io.jackfield.tcp.send;

import static io.jackfield.time.Deadline.NEVER;

import io.jackfield.buffer.SlabPool;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * The sending half of one connection. It is told what the user queues, which ACKs arrive and that
 * time has passed; it answers what to send next and when to be asked again.
 *
 * <p>Whoever conducts the connection calls {@link #plan}, {@link #fill} and {@link #sent} in this
 * order until plan answers false, after every other call, and arms one timer for {@link
 * #deadlineNanos}. A segment counts as sent even if the layer below dropped it at once.
 */
public final class Sender extends SendTerms {
    // Bits that acknowledge() and expired() answer.
    /** SND.UNA has advanced. */
    public static final int ADVANCED = 1;

    /** SND.WND has changed. */
    public static final int WINDOW_UPDATED = 1 << 1;

    /** A duplicate ACK (RFC 5681 §2), or one that sacks something. */
    public static final int DUPLICATE = 1 << 2;

    /** Our FIN is acknowledged: now, not before. */
    public static final int FIN_ACKED = 1 << 3;

    public static final int RECOVERY_ENTERED = 1 << 4;
    public static final int RECOVERY_EXITED = 1 << 5;

    /** A reduction turned out to be for nothing and was taken back. */
    public static final int UNDONE = 1 << 6;

    /** The ACK lay below SND.UNA. */
    public static final int OLD = 1 << 7;

    public static final int RTO_FIRED = 1 << 8;
    public static final int TLP_FIRED = 1 << 9;
    public static final int REO_FIRED = 1 << 10;
    public static final int PACE_FIRED = 1 << 11;
    public static final int PERSIST_FIRED = 1 << 12;

    /** What a transfer in the pool belongs to. */
    static final Sender NOBODY =
            new Sender(new SendPool(new Settings(), new Counters(), new SlabPool(0)));

    private static final int MAX_BACKOFF = 31;

    private int mss = 536; // RFC 9293 §3.7.1

    // The handshake's round trip, 0 if it was not measured, and when it was over.
    private int handshakeMicros;
    private int handshakeMillis;

    public Sender(SendPool pool) {
        super(pool);
    }

    /** The handshake is over: data may go, from SND.NXT on. */
    public void start(int effectiveSendMss, boolean sackPermitted) {
        mss = effectiveSendMss;
        set(SACK, sackPermitted);
    }

    /** Eff.snd.MSS (RFC 9293 §3.7.1): octets of payload in a full segment, options deducted. */
    public int effectiveSendMss() {
        return mss;
    }

    /** A new segment size; what is in flight in larger segments is sent again in smaller ones. */
    public void effectiveSendMss(int octets) {
        boolean shrinks = octets < mss;
        mss = octets;
        if (shrinks && transfer != null) {
            Timeouts.resegment(transfer);
        }
    }

    // What the user queues.

    /** Copies up to {@code max} octets into slabs; answers how many. */
    public int append(ByteBuffer from, int max) {
        assert !isFinQueued() : "data after the FIN";
        return active().queue.append(from, max);
    }

    /** Lends room for so many octets to a writer who fills it without the host's lock. */
    public Loan lend(int octets) {
        assert !isFinQueued() : "data after the FIN";
        return active().queue.lend(octets);
    }

    /** Queues what was lent; answers how many octets. */
    public int append(Loan loan) {
        assert !isFinQueued() : "data after the FIN";
        int octets = loan.length();
        active().queue.append(loan);
        return octets;
    }

    /** After the last octet queued comes the FIN. */
    public void queueFin() {
        active().isFinQueued = true;
    }

    public boolean isFinQueued() {
        return has(FIN_WAS_ACKED) || transfer != null && transfer.isFinQueued;
    }

    public boolean isFinAcked() {
        return has(FIN_WAS_ACKED);
    }

    void finAcked() {
        set(FIN_WAS_ACKED, true);
    }

    /** Octets queued: sent and not acknowledged, or not sent. */
    public int queued() {
        return transfer == null ? 0 : transfer.queue.length();
    }

    /** Octets queued and not yet sent. */
    public int unsent() {
        return transfer == null ? 0 : transfer.unsent();
    }

    private Transfer active() {
        Transfer t = transfer;
        if (t == null) {
            t = pool.transfer();
            transfer = t;
            t.begin(this, record().rackMemory);
        }
        return t;
    }

    /** Gives the transfer back when nothing is left of it. */
    private void retireIfDone(long nowNanos) {
        if (transfer != null && transfer.isDone(nowNanos)) {
            retire(transfer);
        }
    }

    private void retire(Transfer t) {
        record().rackMemory = t.rack.memory();
        transfer = null;
        t.clear();
        pool.recycle(t);
    }

    // What arrives.

    /**
     * An acceptable ACK, SEG.ACK =< SND.NXT (RFC 9293 §3.10.7.4); decides on the window update as
     * well.
     *
     * @param seq SEG.SEQ
     * @param wnd SEG.WND, scaled up
     * @param sack the segment's SACK blocks
     * @param echoAgeMillis the age of the timestamp that the segment echoes, −1 without one
     * @param carriesData whether the segment has SEG.LEN > 0
     * @return bits: what happened
     */
    public int acknowledge(
            int seq,
            int ack,
            int wnd,
            @Nullable SackBlocks sack,
            int echoAgeMillis,
            boolean carriesData,
            long nowNanos) {
        boolean windowChanges = updateWindow(seq, ack, wnd);
        int events = windowChanges ? WINDOW_UPDATED : 0;
        probes = 0;
        Transfer t = transfer;
        if (t == null) {
            return events;
        }
        pool.tally.begin(echoAgeMillis, nowNanos);
        events |= AckArrives.process(t, ack, sack, !carriesData && !windowChanges);
        assert isCoherent();
        retireIfDone(nowNanos);
        return events;
    }

    /** An ECN echo: reduces the window, at most once a window. Answers whether to send CWR. */
    public boolean congestionExperienced(long nowNanos) {
        Transfer t = transfer;
        if (t == null) {
            return false;
        }
        pool.tally.begin(-1, nowNanos);
        return t.recovery.enterCwr(t);
    }

    /** The round trip of the handshake. */
    public void handshakeTook(long nanos, long nowNanos) {
        handshakeMicros = Math.clamp(nanos / 1000, 1, Integer.MAX_VALUE);
        handshakeMillis = (int) (nowNanos / 1_000_000);
        if (record != null) {
            sampleHandshake(record);
        }
    }

    private void sampleHandshake(SendRecord of) {
        long thenNanos = handshakeMillis * 1_000_000L;
        of.rtt.sample(handshakeMicros, una, nxt, minRtoMicros(), thenNanos);
    }

    /** What is known of the path, and has been done on it; so far, the handshake. */
    @Override
    SendRecord record() {
        SendRecord r = record;
        if (r == null) {
            r = new SendRecord();
            record = r;
            if (handshakeMicros != 0) {
                sampleHandshake(r);
            }
        }
        return r;
    }

    // What to send.

    /** Finds the next segment to send now; false if nothing may go. */
    public boolean plan(SendPlan into, long nowNanos) {
        return transfer != null && NextSegment.plan(transfer, into, nowNanos);
    }

    /** Puts the payload of a plan into a segment, by reference. */
    public void fill(Segment segment, SendPlan plan) {
        if (plan.length > 0 && transfer != null) {
            int filled = transfer.queue.fill(segment, plan.seq, plan.length);
            assert filled == plan.length : "the plan did not ask how much fits";
            segment.segmentSize(plan.segmentSize());
        }
    }

    /** The segment planned has gone out. */
    public void sent(SendPlan plan, long nowNanos) {
        if (transfer != null) {
            NextSegment.sent(transfer, plan, nowNanos);
            assert isCoherent();
        }
    }

    // Time.

    /** When {@link #expired} wants to be called; NEVER if nothing is being waited for. */
    public long deadlineNanos() {
        return transfer == null ? NEVER : transfer.timer.deadlineNanos();
    }

    /** The deadline has passed; answers bits: what it was for. */
    public int expired(long nowNanos) {
        Transfer t = transfer;
        if (t == null) {
            return 0;
        }
        pool.tally.begin(-1, nowNanos);
        int events = Timeouts.expired(t, nowNanos);
        assert isCoherent();
        return events;
    }

    /** The retransmission timeout, backed off (RFC 6298 §5.5). */
    public long rtoNanos() {
        return backedOff(rtt().rtoMicros() * 1000);
    }

    /** The same before the last backoff: the timeout that has just passed, after one has. */
    public long lastRtoNanos() {
        return backedOff(rtt().rtoMicros() * 1000, Math.max(0, backoff - 1));
    }

    /** Until the next window probe: RTO, but no less than its minimum, backed off. */
    long persistNanos() {
        return backedOff(Math.max(rtt().rtoMicros(), minRtoMicros()) * 1000);
    }

    private long backedOff(long baseNanos) {
        return backedOff(baseNanos, backoff);
    }

    private long backedOff(long baseNanos, int doublings) {
        long most = maxRtoNanos();
        return baseNanos >= most >> doublings ? most : Math.min(baseNanos << doublings, most);
    }

    void backOff() {
        backoff = (byte) Math.min(backoff + 1, MAX_BACKOFF);
    }

    public RttEstimator rtt() {
        return record().rtt;
    }

    /** The connection is over: gives every slab back. */
    public void release() {
        if (transfer != null) {
            retire(transfer);
        }
    }

    /** Whether the variables agree with each other; asserted after each event. */
    public boolean isCoherent() {
        return transfer == null ? una == nxt : transfer.isCoherent();
    }
}
