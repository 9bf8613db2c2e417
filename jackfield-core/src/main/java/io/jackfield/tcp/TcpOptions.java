package io.jackfield.tcp;

import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.tcp.open.SynRetries;

import org.jspecify.annotations.Nullable;

/**
 * What a program has set for a TCP socket. Shared by a listener and what it accepts; whoever wants
 * to change one {@linkplain #copy copies} it, changes the copy, and {@linkplain OptionCall#apply
 * applies} that.
 */
public final class TcpOptions {
    /** Those of every socket that has changed none: every number is the host's setting. */
    public static final TcpOptions DEFAULT = new TcpOptions();

    private static final int LEAST_MSS = 88;
    private static final int MOST_MSS = 32_767;
    private static final int MOST_KEEP_SECONDS = 32_767;
    private static final int MOST_COUNT = 127;
    private static final int MOST_LINGER2_SECONDS = 120;
    private static final int LEAST_CLAMP = 1152;

    private boolean noDelay;
    private boolean cork;
    private boolean keepAlive;
    private boolean quickAck = true;
    private boolean reportErrors;
    private boolean oobInline;
    private boolean inquiry;
    private boolean zeroCopy;
    private boolean saveSyn;
    private byte @Nullable [] savedSyn;
    private TcpTimes times = TcpTimes.STANDARD;
    private long maxPacingRate;
    private short keepIdle;
    private short keepInterval;
    private byte keepCount;
    private byte synCount;
    private byte deferAccept;
    private short maxSegment;
    private short linger2;
    private int windowClamp;
    private int userTimeoutMillis;
    private int notSentLowWater;
    private int receiveBuffer;
    private int sendBuffer;
    private byte congestion = -1;
    private short hopLimit = -1;
    private short hopLimit6 = -1;
    private byte trafficClass;
    private byte trafficClass6;

    /** As after socket(2): every number is the host's setting. */
    public TcpOptions() {}

    public TcpOptions copy() {
        TcpOptions copy = new TcpOptions();
        copy.noDelay = noDelay;
        copy.cork = cork;
        copy.keepAlive = keepAlive;
        copy.quickAck = quickAck;
        copy.reportErrors = reportErrors;
        copy.oobInline = oobInline;
        copy.inquiry = inquiry;
        copy.zeroCopy = zeroCopy;
        copy.saveSyn = saveSyn;
        copy.savedSyn = savedSyn;
        copy.times = times;
        copy.maxPacingRate = maxPacingRate;
        copy.keepIdle = keepIdle;
        copy.keepInterval = keepInterval;
        copy.keepCount = keepCount;
        copy.synCount = synCount;
        copy.deferAccept = deferAccept;
        copy.maxSegment = maxSegment;
        copy.linger2 = linger2;
        copy.windowClamp = windowClamp;
        copy.userTimeoutMillis = userTimeoutMillis;
        copy.notSentLowWater = notSentLowWater;
        copy.receiveBuffer = receiveBuffer;
        copy.sendBuffer = sendBuffer;
        copy.congestion = congestion;
        copy.hopLimit = hopLimit;
        copy.hopLimit6 = hopLimit6;
        copy.trafficClass = trafficClass;
        copy.trafficClass6 = trafficClass6;
        return copy;
    }

