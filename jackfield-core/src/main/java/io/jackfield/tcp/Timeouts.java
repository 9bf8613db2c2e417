package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.tcp.open.SynRetries;
import io.jackfield.tcp.send.Sender;
import io.jackfield.time.Deadline;

/** Timeouts (RFC 9293 §3.10.8): what happens when the time of a connection has come. */
final class Timeouts {
    private static final long SECOND = 1_000_000_000;
    private static final int ORPHAN_RETRIES_OF_A_LIVE_PEER = 8;

    private Timeouts() {}

    static void fire(TcpConnection c, long nowNanos) {
        if (c.rcv.ackDeadlineNanos() <= nowNanos) {
            delayedAck(c, nowNanos);
        }
        if (c.state() != TcpState.CLOSED && c.snd.deadlineNanos() <= nowNanos) {
            retransmission(c, nowNanos);
        }
        if (c.state() != TcpState.CLOSED && userTimeoutNanos(c) <= nowNanos) {
            giveUp(c, nowNanos);
        }
        if (c.state() != TcpState.CLOSED && c.controlNanos <= nowNanos) {
            control(c, nowNanos);
        }
        if (c.state() != TcpState.CLOSED) {
            SegmentOutput.push(c, nowNanos);
            c.rearm(nowNanos);
        }
        assert c.isCoherent();
    }

    private static void delayedAck(TcpConnection c, long nowNanos) {
        c.rcv.acks().expired(c.snd.rtoNanos());
        if (c.rcv.acks().isWanted()) {
            c.tcp.counters().increment(Counter.TCP_DELAYED_ACKS);
            SegmentOutput.ack(c, nowNanos);
        }
    }

    /** The sender's time: a retransmission, a probe, or what else it waits for. */
    private static void retransmission(TcpConnection c, long nowNanos) {
        int events = c.snd.expired(nowNanos);
        if ((events & Sender.RTO_FIRED) != 0) {
            if (c.snd.timeouts() == 1) {
                c.tryingSinceNanos = nowNanos;
            } else if (isTimedOut(c, nowNanos)) {
                giveUp(c, nowNanos);
            } else if (c.snd.timeouts() == c.tcp.settings().get(Setting.TCP_RETRIES1)) {
                c.route = null; // RFC 1122 §4.2.3.5: perhaps another way leads there
            }
        }
        if ((events & Sender.PERSIST_FIRED) != 0) {
            if (c.snd.probes() == 1) {
                c.tryingSinceNanos = nowNanos;
            } else if (isProbedEnough(c)) {
                giveUp(c, nowNanos);
            }
        }
    }

    private static boolean isTimedOut(TcpConnection c, long nowNanos) {
        int retries =
                c.isOrphan
                        ? orphanRetries(c, isPeerLive(c))
                        : c.tcp.settings().get(Setting.TCP_RETRIES2);
        return nowNanos - c.tryingSinceNanos
                >= durationNanos(retries, c.tcp.settings(), c.snd.maxRtoNanos());
    }

    /** How long so many retransmissions take, beginning with the shortest timeout. */
    static long durationNanos(int retries, Settings settings, long most) {
        long least = settings.get(Setting.TCP_RTO_MIN_MICROS) * 1000L;
        int doublings = 63 - Long.numberOfLeadingZeros(Math.max(1, most / least));
        if (retries <= doublings) {
            return ((2L << retries) - 1) * least;
        }
        return ((2L << doublings) - 1) * least + (retries - doublings) * most;
    }

    private static boolean isProbedEnough(TcpConnection c) {
        int most =
                c.isOrphan
                        ? orphanRetries(c, isPeerLive(c))
                        : c.tcp.settings().get(Setting.TCP_RETRIES2);
        return c.snd.probes() > most;
    }

    private static boolean isPeerLive(TcpConnection c) {
        return c.snd.lastRtoNanos() < c.snd.maxRtoNanos();
    }

    /** LINUX.md 89. */
    private static int orphanRetries(TcpConnection c, boolean isPeerLive) {
        int retries = c.tcp.settings().get(Setting.TCP_ORPHAN_RETRIES);
        if (c.softError() != 0 && !isPeerLive) {
            return 0;
        }
        return retries == 0 && isPeerLive ? ORPHAN_RETRIES_OF_A_LIVE_PEER : retries;
    }

