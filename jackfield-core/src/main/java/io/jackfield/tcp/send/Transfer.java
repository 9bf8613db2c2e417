package io.jackfield.tcp.send;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.tcp.congestion.CongestionControl;
import io.jackfield.tcp.congestion.RateSample;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

/**
 * All that a sender needs while octets are queued or in flight, and an idle one does not: lent by
 * the host's pool when something is to be sent, given back when all of it is acknowledged.
 */
final class Transfer {
    private static final SendRecord NOTHING = new SendRecord();

    final SendPool pool;
    final SendQueue queue;
    final Rack rack = new Rack();
    final InFlight inFlight;
    final SackScoreboard scoreboard;
    final LossRecovery recovery = new LossRecovery();
    final TailLossProbe probe = new TailLossProbe();
    final SendTimer timer = new SendTimer();

    Sender sender = Sender.NOBODY;
    SendRecord record = NOTHING;
    @Nullable Transfer next; // while in the pool

    // The FIN.
    boolean isFinQueued;
    boolean isFinSent;

    // What the timer has asked for and was not sent yet.
    boolean isTailProbeDue;
    boolean isWindowProbeDue;

    int timeouts; // retransmission timeouts since something was acknowledged
    int smallEnd; // end of the last segment that was not full: snd_sml of Minshall's rule
    private boolean hasSmall;

    /** SND.UP, behind the last urgent octet, while {@link #hasUrgent}. */
    private int up;

    private boolean hasUrgent;

    // Whether the congestion window was what limited the last window of data (RFC 7661 §4.1).
    boolean isCwndLimited;
    private int usageEnd;
    private int mostOutstanding;

    // Delivery rate.
    private long deliveredNanos;
    private long flightNanos;

    Transfer(SendPool pool) {
        this.pool = pool;
        queue = new SendQueue(pool);
        inFlight = new InFlight(pool, rack);
        scoreboard = new SackScoreboard(inFlight);
    }

    void begin(Sender user, int rackMemory) {
        sender = user;
        record = user.record();
        queue.begin(user.nxt);
        rack.begin(user.una, rackMemory);
        recovery.begin(user.una);
        probe.begin();
        timer.begin();
        isFinQueued = false;
        isFinSent = false;
        isTailProbeDue = false;
        isWindowProbeDue = false;
        timeouts = 0;
        hasSmall = false;
        hasUrgent = false;
        isCwndLimited = false;
        usageEnd = user.una;
        mostOutstanding = 0;
        deliveredNanos = 0;
        flightNanos = 0;
    }

    SendSequence snd() {
        return sender;
    }

    CongestionControl congestion() {
        return sender.congestion();
    }

    AckTally tally() {
        return pool.tally;
    }

    int setting(Setting setting) {
        return pool.settings.get(setting);
    }

    /** How many segments may overtake one before it counts as lost: DupThresh (RFC 5681). */
    int reordering() {
        return Math.max(setting(Setting.TCP_REORDERING), rack.reordering());
    }

    void count(Counter counter) {
        pool.counters.increment(counter);
    }

    /** Octets queued and not yet sent. */
    int unsent() {
        return isFinSent ? 0 : Seq.distance(snd().nxt, queue.tailSeq());
    }

    boolean isFinPending() {
        return isFinQueued && !isFinSent;
    }

    /** Whether nothing is left to do, to wait for or to remember. */
    boolean isDone(long nowNanos) {
        return inFlight.isEmpty()
                && queue.length() == 0
                && !isFinPending()
                && recovery.state() == RecoveryState.OPEN
                && !probe.isOut()
                && timer.isFree(nowNanos);
    }

    /** Whether a segment that was not full is still unacknowledged (Minshall's test). */
    boolean isSmallOutstanding() {
        return hasSmall && Seq.after(smallEnd, snd().una);
    }

    void sentSmall(int end) {
        hasSmall = true;
        smallEnd = end;
    }

    void urge() {
        up = queue.tailSeq();
        hasUrgent = true;
    }

    /** SND.UP. */
    int up() {
        return up;
    }

    /** Urgent mode (RFC 9293 §3.8.5): the peer has not acknowledged the urgent octet. */
    boolean isUrgent() {
        hasUrgent = hasUrgent && Seq.after(up, snd().una);
        return hasUrgent;
    }

