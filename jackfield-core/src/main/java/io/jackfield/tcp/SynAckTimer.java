package io.jackfield.tcp;

import io.jackfield.observe.TcpState;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.open.SynRetries;
import io.jackfield.time.Timer;

/** Sends the SYN-ACK of a request again until the ACK comes or it is forgotten (LINUX.md 17). */
final class SynAckTimer extends Timer {
    private final Tcp tcp;
    private final ConnectionRequest<TcpListener> request;

    SynAckTimer(Tcp tcp, ConnectionRequest<TcpListener> request) {
        this.tcp = tcp;
        this.request = request;
    }

    @Override
    protected void fire(long nowNanos) {
        int retries = request.listener().options().synAckRetries(tcp.settings());
        if (request.retransmissions() >= retries) {
            forget(tcp, request, nowNanos);
            return;
        }
        request.retransmitted();
        again(tcp, request, nowNanos);
        restart(nowNanos);
    }

    /** Waits as long as after the last SYN-ACK that this timer sent. */
    void restart(long nowNanos) {
        tcp.timers().arm(this, nowNanos + SynRetries.waitNanos(request.retransmissions(), 0));
    }

    /** The SYN-ACK once more. */
    static void again(Tcp tcp, ConnectionRequest<TcpListener> request, long nowNanos) {
        tcp.retransmittedSyn(request, request.iss(), nowNanos);
        SegmentOutput.synAck(tcp, request, nowNanos);
    }

    /** Takes a request out of its queue; the flow is closed. */
    static void forget(Tcp tcp, ConnectionRequest<TcpListener> request, long nowNanos) {
        remove(tcp, request);
        tcp.flows().remove(request);
        tcp.changed(request, TcpState.SYN_RECEIVED, TcpState.CLOSED, nowNanos);
    }

    /** Takes a request out of its queue, but not out of the table. */
    static void remove(Tcp tcp, ConnectionRequest<TcpListener> request) {
        request.queue().remove(request);
        Timer timer = request.timer();
        if (timer != null) {
            tcp.timers().cancel(timer);
        }
    }
}
