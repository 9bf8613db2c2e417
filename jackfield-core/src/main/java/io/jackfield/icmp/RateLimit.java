package io.jackfield.icmp;

import io.jackfield.address.IpAddress;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many errors a host sends: one bucket for all, and one for each receiver. */
final class RateLimit {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    /** Linux's XRLIM_BURST_FACTOR: after a pause that many errors go out at once. */
    private static final int BURST = 6;

    /** The global bucket is filled again at most so often. */
    private static final long GLOBAL_STEP_NANOS = SECOND / 50;

    private static final int MOST_TARGETS = 4096;

    /** What a receiver may still be sent, in time that it has not been sent anything. */
    private static final class Target {
        long savedNanos;
        long lastNanos;

        Target(long savedNanos, long lastNanos) {
            this.savedNanos = savedNanos;
            this.lastNanos = lastNanos;
        }
    }

    private final Settings settings;

    /** In the order of their last error, so that the first is forgotten first. */
    private final Map<IpAddress, Target> targets = new LinkedHashMap<>(16, 0.75f, true);

    private long credit;
    private long filledNanos;
    private boolean isFilled;

    RateLimit(Settings settings) {
        this.settings = settings;
    }

    /** Whether the host may send one more error now; takes its token. */
    boolean allowsOneMore(long nowNanos) {
        long burst = settings.get(Setting.ICMP_MSGS_BURST);
        if (!isFilled) {
            isFilled = true;
            credit = burst;
            filledNanos = nowNanos;
        }
        long elapsed = Math.min(nowNanos - filledNanos, SECOND);
        if (elapsed >= GLOBAL_STEP_NANOS) {
            long earned = settings.get(Setting.ICMP_MSGS_PER_SEC) * elapsed / SECOND;
            if (earned > 0) {
                filledNanos = nowNanos;
                credit = Math.min(credit + earned, burst);
            }
        }
        if (credit <= 0) {
            return false;
        }
        credit--;
        return true;
    }

    /** Whether this receiver may be sent one more; takes its token. */
    boolean allows(IpAddress target, long nowNanos) {
        boolean v4 = target.isV4();
        Setting setting = v4 ? Setting.ICMP_RATELIMIT_MILLIS : Setting.ICMP6_RATELIMIT_MILLIS;
        long interval = settings.get(setting) * MILLISECOND;
        if (interval == 0) {
            return true;
        }
        Target bucket = targets.get(target);
        if (bucket == null) {
            bucket = new Target(BURST * interval, nowNanos);
            targets.put(target, bucket);
            if (targets.size() > MOST_TARGETS) {
                targets.remove(targets.keySet().iterator().next());
            }
        }
        bucket.savedNanos =
                Math.min(bucket.savedNanos + nowNanos - bucket.lastNanos, BURST * interval);
        bucket.lastNanos = nowNanos;
        if (bucket.savedNanos < interval) {
            return false;
        }
        bucket.savedNanos -= interval;
        return true;
    }
}
