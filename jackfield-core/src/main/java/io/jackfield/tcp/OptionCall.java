package io.jackfield.tcp;

import io.jackfield.observe.TcpState;

/** Options that a program sets while there is a connection; RFC 9293 leaves them to the system. */
public final class OptionCall {
    private OptionCall() {}

    /** Makes changed options those of the connection, with what changes at once. */
    public static void apply(TcpConnection c, TcpOptions changed, long nowNanos) {
        TcpOptions before = c.options();
        c.options(changed);
        configure(c);
        boolean isOpen = c.isSynchronized();
        if (changed.keepAlive() != before.keepAlive()
                || changed.keepIdleSeconds(c.tcp.settings())
                        != before.keepIdleSeconds(c.tcp.settings())) {
            restartKeepAlive(c);
        }
        if (changed.congestion(c.tcp.settings()) != before.congestion(c.tcp.settings())) {
            c.snd.chooseReno(changed.congestion(c.tcp.settings()) == 1);
        }
        if (isOpen) {
            if (changed.maxSegment() != before.maxSegment()) {
                SegmentOutput.pathChanged(c);
            }
            SegmentOutput.push(c, nowNanos); // uncorked, or without Nagle, something may go
            c.rearm(nowNanos);
        }
    }

    /** TCP_QUICKACK, which is no lasting state: the next acknowledgments go at once, or wait. */
    public static void quickAck(TcpConnection c, boolean on, long nowNanos) {
        c.rcv.interactive(!on);
        if (on && c.isSynchronized() && c.rcv.isAckWanted()) {
            SegmentOutput.ack(c, nowNanos);
            c.rearm(nowNanos);
        }
    }

    private static void restartKeepAlive(TcpConnection c) {
        boolean hasOther = c.state() == TcpState.FIN_WAIT_2 && c.isOrphan;
        if (c.isSynchronized() && !hasOther) {
            c.controlNanos = Timeouts.keepAliveNanos(c);
        }
    }

    /** Options that the mechanisms must know of. */
    static void configure(TcpConnection c) {
        TcpOptions options = c.options();
        c.snd.noDelay(options.noDelay());
        c.snd.cork(options.cork());
        c.snd.thinLinear(options.times().thinLinear());
        c.snd.timeoutLimits(options.times().rtoMinMicros(), options.times().rtoMaxMillis());
        c.snd.limitPacing(options.maxPacingRate());
        if (options.hasCongestion() && !c.isSynchronized()) {
            c.snd.chooseReno(options.congestion(c.tcp.settings()) == 1);
        }
        if (options.receiveBuffer() != 0 || c.rcv.buffer() > Handshake.mostBuffer(options)) {
            c.rcv.buffer(Handshake.receiveBuffer(options, c.tcp.settings()));
        }
        if (options.sendBuffer() != 0) {
            c.sendBuffer(options.sendBuffer());
        }
    }
}
