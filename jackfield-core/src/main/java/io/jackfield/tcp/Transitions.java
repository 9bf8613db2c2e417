package io.jackfield.tcp;

import static io.jackfield.observe.TcpState.CLOSED;
import static io.jackfield.observe.TcpState.CLOSE_WAIT;
import static io.jackfield.observe.TcpState.CLOSING;
import static io.jackfield.observe.TcpState.ESTABLISHED;
import static io.jackfield.observe.TcpState.FIN_WAIT_1;
import static io.jackfield.observe.TcpState.FIN_WAIT_2;
import static io.jackfield.observe.TcpState.LAST_ACK;
import static io.jackfield.observe.TcpState.LISTEN;
import static io.jackfield.observe.TcpState.SYN_RECEIVED;
import static io.jackfield.observe.TcpState.SYN_SENT;
import static io.jackfield.observe.TcpState.TIME_WAIT;
import static io.jackfield.tcp.Transitions.Bearer.CONNECTION;
import static io.jackfield.tcp.Transitions.Bearer.REMAINDER;
import static io.jackfield.tcp.Transitions.Bearer.REQUEST;

import io.jackfield.observe.TcpState;

import java.util.List;

/** Which state follows which (RFC 9293 §3.3.2, figure 5), and what of us bears the state. */
public final class Transitions {
    /** What remembers a flow: before the connection, during it, behind it. */
    public enum Bearer {
        REQUEST,
        CONNECTION,
        REMAINDER
    }

    /**
     * One arrow of the figure.
     *
     * @param when what happens then
     */
    public record Transition(TcpState from, TcpState to, Bearer bearer, String when) {}

    /*
     * Two arrows of RFC 9293 are missing. SYN-RECEIVED does not lead to FIN-WAIT-1: as on Linux, a
     * FIN waits until the SYN is acknowledged. FIN-WAIT-1 does not lead to TIME-WAIT: a FIN that
     * comes with the ACK of ours passes through FIN-WAIT-2 in the same event.
     */
    private static final List<Transition> ALL =
            List.of(
                    is(LISTEN, SYN_RECEIVED, REQUEST, "a SYN comes; SYN-ACK goes out"),
                    is(SYN_RECEIVED, CLOSED, REQUEST, "reset, retries over, or no listener more"),
                    is(CLOSED, SYN_SENT, CONNECTION, "connect; SYN goes out"),
                    is(SYN_SENT, SYN_RECEIVED, CONNECTION, "a SYN without ACK: simultaneous open"),
                    is(SYN_SENT, ESTABLISHED, CONNECTION, "the SYN-ACK comes"),
                    is(SYN_SENT, CLOSED, CONNECTION, "refused, unreachable, given up, or close"),
                    is(SYN_RECEIVED, ESTABLISHED, CONNECTION, "the ACK of the SYN comes"),
                    is(SYN_RECEIVED, CLOSED, CONNECTION, "reset, given up, or aborted"),
                    is(ESTABLISHED, FIN_WAIT_1, CONNECTION, "close or shutdown; FIN goes out"),
                    is(ESTABLISHED, CLOSE_WAIT, CONNECTION, "the peer's FIN comes"),
                    is(ESTABLISHED, CLOSED, CONNECTION, "reset, given up, or aborted"),
                    is(FIN_WAIT_1, FIN_WAIT_2, CONNECTION, "the ACK of the FIN comes"),
                    is(FIN_WAIT_1, CLOSING, CONNECTION, "the peer's FIN comes first"),
                    is(FIN_WAIT_1, CLOSED, CONNECTION, "reset, given up, or aborted"),
                    is(FIN_WAIT_2, TIME_WAIT, CONNECTION, "the peer's FIN comes"),
                    is(FIN_WAIT_2, CLOSED, CONNECTION, "reset, given up, or aborted"),
                    is(CLOSE_WAIT, LAST_ACK, CONNECTION, "close or shutdown; FIN goes out"),
                    is(CLOSE_WAIT, CLOSED, CONNECTION, "reset, given up, or aborted"),
                    is(CLOSING, TIME_WAIT, CONNECTION, "the ACK of the FIN comes"),
                    is(CLOSING, CLOSED, CONNECTION, "reset, given up, or aborted"),
                    is(LAST_ACK, CLOSED, CONNECTION, "the ACK of the FIN, reset, or given up"),
                    is(FIN_WAIT_2, TIME_WAIT, REMAINDER, "the FIN comes that an orphan waited for"),
                    is(FIN_WAIT_2, CLOSED, REMAINDER, "tcp_fin_timeout, reset, or late data"),
                    is(TIME_WAIT, CLOSED, REMAINDER, "60 s, reset, or a successor"));

    private Transitions() {}

    private static Transition is(TcpState from, TcpState to, Bearer bearer, String when) {
        return new Transition(from, to, bearer, when);
    }

    /** All of them, in the order in which a connection lives. */
    public static List<Transition> all() {
        return ALL;
    }

    static boolean may(Bearer bearer, TcpState from, TcpState to) {
        for (Transition each : ALL) {
            if (each.bearer == bearer && each.from == from && each.to == to) {
                return true;
            }
        }
        return false;
    }
}
