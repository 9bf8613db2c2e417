package io.jackfield.tcp.send;

import io.jackfield.tcp.sequence.Seq;

/**
 * SND: the send sequence variables of RFC 9293 §3.3.1, under the RFC's names. SND.UP is not among
 * them because it goes with what is under way, SND.WL2 because SND.UNA answers for it.
 */
public abstract sealed class SendSequence permits SendStatus {
    public int iss; // initial send sequence number
    public int una; // oldest unacknowledged
    public int nxt; // next to send
    public int wnd; // the peer's window, unscaled to octets
    public int wl1; // SEG.SEQ of the last window update
    public int maxWnd; // the largest window the peer has offered (RFC 9293 §3.8.6.2.1)
    public byte wscale; // Snd.Wind.Shift (RFC 7323 §2.3)

    /** Begins at an initial sequence number: the SYN takes it, data begins one above. */
    public void begin(int initial) {
        iss = initial;
        una = initial;
        nxt = initial;
    }

    /** SND.UNA + SND.WND: the first sequence number that the peer does not want yet. */
    public int windowEnd() {
        return una + wnd;
    }

    /** Octets that the window lets go beyond SND.NXT; never negative. */
    public int usableWindow() {
        return Math.max(0, Seq.distance(nxt, windowEnd()));
    }

    public int flightSize() {
        return Seq.distance(una, nxt);
    }

    /**
     * Takes over a segment's window if it is newer than the last one. Beyond RFC 9293 §3.10.7.4 an
     * ACK that is not newer may still enlarge the window, or close it, as on Linux.
     *
     * @return whether SND.WND has changed
     */
    public boolean updateWindow(int seq, int ack, int window) {
        boolean isNewer =
                Seq.after(ack, una)
                        || Seq.after(seq, wl1)
                        || seq == wl1 && (window > wnd || window == 0);
        if (!isNewer || Seq.before(ack, una)) {
            return false;
        }
        boolean changes = window != wnd;
        wnd = window;
        wl1 = seq;
        maxWnd = Math.max(maxWnd, window);
        return changes;
    }
}