    /**
     * USER TIMEOUT: when data has been sent again for too long (Linux counts from the first
     * retransmission, or probe); NEVER if not asked for.
     */
    static long userTimeoutNanos(TcpConnection c) {
        long timeout = c.options().userTimeoutNanos();
        if (timeout == 0 || c.state() == TcpState.CLOSED) {
            return Deadline.NEVER;
        }
        boolean isTrying = !c.isSynchronized() || c.snd.timeouts() > 0 || c.snd.probes() > 0;
        return isTrying ? Deadline.after(c.tryingSinceNanos, timeout) : Deadline.NEVER;
    }

    private static void giveUp(TcpConnection c, long nowNanos) {
        c.tcp.counters().increment(Counter.TCP_ABORT_ON_TIMEOUT);
        int errno = c.softError() != 0 ? c.softError() : Errno.ETIMEDOUT.number();
        AbortCall.fail(c, errno, nowNanos);
    }

    private static void control(TcpConnection c, long nowNanos) {
        switch (c.state()) {
            case SYN_SENT, SYN_RECEIVED -> synAgain(c, nowNanos);
            case FIN_WAIT_2 -> {
                if (c.isOrphan) {
                    CloseCall.finWait2Expired(c, nowNanos);
                } else {
                    keepAlive(c, nowNanos);
                }
            }
            case ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK -> keepAlive(c, nowNanos);
            case CLOSED, LISTEN, TIME_WAIT -> throw new AssertionError("no timer: " + c.state());
        }
    }

    /** LINUX.md 64. */
    private static void synAgain(TcpConnection c, long nowNanos) {
        Settings settings = c.tcp.settings();
        boolean isActive = c.state() == TcpState.SYN_SENT;
        int linear = isActive ? settings.get(Setting.TCP_SYN_LINEAR_TIMEOUTS) : 0;
        int retries = c.options().synRetries(settings);
        c.tcp.counters().increment(Counter.TCP_TIMEOUTS);
        if (SynRetries.isOver(c.tries, retries, linear, nowNanos - c.tryingSinceNanos)) {
            giveUp(c, nowNanos);
            return;
        }
        c.tries++;
        c.controlNanos = nowNanos + SynRetries.waitNanos(c.tries, linear);
        c.tcp.retransmittedSyn(c, c.snd.iss, nowNanos);
        if (isActive) {
            SegmentOutput.syn(c, nowNanos);
        } else {
            SegmentOutput.synAck(c, nowNanos);
        }
    }

    /** When the next keepalive probe is due if nothing comes until then; NEVER without them. */
    static long keepAliveNanos(TcpConnection c) {
        if (!c.options().keepAlive()) {
            return Deadline.NEVER;
        }
        return Deadline.after(lastSignNanos(c), idleNanos(c));
    }

    private static long idleNanos(TcpConnection c) {
        return c.options().keepIdleSeconds(c.tcp.settings()) * SECOND;
    }

    private static long lastSignNanos(TcpConnection c) {
        return c.lastHeardNanos;
    }

    /** RFC 9293 §3.8.4. */
    private static void keepAlive(TcpConnection c, long nowNanos) {
        if (!c.options().keepAlive()) {
            c.controlNanos = Deadline.NEVER;
            return;
        }
        boolean isBusy = c.snd.queued() > 0;
        if (isBusy || nowNanos - lastSignNanos(c) < idleNanos(c)) {
            c.controlNanos = isBusy ? nowNanos + idleNanos(c) : keepAliveNanos(c);
            return;
        }
        if (isGivenUp(c, nowNanos)) {
            SegmentOutput.reset(c, nowNanos);
            giveUp(c, nowNanos);
            return;
        }
        c.tries++;
        c.tcp.counters().increment(Counter.TCP_KEEP_ALIVE);
        c.controlNanos = nowNanos + c.options().keepIntervalSeconds(c.tcp.settings()) * SECOND;
        SegmentOutput.probe(c, nowNanos);
    }

    private static boolean isGivenUp(TcpConnection c, long nowNanos) {
        long userTimeout = c.options().userTimeoutNanos();
        return userTimeout == 0
                ? c.tries >= c.options().keepCount(c.tcp.settings())
                : c.tries > 0 && nowNanos - lastSignNanos(c) >= userTimeout;
    }
}
