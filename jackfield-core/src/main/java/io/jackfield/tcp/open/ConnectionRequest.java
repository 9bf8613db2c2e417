package io.jackfield.tcp.open;

import io.jackfield.address.IpAddress;
import io.jackfield.port.Flow;
import io.jackfield.time.Timer;

import org.jspecify.annotations.Nullable;

/**
 * A SYN that a listener has answered and whose ACK has not come: SYN-RECEIVED before there is a
 * connection (RFC 4987 §3.3 "SYN cache").
 *
 * @param <L> the listener
 */
public final class ConnectionRequest<L> extends Flow {
    private SynQueue<L> queue;
    private final HandshakeOptions options;
    private final int irs;
    private final int iss;
    private final int timestampOffset;
    private final char window;
    private int tsRecent;
    private int peerWindow;
    private byte timeouts;
    private byte retransmissions;
    private boolean isAcknowledged;
    private long lastAckNanos = Long.MIN_VALUE;
    private final long startNanos;
    private @Nullable Timer timer;
    private byte @Nullable [] syn;

    @Nullable ConnectionRequest<L> older;
    @Nullable ConnectionRequest<L> newer;

    /**
     * @param window the window that our SYN-ACK offers
     */
    public ConnectionRequest(
            SynQueue<L> queue,
            HandshakeOptions options,
            int irs,
            int iss,
            int timestampOffset,
            int window,
            long startNanos) {
        this.queue = queue;
        this.options = options;
        this.irs = irs;
        this.iss = iss;
        this.timestampOffset = timestampOffset;
        this.window = (char) window;
        this.startNanos = startNanos;
    }

    /** Names the flow, before it goes into the table. */
    public void between(IpAddress local, int localPort, IpAddress remote, int remotePort) {
        name(local, localPort, remote, remotePort);
    }

    public SynQueue<L> queue() {
        return queue;
    }

    /** Another listener answers for the request from now on. */
    public void moveTo(SynQueue<L> another) {
        queue.remove(this);
        queue = another;
        queue.add(this);
    }

    public L listener() {
        return queue.listener();
    }

    public HandshakeOptions options() {
        return options;
    }

    /** IRS: the peer's SYN. */
    public int irs() {
        return irs;
    }

    /** RCV.NXT: nothing but the SYN has been taken. */
    public int nxt() {
        return irs + 1;
    }

    /** ISS: our SYN-ACK. */
    public int iss() {
        return iss;
    }

    public int timestampOffset() {
        return timestampOffset;
    }

    /** RCV.WND, as our SYN-ACK tells it. */
    public int window() {
        return window;
    }

    /** TS.Recent. */
    public int tsRecent() {
        return tsRecent;
    }

    public void tsRecent(int tsVal) {
        tsRecent = tsVal;
    }

    /** SND.WND: the window field of the SYN, which is not scaled. */
    public int peerWindow() {
        return peerWindow;
    }

    public void peerWindow(int octets) {
        peerWindow = octets;
    }

    /** When the SYN came; negative if only a cookie remembers it. */
    public long startNanos() {
        return startNanos;
    }

    /** How often nobody had answered the SYN-ACK in time. */
    public int timeouts() {
        return timeouts;
    }

    void timedOut() {
        timeouts++;
    }

    /** How often the SYN-ACK has been sent again. */
    public int retransmissions() {
        return retransmissions;
    }

    public void retransmitted() {
        retransmissions++;
    }

    /** The ACK has come, but no room in the accept queue, or no data (LINUX.md 9, 24). */
    public boolean isAcknowledged() {
        return isAcknowledged;
    }

    public void acknowledged() {
        isAcknowledged = true;
    }

    /** When a segment out of the window was last answered. */
    public long lastAckNanos() {
        return lastAckNanos;
    }

    public void lastAckNanos(long nanos) {
        lastAckNanos = nanos;
    }

    /** The headers of the SYN, if the listener wants them kept (TCP_SAVE_SYN). */
    public byte @Nullable [] syn() {
        return syn;
    }

    public void syn(byte[] octets) {
        syn = octets;
    }

    public @Nullable Timer timer() {
        return timer;
    }

    public void timer(Timer synAckTimer) {
        timer = synAckTimer;
    }
}
