package io.jackfield.tcp.send;

import io.jackfield.observe.Setting;
import io.jackfield.tcp.congestion.CongestionControl;
import io.jackfield.tcp.congestion.Cubic;
import io.jackfield.tcp.congestion.NewReno;

/** What a program and the handshake have settled for a sender. */
abstract sealed class SendTerms extends SendStatus permits Sender {
    static final int INITIAL_WINDOW = 10; // RFC 6928

    // Bits of options.
    static final byte SACK = 1;
    static final byte NO_DELAY = 2;
    static final byte CORK = 4;
    static final byte SLOW_HANDSHAKE = 8;
    static final byte FIN_WAS_ACKED = 16;
    static final byte RENO = 32;
    static final byte CUBIC = 64;
    static final byte THIN_LINEAR = -128;

    final SendPool pool;
    private byte options;

    SendTerms(SendPool pool) {
        this.pool = pool;
    }

    /** What is known of the path, made if nothing is. */
    abstract SendRecord record();

    /** RFC 5681 §3.1: a SYN that was lost twice is a reason to begin with one segment. */
    public void handshakeWasSlow() {
        set(SLOW_HANDSHAKE, true);
    }

    final void set(byte option, boolean on) {
        options = (byte) (on ? options | option : options & ~option);
    }

    final boolean has(byte option) {
        return (options & option) != 0;
    }

    /** TCP_NODELAY: no Nagle. */
    public void noDelay(boolean on) {
        set(NO_DELAY, on);
    }

    /** TCP_CORK, and MSG_MORE for as long as a call lasts: only full segments go. */
    public void cork(boolean on) {
        set(CORK, on);
    }

    /** TCP_THIN_LINEAR_TIMEOUTS: so few segments get no help from duplicate ACKs. */
    public void thinLinear(boolean on) {
        set(THIN_LINEAR, on);
    }

    boolean isThinLinear() {
        return has(THIN_LINEAR);
    }

    /** TCP_RTO_MIN_US and TCP_RTO_MAX_MS; 0 for the host's. */
    public void timeoutLimits(int minMicros, int maxMillis) {
        limits(minMicros, maxMillis, limits().maxPacingRate());
    }

    /** SO_MAX_PACING_RATE, in octets per second; 0 for no limit. */
    public void limitPacing(long rate) {
        limits(limits().minRtoMicros(), limits().maxRtoMillis(), rate);
        if (record != null && record.congestion != null) {
            record.congestion.limitPacing(rate);
        }
    }

    private SendLimits limits() {
        return record == null ? SendLimits.NONE : record.limits;
    }

    private void limits(int minRtoMicros, int maxRtoMillis, long maxPacingRate) {
        if (!limits().are(minRtoMicros, maxRtoMillis, maxPacingRate)) {
            record().limits = new SendLimits(minRtoMicros, maxRtoMillis, maxPacingRate);
        }
    }

    boolean isNoDelay() {
        return has(NO_DELAY);
    }

    boolean isCorked() {
        return has(CORK);
    }

    public boolean isSackPermitted() {
        return has(SACK);
    }

    int minRtoMicros() {
        int set = record == null ? 0 : record.limits.minRtoMicros();
        return set != 0 ? set : pool.settings.get(Setting.TCP_RTO_MIN_MICROS);
    }

    /** Beyond this the timeout does not grow (RFC 6298 §2.5). */
    public long maxRtoNanos() {
        int set = record == null ? 0 : record.limits.maxRtoMillis();
        return (set != 0 ? set : pool.settings.get(Setting.TCP_RTO_MAX_MILLIS)) * 1_000_000L;
    }

    public CongestionControl congestion() {
        SendRecord record = record();
        CongestionControl control = record.congestion;
        if (control == null) {
            int window = has(SLOW_HANDSHAKE) ? 1 : INITIAL_WINDOW;
            boolean isHosts = !has(RENO) && !has(CUBIC);
            boolean isReno =
                    isHosts ? pool.settings.get(Setting.TCP_CONGESTION_CONTROL) == 1 : has(RENO);
            control = isReno ? new NewReno(window) : new Cubic(window, true);
            control.limitPacing(record.limits.maxPacingRate());
            record.congestion = control;
        }
        return control;
    }

    /** TCP_CONGESTION: another algorithm takes over, with the window where it is. */
    public void congestion(CongestionControl control) {
        SendRecord record = record();
        CongestionControl before = record.congestion;
        if (before != null) {
            control.cwnd(before.cwnd());
            control.ssthresh(before.ssthresh());
            control.limitPacing(before.pacingRate());
        }
        record.congestion = control;
    }

    /** The same by name, for a connection that may not have begun. */
    public void chooseReno(boolean isReno) {
        set(RENO, isReno);
        set(CUBIC, !isReno);
        if (record != null && record.congestion != null) {
            congestion(isReno ? new NewReno(INITIAL_WINDOW) : new Cubic(INITIAL_WINDOW, true));
        }
    }
}
