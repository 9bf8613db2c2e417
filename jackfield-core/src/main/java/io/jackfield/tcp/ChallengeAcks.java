package io.jackfield.tcp;

import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Segment;

/**
 * How often a host answers segments that make no sense: a few times a second in all, so that nobody
 * can make it a source of traffic (RFC 5961 §7), and by a number that nobody can find out.
 */
final class ChallengeAcks {
    private static final long SECOND = 1_000_000_000;

    private final Settings settings;
    private final Counters counters;
    private final HostEntropy entropy;
    private long second = Long.MIN_VALUE;
    private int left;

    ChallengeAcks(Settings settings, Counters counters, HostEntropy entropy) {
        this.settings = settings;
        this.counters = counters;
        this.entropy = entropy;
    }

    /**
     * Whether a segment that is out of order in some way goes without an answer because another one
     * has been answered just before. One that carries data is always answered: it is no ACK, so it
     * cannot be part of a loop of ACKs.
     *
     * @param lastNanos when the flow last answered such a segment
     */
    boolean isTooSoon(Segment seg, long lastNanos, Counter skipped, long nowNanos) {
        boolean mayLoop = seg.len() == 0 || seg.has(Segment.SYN);
        return mayLoop && isTooSoon(lastNanos, skipped, nowNanos);
    }

    private boolean isTooSoon(long lastNanos, Counter skipped, long nowNanos) {
        long pause = settings.get(Setting.TCP_INVALID_RATELIMIT_MILLIS) * 1_000_000L;
        if (lastNanos != Long.MIN_VALUE && nowNanos - lastNanos < pause) {
            counters.increment(skipped);
            return true;
        }
        return false;
    }

    /** Whether a connection may send a challenge ACK; counts it. */
    boolean mayChallenge(long lastNanos, long nowNanos) {
        if (isTooSoon(lastNanos, Counter.TCP_ACK_SKIPPED_CHALLENGE, nowNanos)) {
            return false;
        }
        int limit = settings.get(Setting.TCP_CHALLENGE_ACK_LIMIT);
        if (nowNanos / SECOND != second) {
            second = nowNanos / SECOND;
            left = limit - limit / 2 + (limit < 2 ? 0 : random(limit / 2));
        }
        if (left <= 0) {
            return false;
        }
        left--;
        counters.increment(Counter.TCP_CHALLENGE_ACK);
        return true;
    }

    private int random(int bound) {
        return entropy.below(Purpose.CHALLENGE_ACK, bound);
    }
}
