package io.jackfield.tcp.send;

import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The receiving end of a connection, reduced to what a sender can see of it. */
final class SimulatedPeer {
    /** An ACK on its way back. */
    record Ack(int ack, int wnd, @Nullable SackBlocks sack, long echoNanos) {}

    private record Range(int left, int right) {}

    private final boolean sack;
    private final int iss;
    private final List<Range> outOfOrder = new ArrayList<>(); // the most recent first
    private int rcvNxt;
    private boolean finReceived;
    private long echoNanos = -1;

    int buffer; // the window it offers when nothing is unread
    int unread; // in-order octets that the user has not taken yet
    boolean reads = true;
    int received;
    int duplicates;

    SimulatedPeer(int iss, int buffer, boolean sack) {
        this.iss = iss;
        this.buffer = buffer;
        this.sack = sack;
        rcvNxt = iss + 1;
    }

    int rcvNxt() {
        return rcvNxt;
    }

    boolean hasFin() {
        return finReceived;
    }

    int window() {
        return Math.max(0, buffer - unread);
    }

    /** What octet number {@code index} of every test's stream is. */
    static byte octet(int index) {
        return (byte) (index * 0x9E37_79B1 >>> 24);
    }

    /** Takes a segment in; answers the ACK for it. */
    Ack arrives(Segment segment, long sentNanos) {
        int seq = segment.seq();
        int end = seq + segment.len();
        check(segment);
        boolean isDuplicate = Seq.atMost(end, rcvNxt) || isHeld(seq, end);
        boolean fits = Seq.atMost(end, rcvNxt + window() + (segment.isFin() ? 1 : 0));
        if (Seq.atMost(seq, rcvNxt)) {
            echoNanos = sentNanos;
        }
        if (!isDuplicate && fits) {
            if (segment.isFin()) {
                finSeq = end;
                finKnown = true;
            }
            insert(Seq.max(seq, rcvNxt), end);
            advance();
        }
        duplicates += isDuplicate && segment.len() > 0 ? 1 : 0;
        boolean reports = isDuplicate && sack && segment.len() > 0;
        return new Ack(rcvNxt, window(), blocks(reports, seq, end), echoNanos);
    }

    private int finSeq;
    private boolean finKnown;

    private void check(Segment segment) {
        byte[] octets = segment.payload();
        int first = segment.seq() - iss - 1;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] != octet(first + i)) {
                throw new AssertionError("octet " + (first + i) + " is wrong");
            }
        }
    }

    private boolean isHeld(int seq, int end) {
        return outOfOrder.stream()
                .anyMatch(r -> Seq.atMost(r.left, seq) && Seq.atLeast(r.right, end));
    }

    private void insert(int left, int right) {
        int from = left;
        int to = right;
        for (int i = outOfOrder.size() - 1; i >= 0; i--) {
            Range r = outOfOrder.get(i);
            if (Seq.atMost(r.left, to) && Seq.atLeast(r.right, from)) {
                from = Seq.min(from, r.left);
                to = Seq.max(to, r.right);
                outOfOrder.remove(i);
            }
        }
        outOfOrder.addFirst(new Range(from, to));
    }

    private void advance() {
        for (int i = 0; i < outOfOrder.size(); i++) {
            Range r = outOfOrder.get(i);
            if (Seq.atMost(r.left, rcvNxt)) {
                int octets = Seq.distance(rcvNxt, r.right);
                rcvNxt = r.right;
                outOfOrder.remove(i);
                if (finKnown && finSeq == rcvNxt) {
                    finReceived = true;
                    octets--;
                }
                received += octets;
                unread += octets;
                break;
            }
        }
        if (reads) {
            unread = 0;
        }
    }

    private @Nullable SackBlocks blocks(boolean reports, int seq, int end) {
        if (!sack || !reports && outOfOrder.isEmpty()) {
            return null;
        }
        int[] edges = new int[6];
        int count = 0;
        if (reports) {
            edges[count++] = seq;
            edges[count++] = end;
        }
        for (Range r : outOfOrder) {
            if (count < edges.length) {
                edges[count++] = r.left;
                edges[count++] = r.right;
            }
        }
        return new SackBlocks(java.util.Arrays.copyOf(edges, count));
    }

    /** Throws away what has arrived out of order, as a receiver without memory may. */
    void renege(SplittableRandom random) {
        if (!outOfOrder.isEmpty() && random.nextInt(2) == 0) {
            outOfOrder.clear();
        }
    }

    /** The user reads everything; answers the window update. */
    Ack reads() {
        unread = 0;
        return new Ack(rcvNxt, window(), blocks(false, 0, 0), echoNanos);
    }
}
