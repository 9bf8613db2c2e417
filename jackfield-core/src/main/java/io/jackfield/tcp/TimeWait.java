package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.port.Binding;
import io.jackfield.port.Flow;
import io.jackfield.tcp.receive.Timestamps;
import io.jackfield.time.Timer;

import org.jspecify.annotations.Nullable;

/**
 * What remains of a connection in TIME-WAIT (RFC 9293 §3.6.1), or of an orphan in FIN-WAIT-2: as
 * little as is needed to answer what may still come.
 */
final class TimeWait extends Flow {
    /** Fixed on Linux, whatever tcp_fin_timeout says (LINUX.md 79). */
    static final long LENGTH_NANOS = 60_000_000_000L;

    /** How far beyond the old connection a new one begins, so that nothing old fits (RFC 6191). */
    private static final int DISTANCE = 0xffff + 2;

    final Tcp tcp;
    private final @Nullable Binding<TcpListener> binding;
    final TcpOptions options;
    final int sndNxt;
    int rcvNxt;
    final int rcvWnd;
    final byte scale;
    private boolean isFinWait2;
    long lastAckNanos = Long.MIN_VALUE;
    private final @Nullable Timestamps timestamps;
    private final Timer timer = new End();

    private TimeWait(TcpConnection c, boolean isFinWait2) {
        this.tcp = c.tcp;
        this.binding = c.disown();
        this.options = c.options();
        this.sndNxt = c.snd.nxt;
        this.rcvNxt = c.rcv.nxt;
        this.rcvWnd = c.rcv.window();
        this.scale = c.rcv.scale;
        this.isFinWait2 = isFinWait2;
        this.timestamps = c.rcv.timestamps();
        name(c.local(), c.localPort(), c.remote(), c.remotePort());
    }

    /** A remainder takes the place of a connection, which is over for its user. */
    static void succeed(TcpConnection c, TcpState state, long lengthNanos, long nowNanos) {
        Tcp tcp = c.tcp;
        if (tcp.timeWaits() >= tcp.settings().get(Setting.TCP_MAX_TW_BUCKETS)) {
            tcp.counters().increment(Counter.TCP_TIME_WAIT_OVERFLOW); // LINUX.md 88
            tcp.changed(c, state, TcpState.CLOSED, nowNanos);
            c.closedQuietly();
            return;
        }
        TimeWait remainder = new TimeWait(c, state == TcpState.FIN_WAIT_2);
        tcp.flows().replace(c, remainder);
        c.isListed = false;
        if (remainder.binding != null) {
            remainder.binding.enterTimeWait();
        }
        tcp.timeWaitBegins();
        tcp.timers().arm(remainder.timer, nowNanos + lengthNanos);
        c.closedQuietly();
    }

    TcpState state() {
        return isFinWait2 ? TcpState.FIN_WAIT_2 : TcpState.TIME_WAIT;
    }

    @Nullable Binding<TcpListener> binding() {
        return binding;
    }

    boolean isFinWait2() {
        return isFinWait2;
    }

    long endNanos() {
        return timer.deadlineNanos();
    }

    @Nullable Timestamps timestamps() {
        return timestamps;
    }

    /** The FIN that an orphan waited for has come. */
    void finArrived(int rcvNxtBehindFin, long nowNanos) {
        isFinWait2 = false;
        rcvNxt = rcvNxtBehindFin;
        tcp.changed(this, TcpState.FIN_WAIT_2, TcpState.TIME_WAIT, nowNanos);
        restart(nowNanos);
    }

    /** The two MSL begin anew. */
    void restart(long nowNanos) {
        tcp.timers().arm(timer, nowNanos + LENGTH_NANOS);
    }

    /** The ISS of a connection that succeeds this one (LINUX.md 84). */
    int successorIss() {
        int iss = sndNxt + DISTANCE;
        return iss == 0 ? 1 : iss;
    }

    /**
     * Whether connect may take the four-tuple over (LINUX.md 86, 87; RFC 6191): never without
     * timestamps, by which the peer tells old from new.
     *
     * @param wasPortNamed the program asked for the port itself
     */
    boolean mayBeReused(boolean wasPortNamed, long nowNanos) {
        if (timestamps == null || !timestamps.hasRecent()) {
            return false;
        }
        int mode = tcp.settings().get(Setting.TCP_TW_REUSE);
        long delay = tcp.settings().get(Setting.TCP_TW_REUSE_DELAY_MILLIS) * 1_000_000L;
        long sinceNanos = nowNanos - timestamps.recentSeconds() * 1_000_000_000L;
        boolean isAllowed = mode == 1 || (mode == 2 && remote().isLoopback());
        return wasPortNamed || (isAllowed && sinceNanos > delay);
    }

    /** Forgets the connection for good. */
    void end(@Nullable Counter why, long nowNanos) {
        tcp.timers().cancel(timer);
        tcp.flows().remove(this);
        if (binding != null) {
            binding.leaveTimeWait();
            tcp.ports().release(binding);
        }
        tcp.timeWaitEnds();
        if (why != null) {
            tcp.counters().increment(why);
        }
        tcp.changed(this, state(), TcpState.CLOSED, nowNanos);
    }

    private final class End extends Timer {
        @Override
        protected void fire(long nowNanos) {
            end(null, nowNanos);
        }
    }
}
