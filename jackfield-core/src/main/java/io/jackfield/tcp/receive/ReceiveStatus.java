package io.jackfield.tcp.receive;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** What a receiver holds while data comes in, and what it looks like from outside. */
abstract sealed class ReceiveStatus extends ReceiveSequence permits ReceiveWindow {
    final ReceivePool pool;
    @Nullable Intake intake;
    long bytesReceived;

    /** The user answers data with data; remembered while there is no intake. */
    private boolean isInteractive;

    ReceiveStatus(ReceivePool pool) {
        this.pool = pool;
    }

    Intake intake() {
        Intake lent = intake;
        if (lent == null) {
            lent = pool.take();
            lent.acks.interactive(isInteractive);
            intake = lent;
        }
        return lent;
    }

    /** Whether anything is kept that an idle connection does not need. */
    public boolean isActive() {
        return intake != null;
    }

    /** Lets go of it, unless something still waits. */
    public void rest() {
        if (intake != null && intake.isIdle()) {
            release();
        }
    }

    /** Gives all slabs back. */
    public void release() {
        if (intake != null) {
            isInteractive = intake.acks.isInteractive();
            pool.giveBack(intake);
            intake = null;
        }
    }

    public long bytesReceived() {
        return bytesReceived;
    }

    /** Octets that the user can read. */
    public int unread() {
        return intake == null ? 0 : intake.queue.octets();
    }

    /** Moves octets to the user; answers how many. */
    public int read(ByteBuffer to) {
        return intake == null ? 0 : intake.queue.read(to);
    }

    /** Takes out up to {@code most} octets to be moved without the host's lock. */
    public Taking take(int most) {
        Taking taking = pool.taking();
        if (intake != null) {
            intake.queue.take(most, taking);
        }
        return taking;
    }

    public void giveBack(Taking taking) {
        pool.giveBack(taking);
    }

    public int peek(ByteBuffer to, int from) {
        return intake == null ? 0 : intake.queue.peek(to, from);
    }

    public int discard(int most) {
        return intake == null ? 0 : intake.queue.discard(most);
    }

    /** An octet of the stream is urgent, and the user has not read past it. */
    public boolean isUrgent() {
        return intake != null && intake.urgent.isSet();
    }

    /** Where it is; to ask only, see {@link #isUrgent}. */
    public UrgentMark urgent() {
        return intake().urgent;
    }

    public boolean hasGaps() {
        return intake != null && !intake.held.isEmpty();
    }

    /** Behind the last octet that waits for a gap to close; RCV.NXT if none does. */
    public int highestHeld() {
        return intake == null ? nxt : intake.held.end(nxt);
    }

    /** Whether and when to acknowledge; to ask only, see {@link #isAckWanted}. */
    public DelayedAck acks() {
        return intake().acks;
    }

    /** An acknowledgment is owed. */
    public boolean isAckWanted() {
        return intake != null && intake.acks.isWanted();
    }

    /** When the acknowledgment that is owed has waited long enough; NEVER if none waits. */
    public long ackDeadlineNanos() {
        return intake == null ? Long.MAX_VALUE : intake.acks.deadlineNanos();
    }

    /** When data last came; long ago if nothing is kept of it. */
    public long lastDataNanos() {
        return intake == null ? Long.MIN_VALUE / 2 : intake.acks.lastDataNanos();
    }

    /** How long acknowledgments wait by now; 0 before the first data and after a rest. */
    public long ackTimeoutNanos() {
        return intake == null ? 0 : intake.acks.timeoutNanos();
    }

    /** So many acknowledgments go at once from now on. */
    public int quickAcks() {
        return intake == null ? 0 : intake.acks.quick();
    }

    public boolean isInteractive() {
        return intake == null ? isInteractive : intake.acks.isInteractive();
    }

    /** The round trip as the receiver sees it; 0 if it does not. */
    public long rttNanos() {
        return intake == null ? 0 : intake.tuning.rttNanos();
    }

    /** How much the user took in one round trip. */
    public int taken() {
        return intake == null ? 0 : intake.tuning.space();
    }

    /** Whether the user answers data with data, so that acknowledgments wait for the answer. */
    public void interactive(boolean on) {
        isInteractive = on;
        if (intake != null) {
            intake.acks.interactive(on);
        }
    }

    /** The user sent data. */
    public void dataSent(long nowNanos) {
        if (intake != null) {
            intake.acks.dataSent(nowNanos);
        }
    }

    /** A segment with an ACK went out. */
    public void ackSent() {
        if (intake != null) {
            intake.acks.sent();
        }
    }
}
