package io.jackfield.link;

import io.jackfield.packet.Packet;
import io.jackfield.time.Deadline;

/** The packets under way in one direction: they wait for their delay, the rate and the slots. */
final class Transit {
    private final Direction direction;
    private final Impairments impairments;
    private final PassageTally tally;
    private final int headerLength;
    private final DelayLine line = new DelayLine();
    private final SlotGate slots;
    private boolean hasNetem;

    /** When the rate has carried all packets so far. */
    private long wireFreeNanos;

    /** The latest due time so far, for jitter that keeps the order. */
    private long latestDueNanos;

    Transit(Direction direction, Impairments impairments, PassageTally tally, int headerLength) {
        this.direction = direction;
        this.impairments = impairments;
        this.tally = tally;
        this.headerLength = headerLength;
        this.slots = new SlotGate(impairments);
    }

    void netem(Netem netem) {
        hasNetem = !netem.equals(Netem.NONE);
        slots.set(netem.slot());
    }

    /** The n-th packet, that has come this far. */
    void take(Packet packet, long n, long heldNanos, long nowNanos, Verdict verdict) {
        if (hasNetem && line.size() >= impairments.netem().limit()) {
            tally.overLimit++;
            drop(packet, nowNanos, Verdict.OVER_LIMIT);
        } else if ((n & Impairments.SPARED) != 0 || !impairments.overtakes(n)) {
            wait(packet, n, heldNanos, nowNanos, verdict);
        } else if (overtakesIndeed(n, packet, nowNanos)) {
            overtake(packet, nowNanos, verdict);
        } else {
            wait(packet, n | Impairments.SPARED, heldNanos, nowNanos, verdict);
        }
    }

    /** Ahead of all that wait. */
    private void overtake(Packet packet, long nowNanos, Verdict so) {
        Verdict verdict = so;
        if (line.size() > 0) {
            tally.reordered++;
            verdict = so == Verdict.SENT ? Verdict.REORDERED : so;
        }
        packet.dueNanos(nowNanos);
        direction.tap(packet, nowNanos, verdict);
        if (slots.isOpen()) {
            arrive(packet);
        } else {
            packet.dueNanos(Math.min(nowNanos, line.headDue() - 1));
            line.insert(packet);
        }
    }

    /** For its delay, and for the rate to carry it after those before. */
    private void wait(Packet packet, long n, long heldNanos, long nowNanos, Verdict so) {
        Netem netem = impairments.netem();
        long due = nowNanos + impairments.delayNanos(n);
        if (netem.rate().bitsPerSecond() > 0) {
            int octets = packet.length() + headerLength;
            due = Math.max(due, wireFreeNanos) + netem.rate().nanos(octets);
            wireFreeNanos = due;
        }
        if (netem.keepsOrder()) {
            due = Math.max(due, latestDueNanos);
            latestDueNanos = due;
        }
        due += heldNanos;
        packet.dueNanos(Math.max(due, nowNanos));
        direction.tap(packet, nowNanos, so);
        if (due > nowNanos) {
            tally.delayed++;
        } else if (slots.isOpen()) {
            tally.reordered += line.size() > 0 ? 1 : 0;
            arrive(packet);
            return;
        }
        packet.dueNanos(due);
        tally.reordered += line.insert(packet) ? 1 : 0;
    }

    /** One that was kept back goes at the next opportunity. */
    void release(Packet packet, long nowNanos) {
        packet.dueNanos(nowNanos);
        direction.tap(packet, nowNanos, Verdict.SENT);
        line.insert(packet);
    }

    private boolean overtakesIndeed(long n, Packet packet, long nowNanos) {
        boolean isCopy = (n & Impairments.COPY) != 0;
        long number = n & ~Impairments.COPY;
        return direction.happens(Mishap.REORDERED, number, isCopy, packet, nowNanos);
    }

    void drop(Packet packet, long nowNanos, Verdict verdict) {
        direction.tap(packet, nowNanos, verdict);
        packet.release();
    }

    private void arrive(Packet packet) {
        tally.arrived++;
        direction.inbox().link(packet);
    }

    /** Moves to the inbox what is due. */
    void releaseDue(long nowNanos) {
        while (line.size() > 0 && slots.lets(line.headDue(), nowNanos)) {
            Packet packet = line.poll();
            slots.passed(packet.length() + headerLength, nowNanos);
            arrive(packet);
        }
    }

    /** When releaseDue should be called next, or NEVER. */
    long nextDue() {
        return line.size() == 0 ? Deadline.NEVER : Math.max(line.headDue(), slots.nextNanos());
    }

    /** The link was cut: what is under way is lost. */
    void cutOff(long nowNanos) {
        while (line.size() > 0) {
            tally.noCarrier++;
            drop(line.poll(), nowNanos, Verdict.CUT_OFF);
        }
        wireFreeNanos = 0;
        latestDueNanos = 0;
    }

    int size() {
        return line.size();
    }
}
