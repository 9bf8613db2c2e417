package io.jackfield.net.picture;

import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** One packet from rail to rail, over whatever lies between. */
final class Journey {
    /** No rail. */
    static final int NOWHERE = -1;

    /** The place of its first entry among all. */
    final int order;

    final int from;
    final long beganNanos;
    final Packet packet;
    private Packet latest;

    /** The rail that it was for, where it got to or not. */
    int to = NOWHERE;

    /** When it came or was lost, or is due. */
    long endNanos;

    private boolean hasArrived;
    private boolean isOver;
    private boolean isIgnored;
    private @Nullable String cause;
    private final List<String> remarks = new ArrayList<>();

    Journey(int order, int from, long beganNanos, Packet packet) {
        this.order = order;
        this.from = from;
        this.beganNanos = beganNanos;
        this.packet = packet;
        latest = packet;
        endNanos = beganNanos;
    }

    private Journey(Journey like) {
        order = like.order;
        from = like.from;
        beganNanos = like.beganNanos;
        packet = like.packet;
        latest = like.latest;
        remarks.addAll(like.remarks);
    }

    /** A second one that came this far as the first did. */
    Journey twin() {
        return new Journey(this);
    }

    /** It goes on, perhaps with other addresses. */
    void goesOn(Packet asNow, long dueNanos) {
        latest = asNow;
        endNanos = dueNanos;
        isOver = false;
    }

    /** The packet as it was on its last cable. */
    Packet latest() {
        return latest;
    }

    void remark(String words) {
        if (!remarks.contains(words)) {
            remarks.add(words);
        }
    }

    List<String> remarks() {
        return remarks;
    }

    /** It came to a rail. */
    void arrives(int rail, long nanos) {
        to = rail;
        endNanos = nanos;
        hasArrived = true;
        isOver = true;
    }

    /** It went no further. */
    void lost(String why, long nanos) {
        cause = why;
        endNanos = nanos;
        isOver = true;
    }

    /** It came to something between the rails, which may send it on. */
    void rests(long nanos) {
        endNanos = nanos;
        isOver = true;
    }

    /** Nobody is interested in it. */
    void ignore() {
        isIgnored = true;
    }

    boolean isIgnored() {
        return isIgnored;
    }

    boolean hasArrived() {
        return hasArrived;
    }

    boolean isUnderWay() {
        return !isOver;
    }

    /** Why it went no further; null if it did, or is still under way. */
    @Nullable String cause() {
        return cause;
    }
}
