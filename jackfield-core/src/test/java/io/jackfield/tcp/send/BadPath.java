package io.jackfield.tcp.send;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** What lies between a sender and its peer: loss, delay, jitter, duplicates, a slow link. */
final class BadPath {
    private record Event(long dueNanos, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom random;
    private long number;
    private long linkFreeNanos;

    double loss;
    double ackLoss;
    double duplication;
    double burst; // probability that a loss takes the next segments along
    long delayNanos;
    long jitterNanos;
    long nanosPerSegment; // of the bottleneck, 0 for none
    long queueNanos = Long.MAX_VALUE; // how long the bottleneck's queue may get
    private boolean isInBurst;
    private boolean isClear;

    BadPath(SplittableRandom random) {
        this.random = random;
    }

    /** From now on everything arrives, so that a test comes to its end. */
    void clear() {
        isClear = true;
    }

    /** Answers how often the segment will arrive. */
    int segment(long now, Runnable arrives) {
        double drop = isInBurst ? 0.7 : loss;
        boolean isLost = !isClear && random.nextDouble() < drop;
        isInBurst = isLost && random.nextDouble() < burst;
        if (isLost) {
            return 0;
        }
        long start = Math.max(now, linkFreeNanos);
        if (start - now > queueNanos && !isClear) {
            return 0; // the queue is full
        }
        linkFreeNanos = start + nanosPerSegment;
        deliver(linkFreeNanos, arrives);
        if (!isClear && random.nextDouble() < duplication) {
            deliver(linkFreeNanos, arrives);
            return 2;
        }
        return 1;
    }

    void ack(long now, Runnable arrives) {
        if (isClear || random.nextDouble() >= ackLoss) {
            deliver(now, arrives);
        }
    }

    private void deliver(long from, Runnable arrives) {
        long jitter = jitterNanos == 0 ? 0 : random.nextLong(jitterNanos);
        at(from + delayNanos + jitter, arrives);
    }

    void at(long due, Runnable what) {
        events.add(new Event(due, number++, what));
    }

    long nextNanos() {
        return events.isEmpty() ? Long.MAX_VALUE : events.peek().dueNanos;
    }

    void runNext() {
        events.remove().what.run();
    }
}
