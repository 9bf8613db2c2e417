package io.jackfield.tcp;

import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.tcp.receive.DelayedAck;

import org.jspecify.annotations.Nullable;

/**
 * The times that a program has set for one socket alone; 0 where it has not.
 *
 * @param thinLinear TCP_THIN_LINEAR_TIMEOUTS
 * @param rtoMinMicros TCP_RTO_MIN_US
 * @param rtoMaxMillis TCP_RTO_MAX_MS
 * @param ackMaxMicros TCP_DELACK_MAX_US
 */
record TcpTimes(boolean thinLinear, int rtoMinMicros, int rtoMaxMillis, int ackMaxMicros) {
    static final TcpTimes STANDARD = new TcpTimes(false, 0, 0, 0);

    private static final int LEAST_RTO_MAX_MILLIS = 1000;
    private static final int MOST_RTO_MAX_MILLIS = 120_000;

    /** More than one tick of a millisecond, as Linux's TCP_TIMEOUT_MIN; and 200 ms. */
    private static final int LEAST_MICROS = 1001;

    private static final int MOST_MICROS = 200_000;

    /** The same with one of them changed; null if it is none of these, or out of its bounds. */
    @Nullable TcpTimes with(int name, int value) {
        return switch (name) {
            case Option.TCP_THIN_LINEAR_TIMEOUTS ->
                    value == 0 || value == 1
                            ? new TcpTimes(value == 1, rtoMinMicros, rtoMaxMillis, ackMaxMicros)
                            : null;
            case Option.TCP_RTO_MIN_US ->
                    isInMicros(value)
                            ? new TcpTimes(thinLinear, value, rtoMaxMillis, ackMaxMicros)
                            : null;
            case Option.TCP_RTO_MAX_MS ->
                    value >= LEAST_RTO_MAX_MILLIS && value <= MOST_RTO_MAX_MILLIS
                            ? new TcpTimes(thinLinear, rtoMinMicros, value, ackMaxMicros)
                            : null;
            case Option.TCP_DELACK_MAX_US ->
                    isInMicros(value)
                            ? new TcpTimes(thinLinear, rtoMinMicros, rtoMaxMillis, value)
                            : null;
            default -> null;
        };
    }

    private static boolean isInMicros(int value) {
        return value >= LEAST_MICROS && value <= MOST_MICROS;
    }

    /** What is wrong with an option that could not be changed: the value, or the name. */
    int refusal(int name) {
        return switch (name) {
            case Option.TCP_THIN_LINEAR_TIMEOUTS,
                    Option.TCP_RTO_MIN_US,
                    Option.TCP_RTO_MAX_MS,
                    Option.TCP_DELACK_MAX_US ->
                    Errno.EINVAL.result();
            default -> Errno.ENOPROTOOPT.result();
        };
    }

    int get(int name, Settings settings) {
        return switch (name) {
            case Option.TCP_THIN_LINEAR_TIMEOUTS -> thinLinear ? 1 : 0;
            case Option.TCP_RTO_MIN_US ->
                    rtoMinMicros != 0 ? rtoMinMicros : settings.get(Setting.TCP_RTO_MIN_MICROS);
            case Option.TCP_RTO_MAX_MS ->
                    rtoMaxMillis != 0 ? rtoMaxMillis : settings.get(Setting.TCP_RTO_MAX_MILLIS);
            case Option.TCP_DELACK_MAX_US -> ackMaxMicros != 0 ? ackMaxMicros : MOST_MICROS;
            default -> Errno.ENOPROTOOPT.result();
        };
    }

    /**
     * How long an acknowledgment may wait: less than the least timeout, so that none comes of it.
     */
    long mostAckDelayNanos() {
        long most = ackMaxMicros != 0 ? ackMaxMicros * 1000L : DelayedAck.MOST_NANOS;
        return rtoMinMicros == 0 ? most : Math.min(most, (rtoMinMicros - 1000) * 1000L);
    }
}