    /** setsockopt(SOL_TCP) with a number; 0, -EINVAL, or -ENOPROTOOPT for what is not supported. */
    public int set(int name, int value) {
        switch (name) {
            case Option.TCP_NODELAY -> noDelay = value != 0;
            case Option.TCP_CORK -> cork = value != 0;
            case Option.TCP_QUICKACK -> quickAck = value != 0;
            case Option.TCP_KEEPIDLE -> {
                return keep(value, MOST_KEEP_SECONDS, () -> keepIdle = (short) value);
            }
            case Option.TCP_KEEPINTVL -> {
                return keep(value, MOST_KEEP_SECONDS, () -> keepInterval = (short) value);
            }
            case Option.TCP_KEEPCNT -> {
                return keep(value, MOST_COUNT, () -> keepCount = (byte) value);
            }
            case Option.TCP_SYNCNT -> {
                return keep(value, MOST_COUNT, () -> synCount = (byte) value);
            }
            case Option.TCP_DEFER_ACCEPT -> deferAccept = (byte) SynRetries.covering(value);
            case Option.TCP_LINGER2 ->
                    linger2 = (short) (value < 0 ? -1 : Math.min(value, MOST_LINGER2_SECONDS));
            case Option.TCP_MAXSEG -> {
                if (value != 0 && (value < LEAST_MSS || value > MOST_MSS)) {
                    return Errno.EINVAL.result();
                }
                maxSegment = (short) value;
            }
            case Option.TCP_WINDOW_CLAMP ->
                    windowClamp = value == 0 ? 0 : Math.max(value, LEAST_CLAMP);
            case Option.TCP_USER_TIMEOUT -> {
                if (value < 0) {
                    return Errno.EINVAL.result();
                }
                userTimeoutMillis = value;
            }
            case Option.TCP_NOTSENT_LOWAT -> notSentLowWater = value;
            case Option.TCP_TIMESTAMP -> {
                return Errno.EPERM.result(); // a connection is not repaired
            }
            case Option.TCP_INQ -> {
                return turn(value, () -> inquiry = value != 0);
            }
            case Option.TCP_SAVE_SYN -> { // 2 would be with a header of the link, which has none
                return turn(value, () -> saveSyn = value != 0);
            }
            default -> {
                TcpTimes changed = times.with(name, value);
                times = changed == null ? times : changed;
                return changed == null ? times.refusal(name) : 0;
            }
        }
        return 0;
    }

    private static int turn(int value, Runnable change) {
        if (value != 0 && value != 1) {
            return Errno.EINVAL.result();
        }
        change.run();
        return 0;
    }

    private static int keep(int value, int most, Runnable change) {
        if (value < 1 || value > most) {
            return Errno.EINVAL.result();
        }
        change.run();
        return 0;
    }

    /** getsockopt(SOL_TCP) of a number that is not negative; -ENOPROTOOPT for any other. */
    public int get(int name, Settings settings) {
        return switch (name) {
            case Option.TCP_NODELAY -> noDelay ? 1 : 0;
            case Option.TCP_CORK -> cork ? 1 : 0;
            case Option.TCP_QUICKACK -> quickAck ? 1 : 0;
            case Option.TCP_KEEPIDLE -> keepIdleSeconds(settings);
            case Option.TCP_KEEPINTVL -> keepIntervalSeconds(settings);
            case Option.TCP_KEEPCNT -> keepCount(settings);
            case Option.TCP_SYNCNT -> synRetries(settings);
            case Option.TCP_DEFER_ACCEPT -> SynRetries.seconds(deferAccept());
            case Option.TCP_WINDOW_CLAMP -> windowClamp;
            case Option.TCP_USER_TIMEOUT -> userTimeoutMillis;
            case Option.TCP_NOTSENT_LOWAT -> notSentLowWater;
            case Option.TCP_INQ -> inquiry ? 1 : 0;
            case Option.TCP_SAVE_SYN -> saveSyn ? 1 : 0;
            default -> times.get(name, settings);
        };
    }

    /** TCP_CONGESTION by name: 0, or -ENOENT for one that is not built in. */
    public int congestion(String name) {
        switch (name) {
            case "cubic" -> congestion = 0;
            case "reno" -> congestion = 1;
            default -> {
                return Errno.ENOENT.result();
            }
        }
        return 0;
    }

    /** TCP_CONGESTION: the name of the one set, or of the host's. */
    public String congestionName(Settings settings) {
        return congestion(settings) == 1 ? "reno" : "cubic";
    }

    /** As the setting TCP_CONGESTION_CONTROL counts: 0 is cubic, 1 reno. */
    int congestion(Settings settings) {
        return congestion >= 0 ? congestion : settings.get(Setting.TCP_CONGESTION_CONTROL);
    }

    public boolean noDelay() {
        return noDelay;
    }

    public boolean cork() {
        return cork;
    }

    public boolean quickAck() {
        return quickAck;
    }

    /** SO_KEEPALIVE. */
    public boolean keepAlive() {
        return keepAlive;
    }

    public void keepAlive(boolean on) {
        keepAlive = on;
    }

    /** SO_OOBINLINE: an urgent octet is an octet of the stream. */
    public boolean oobInline() {
        return oobInline;
    }

    public void oobInline(boolean on) {
        oobInline = on;
    }

    boolean hasCongestion() {
        return congestion >= 0;
    }

    TcpTimes times() {
        return times;
    }

    /** SO_MAX_PACING_RATE in octets per second, 0 if not set. */
    public long maxPacingRate() {
        return maxPacingRate;
    }

    public void maxPacingRate(long octetsPerSecond) {
        maxPacingRate = octetsPerSecond;
    }

