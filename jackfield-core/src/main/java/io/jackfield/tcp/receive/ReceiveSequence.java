package io.jackfield.tcp.receive;

import io.jackfield.tcp.sequence.Seq;

/** RCV: the receive sequence variables of RFC 9293 §3.3.1, under the RFC's names. */
public abstract sealed class ReceiveSequence permits ReceiveStatus {
    /** RCV.NXT. */
    public int nxt;

    /** RCV.WND as last advertised, an offset from {@link #wup}. */
    public int wnd;

    /** RCV.NXT when the window was last advertised: Last.ACK.sent (RFC 7323 §4.3). */
    public int wup;

    /** Rcv.Wind.Shift. */
    public byte scale;

    /** The peer's SYN has come: what follows it is next. */
    public void synchronize(int peerIrs) {
        nxt = peerIrs + 1;
        wup = nxt;
    }

    /** What is left of the window that the peer knows of. */
    public int window() {
        return Math.max(0, wup + wnd - nxt);
    }

    /**
     * Whether any of a segment lies in the window (RFC 9293 §3.4, table 6), or is so recent a
     * repetition that its ACK is still of use: an ACK that we sent for it may have been lost.
     */
    public boolean isAcceptable(int seq, int len) {
        return Seq.atLeast(seq + len, wup) && Seq.atMost(seq, nxt + window());
    }
}
