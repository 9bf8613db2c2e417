package io.jackfield.tcp.send;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.packet.SackBlocks;
import io.jackfield.tcp.congestion.RateSample;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

/** What an ACK does to the sender, step by step. */
final class AckArrives {
    private AckArrives() {}

    /**
     * @param isBare the segment carried nothing but the ACK and did not move the window
     */
    static int process(Transfer t, int segAck, @Nullable SackBlocks sack, boolean isBare) {
        SendSequence snd = t.snd();
        AckTally tally = t.tally();
        boolean isOld = Seq.before(segAck, snd.una);
        int ack = isOld ? snd.una : segAck;
        boolean advances = Seq.after(ack, snd.una);
        boolean hadData = !t.inFlight.isEmpty();
        int minRttMicros = t.sender.rtt().minRttMicros();

        t.rack.beginAck();
        if (sack != null && t.sender.isSackPermitted()) {
            t.scoreboard.update(sack, segAck, snd, tally, minRttMicros);
            if (tally.hasDsack) {
                t.count(Counter.TCP_DSACK_RECV);
            }
        }
        int events = isOld ? Sender.OLD : 0;
        if (advances) {
            events |= Sender.ADVANCED | advance(t, ack, minRttMicros);
        }
        sampleRtt(t, tally);
        boolean isDuplicate = !advances && !isOld && isBare && hadData;
        if (isDuplicate || tally.selective > 0) {
            events |= Sender.DUPLICATE;
        }
        events |= t.recovery.onAck(t, advances, isDuplicate);
        t.record.delivered += tally.delivered;
        t.pool.counters.add(Counter.TCP_DELIVERED, tally.delivered);
        endProbe(t, ack, tally, isDuplicate && tally.selective == 0);
        controlCongestion(t, tally, advances);
        if (advances || tally.selective > 0) {
            keepTime(t, advances);
        }
        lookAtWindow(t);
        return events;
    }

    private static int advance(Transfer t, int ack, int minRttMicros) {
        SendSequence snd = t.snd();
        t.inFlight.acknowledge(ack, t.tally(), minRttMicros);
        t.queue.discard(ack);
        snd.una = ack;
        t.timeouts = 0;
        if (t.isFinSent && ack == snd.nxt && !t.sender.isFinAcked()) {
            t.sender.finAcked();
            return Sender.FIN_ACKED;
        }
        return 0;
    }

    /** RFC 6298 §3 and §5.7: only a valid sample ends the backoff. */
    private static void sampleRtt(Transfer t, AckTally tally) {
        int micros = tally.rttMicros();
        if (micros >= 0) {
            SendSequence snd = t.snd();
            int minRto = t.sender.minRtoMicros();
            t.sender.rtt().sample(micros, snd.una, snd.nxt, minRto, tally.nowNanos);
            t.sender.backoff = 0;
        }
    }

    private static void endProbe(Transfer t, int ack, AckTally tally, boolean isPlainDuplicate) {
        if (t.probe.repairedLoss(ack, tally, isPlainDuplicate)) {
            t.recovery.reduceForProbe(t);
            t.count(Counter.TCP_LOSS_PROBE_RECOVERY);
        }
    }

    private static void controlCongestion(Transfer t, AckTally tally, boolean advances) {
        RateSample sample = t.pool.sample;
        sample.clear();
        t.sampleRate(tally, sample);
        // Linux: on a path that reorders, what arrives counts though an earlier one is late
        boolean isReordering = t.reordering() > t.setting(Setting.TCP_REORDERING);
        boolean progresses = isReordering ? tally.delivered > 0 : advances;
        if (!progresses || t.recovery.isReducing()) {
            return;
        }
        RttEstimator rtt = t.sender.rtt();
        sample.acked = tally.delivered;
        sample.lost = tally.lost;
        sample.isCwndLimited = t.isCwndLimited;
        sample.mostInFlight = t.mostOutstanding();
        sample.una = t.snd().una;
        sample.nxt = t.snd().nxt;
        sample.rttMicros = tally.newestRttMicros();
        sample.minRttMicros = rtt.minRttMicros();
        sample.srttMicros = rtt.srttMicros();
        t.congestion().onAck(sample, tally.nowNanos);
    }

    /** RFC 6298 §5.2 and §5.3: progress restarts the timer, unless RACK has just set its own. */
    private static void keepTime(Transfer t, boolean advances) {
        long now = t.tally().nowNanos;
        if (t.inFlight.isEmpty()) {
            t.timer.stop();
        } else if (!t.recovery.waitsForOrder()) {
            t.armProbeOrRetransmit(advances, now);
        }
    }

    /** The window may have opened while everything waited for it. */
    private static void lookAtWindow(Transfer t) {
        if (!t.timer.is(SendTimer.Kind.PERSIST) || !t.inFlight.isEmpty()) {
            return;
        }
        int wanted = Math.max(1, Math.min(t.unsent(), t.sender.effectiveSendMss()));
        if (t.snd().usableWindow() >= wanted) {
            t.sender.backoff = 0;
            t.timer.stop();
        } else {
            long due = t.tally().nowNanos + t.sender.persistNanos();
            t.timer.arm(SendTimer.Kind.PERSIST, due);
        }
    }
}