    /** TCP_INQ: recvmsg tells what is left to read. */
    public boolean inquiry() {
        return inquiry;
    }

    /** TCP_SAVE_SYN: connections keep the headers of their SYN. */
    boolean saveSyn() {
        return saveSyn;
    }

    /** TCP_SAVED_SYN: those headers, until they are taken; null without. */
    public byte @Nullable [] savedSyn() {
        return savedSyn;
    }

    public void savedSyn(byte @Nullable [] octets) {
        savedSyn = octets;
    }

    /** SO_ZEROCOPY: MSG_ZEROCOPY means something. */
    public boolean zeroCopy() {
        return zeroCopy;
    }

    public void zeroCopy(boolean on) {
        zeroCopy = on;
    }

    /** IP_RECVERR, IPV6_RECVERR: ICMP errors are errors of the connection at once. */
    public boolean reportErrors() {
        return reportErrors;
    }

    public void reportErrors(boolean on) {
        reportErrors = on;
    }

    /** SO_RCVBUF as the kernel keeps it (doubled); 0 until set, and tuned until then. */
    public int receiveBuffer() {
        return receiveBuffer;
    }

    public void receiveBuffer(int octets) {
        receiveBuffer = octets;
    }

    /** SO_SNDBUF as the kernel keeps it (doubled); 0 until set, and tuned until then. */
    public int sendBuffer() {
        return sendBuffer;
    }

    public void sendBuffer(int octets) {
        sendBuffer = octets;
    }

    /**
     * IP_TTL or IPV6_UNICAST_HOPS, which a socket of AF_INET6 has both; −1 for the host's default.
     */
    public int hopLimit(boolean v4) {
        return v4 ? hopLimit : hopLimit6;
    }

    public void hopLimit(boolean v4, int hops) {
        if (v4) {
            hopLimit = (short) hops;
        } else {
            hopLimit6 = (short) hops;
        }
    }

    /** IP_TOS or IPV6_TCLASS, likewise. */
    public int trafficClass(boolean v4) {
        return (v4 ? trafficClass : trafficClass6) & 0xff;
    }

    public void trafficClass(boolean v4, int octet) {
        if (v4) {
            trafficClass = (byte) octet;
        } else {
            trafficClass6 = (byte) octet;
        }
    }

    /** TCP_MAXSEG, 0 if not set. */
    public int maxSegment() {
        return maxSegment;
    }

    /** TCP_WINDOW_CLAMP, or no limit. */
    int windowClamp() {
        return windowClamp == 0 ? Integer.MAX_VALUE : windowClamp;
    }

    /** TCP_USER_TIMEOUT, 0 if not set. */
    long userTimeoutNanos() {
        return userTimeoutMillis * 1_000_000L;
    }

    int notSentLowWater(Settings settings) {
        return notSentLowWater != 0 ? notSentLowWater : settings.get(Setting.TCP_NOTSENT_LOWAT);
    }

    int keepIdleSeconds(Settings settings) {
        return keepIdle != 0 ? keepIdle : settings.get(Setting.TCP_KEEPALIVE_TIME_SECONDS);
    }

    int keepIntervalSeconds(Settings settings) {
        return keepInterval != 0 ? keepInterval : settings.get(Setting.TCP_KEEPALIVE_INTVL_SECONDS);
    }

    int keepCount(Settings settings) {
        return keepCount != 0 ? keepCount : settings.get(Setting.TCP_KEEPALIVE_PROBES);
    }

    /** TCP_DEFER_ACCEPT: so many times a SYN-ACK times out while data is waited for; 0 for none. */
    int deferAccept() {
        return deferAccept & 0xff;
    }

    int synRetries(Settings settings) {
        return synCount != 0 ? synCount : settings.get(Setting.TCP_SYN_RETRIES);
    }

    int synAckRetries(Settings settings) {
        return synCount != 0 ? synCount : settings.get(Setting.TCP_SYNACK_RETRIES);
    }

    /** TCP_LINGER2 as set: negative, 0 for the host's tcp_fin_timeout, or seconds. */
    public int linger2() {
        return linger2;
    }

    /** How long an orphan stays in FIN-WAIT-2; negative if not at all (LINUX.md 80). */
    int finTimeoutSeconds(Settings settings) {
        return linger2 != 0 ? linger2 : settings.get(Setting.TCP_FIN_TIMEOUT_SECONDS);
    }
}
