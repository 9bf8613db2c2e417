package io.jackfield.tcp;

import io.jackfield.observe.Counter;
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
        TcpListener listener = Heirs.listenerOf(request);
        if (listener == null) {
            forget(tcp, request, nowNanos);
            return;
        }
        boolean isInherited = listener != request.listener();
        if (isInherited) {
            request.moveTo(listener.synQueue());
        }
        tcp.counters().increment(Counter.TCP_TIMEOUTS);
        if (isOver(listener)) {
            forget(tcp, request, nowNanos);
            return;
        }
        if (isInherited) {
            tcp.counters().increment(Counter.TCP_MIGRATE_REQ_SUCCESS);
        }
        boolean isSent = isSent(listener);
        request.queue().timedOut(request);
        if (isSent) {
            again(tcp, request, nowNanos);
        }
        restart(nowNanos);
    }

    private boolean isOver(TcpListener listener) {
        int standard = listener.options().synAckRetries(tcp.settings());
        int retries = listener.synQueue().retries(standard, listener.backlog());
        int timeouts = request.timeouts();
        return timeouts >= retries && !(isDeferred(listener) && request.isAcknowledged());
    }

    /** TCP_DEFER_ACCEPT: a peer whose ACK has come is asked once more when the time is over. */
    private boolean isSent(TcpListener listener) {
        return !request.isAcknowledged()
                || request.timeouts() >= listener.options().deferAccept() - 1;
    }

    private boolean isDeferred(TcpListener listener) {
        return request.timeouts() < listener.options().deferAccept();
    }

    /** Waits as long as after the last SYN-ACK that this timer sent. */
    void restart(long nowNanos) {
        tcp.timers().arm(this, nowNanos + SynRetries.waitNanos(request.timeouts(), 0));
    }

    /** The SYN-ACK once more. */
    static void again(Tcp tcp, ConnectionRequest<TcpListener> request, long nowNanos) {
        request.retransmitted();
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
