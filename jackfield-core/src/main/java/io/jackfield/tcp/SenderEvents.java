package io.jackfield.tcp;

import io.jackfield.observe.Observation;
import io.jackfield.observe.Observatory;
import io.jackfield.tcp.congestion.CongestionControl;
import io.jackfield.tcp.send.SendPlan;
import io.jackfield.tcp.send.Sender;

import org.jspecify.annotations.Nullable;

/** Tells whoever listens what the sending half of a connection does. */
final class SenderEvents {
    private final Observatory observatory;

    // The windows last told of, so that an ACK that changes none is no event.
    private @Nullable TcpConnection last;
    private int lastCwnd;
    private int lastSsthresh;

    SenderEvents(Observatory observatory) {
        this.observatory = observatory;
    }

    /** A segment is sent again. */
    void retransmitted(TcpConnection c, SendPlan plan, long nowNanos) {
        if (observatory.isListening()) {
            observatory.observe(
                    new Observation.Retransmitted(
                            nowNanos,
                            c.localEndpoint(),
                            c.remoteEndpoint(),
                            cause(c, plan),
                            plan.seq(),
                            plan.length(),
                            plan.segments()));
        }
    }

    /** With SACK every loss but the timeout's is found by RACK, without it by duplicate ACKs. */
    private static Observation.Cause cause(TcpConnection c, SendPlan plan) {
        return switch (plan.cause()) {
            case NEW, FAST -> c.hasSack ? Observation.Cause.RACK : Observation.Cause.FAST;
            case RTO -> Observation.Cause.RTO;
            case TLP -> Observation.Cause.TLP;
            case PROBE -> Observation.Cause.PROBE;
        };
    }

    /** The windows may have changed. */
    void windows(TcpConnection c, long nowNanos) {
        if (!observatory.isListening()) {
            return;
        }
        Sender sender = c.snd;
        CongestionControl congestion = sender.congestion();
        if (c == last && congestion.cwnd() == lastCwnd && congestion.ssthresh() == lastSsthresh) {
            return;
        }
        last = c;
        lastCwnd = congestion.cwnd();
        lastSsthresh = congestion.ssthresh();
        long mss = sender.effectiveSendMss();
        observatory.observe(
                new Observation.CongestionChanged(
                        nowNanos,
                        c.localEndpoint(),
                        c.remoteEndpoint(),
                        lastCwnd * mss,
                        lastSsthresh == CongestionControl.INFINITE
                                ? Long.MAX_VALUE
                                : lastSsthresh * mss,
                        c.snd.nxt - c.snd.una,
                        sender.rtt().srttMicros() * 1000L));
    }
}
