package io.jackfield.icmp;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.IcmpError;

import org.jspecify.annotations.Nullable;

/** One echo request and what became of it. Read and written under the host's lock. */
public final class Ping {
    private final IpAddress destination;
    private final int identifier;
    private final long sentNanos;
    private final int result;
    private final @Nullable Runnable whenDone;
    private @Nullable IpAddress answeredBy;
    private @Nullable IcmpError error;
    private long doneNanos;
    private int hopLimit;

    Ping(
            IpAddress destination,
            int identifier,
            long sentNanos,
            int result,
            @Nullable Runnable whenDone) {
        this.destination = destination;
        this.identifier = identifier;
        this.sentNanos = sentNanos;
        this.result = result;
        this.whenDone = whenDone;
    }

    public IpAddress destination() {
        return destination;
    }

    int identifier() {
        return identifier;
    }

    /** 0 if the request was sent, else −errno. */
    public int result() {
        return result;
    }

    public boolean isAnswered() {
        return answeredBy != null;
    }

    /** Who answered; another than the destination for a group. Null before. */
    public @Nullable IpAddress answeredBy() {
        return answeredBy;
    }

    /** The error that came instead, or null. */
    public @Nullable IcmpError error() {
        return error;
    }

    /** From the request to the answer or error. */
    public long roundTripNanos() {
        return doneNanos - sentNanos;
    }

    /** The hop limit with which the answer arrived. */
    public int hopLimit() {
        return hopLimit;
    }

    void answered(IpAddress by, int hops, long nowNanos) {
        answeredBy = by;
        hopLimit = hops;
        done(nowNanos);
    }

    void failed(IcmpError why, long nowNanos) {
        error = why;
        done(nowNanos);
    }

    private void done(long nowNanos) {
        doneNanos = nowNanos;
        if (whenDone != null) {
            whenDone.run();
        }
    }
}