    /** Remembers for a window of data whether the congestion window was full. */
    void validateWindow(boolean isLimited) {
        int outstanding = inFlight.outstanding();
        boolean isNewWindow = Seq.atLeast(snd().una, usageEnd);
        boolean isFuller = isLimited == isCwndLimited && outstanding > mostOutstanding;
        if (isNewWindow || isLimited && !isCwndLimited || isFuller) {
            isCwndLimited = isLimited;
            mostOutstanding = outstanding;
            usageEnd = snd().nxt;
        }
    }

    int mostOutstanding() {
        return mostOutstanding;
    }

    /** Notes in a segment that is about to be sent how much has been delivered by now. */
    void stampRate(SentSegment s, boolean startsFlight, boolean isAppLimited, long nowNanos) {
        if (startsFlight) {
            deliveredNanos = nowNanos;
            flightNanos = nowNanos;
        }
        s.delivered = record.delivered;
        s.deliveredNanos = deliveredNanos;
        s.flightNanos = flightNanos;
        if (isAppLimited) {
            s.flags |= SentSegment.APP_LIMITED;
        }
    }

    /** The delivery rate over the flight of the newest segment just delivered. */
    void sampleRate(AckTally tally, RateSample sample) {
        if (!tally.hasRate) {
            return;
        }
        deliveredNanos = tally.nowNanos;
        flightNanos = tally.rateSentNanos;
        long sending = tally.rateSentNanos - tally.rateFlightNanos;
        long arriving = tally.nowNanos - tally.rateDeliveredNanos;
        sample.delivered = record.delivered - tally.rateDelivered;
        sample.intervalNanos = Math.max(sending, arriving);
        sample.isAppLimited = tally.isRateAppLimited;
    }

    /** Starts the retransmission timer if anything is in flight (RFC 6298 §5.1). */
    void armRetransmit(long nowNanos) {
        if (inFlight.isEmpty()) {
            timer.stop();
        } else {
            timer.arm(SendTimer.Kind.RETRANSMIT, nowNanos + sender.rtoNanos());
        }
    }

    /** Starts a tail loss probe's timer if one may be sent, else the retransmission timer. */
    void armProbeOrRetransmit(boolean advances, long nowNanos) {
        if (!scheduleProbe(advances, nowNanos)) {
            armRetransmit(nowNanos);
        }
    }

    /** RFC 8985 §7.2. */
    boolean scheduleProbe(boolean advances, long nowNanos) {
        SentSegment head = inFlight.first();
        boolean isCalm =
                recovery.state() == RecoveryState.OPEN || recovery.state() == RecoveryState.CWR;
        if (head == null
                || !isCalm
                || probe.isOut()
                || !sender.isSackPermitted()
                || setting(Setting.TCP_EARLY_RETRANS) < 3) {
            return false;
        }
        long pto =
                TailLossProbe.ptoNanos(
                        sender.rtt(), inFlight.outstanding() == 1, sender.minRtoMicros() * 1000L);
        long rto = sender.rtoNanos();
        long left = advances ? rto : head.sentNanos + rto - nowNanos;
        timer.arm(SendTimer.Kind.PROBE, nowNanos + (left > 0 ? Math.min(pto, left) : pto));
        return true;
    }

    /** Starts the window probe's timer if the window alone keeps everything back. */
    void armPersist(long nowNanos) {
        boolean isStuck = inFlight.isEmpty() && (unsent() > 0 || isFinPending());
        if (isStuck && timer.is(SendTimer.Kind.NONE)) {
            timer.arm(SendTimer.Kind.PERSIST, nowNanos + sender.persistNanos());
        }
    }

    /** Gives all memory back. */
    void clear() {
        inFlight.clear();
        queue.clear();
        timer.begin();
        sender = Sender.NOBODY;
        record = NOTHING;
    }

    boolean isCoherent() {
        SendSequence snd = snd();
        return inFlight.isCoherent(snd.una, snd.nxt)
                && queue.isCoherent()
                && inFlight.pipe() >= 0
                && unsent() >= 0
                && (inFlight.isEmpty() || !timer.is(SendTimer.Kind.NONE));
    }
}
