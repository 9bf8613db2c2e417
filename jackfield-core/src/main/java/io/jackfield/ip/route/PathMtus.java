package io.jackfield.ip.route;

import io.jackfield.address.IpAddress;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.time.Deadline;
import io.jackfield.time.Timer;
import io.jackfield.time.TimerWheel;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What "fragmentation needed" and "packet too big" taught about the paths to single destinations;
 * forgotten after mtu_expires, so that a path that widened is found again (RFC 1191 §6.3, RFC 8201
 * §4).
 */
final class PathMtus {
    /** RFC 8200 §5: every IPv6 link carries this. */
    static final int LEAST_V6 = 1280;

    private static final int MOST = 4096;

    /** Octets that fit, until when, and whether routers must go on fragmenting. */
    private record PathMtu(int octets, boolean locked, long expiresNanos) {}

    /** In the order in which they were learned, which is the order of expiry. */
    private final LinkedHashMap<IpAddress, PathMtu> lessons = new LinkedHashMap<>();

    private final Settings settings;
    private final TimerWheel timers;
    private final Timer ageing =
            new Timer() {
                @Override
                protected void fire(long nowNanos) {
                    forgetExpired(nowNanos);
                }
            };
    private int version;

    PathMtus(Settings settings, TimerWheel timers) {
        this.settings = settings;
        this.timers = timers;
    }

    /** Changes with every lesson learned or forgotten. */
    int version() {
        return version;
    }

    /** The octets that reach the destination, at the most {@code linkMtu}. */
    int mtu(IpAddress destination, int linkMtu) {
        PathMtu lesson = lessons.get(destination);
        return lesson == null ? linkMtu : Math.min(linkMtu, lesson.octets);
    }

    /** Whether the path is so narrow that DF must not be set (Linux's "mtu lock"). */
    boolean isLocked(IpAddress destination) {
        PathMtu lesson = lessons.get(destination);
        return lesson != null && lesson.locked;
    }

    /** Learns of a path; answers whether it is narrower than {@code currentMtu}. */
    boolean learn(IpAddress destination, int reported, int currentMtu, long nowNanos) {
        boolean v4 = destination.isV4();
        int least = v4 ? settings.get(Setting.MIN_PMTU) : LEAST_V6;
        boolean known = lessons.containsKey(destination);
        if (reported > currentMtu || (reported == currentMtu && !known)) {
            return false; // RFC 8201 §4: a report never widens a path
        }
        long lifetime = settings.get(Setting.MTU_EXPIRES_SECONDS) * 1_000_000_000L;
        int octets = Math.min(currentMtu, Math.max(reported, least));
        boolean locked = v4 && reported < least;
        lessons.remove(destination);
        lessons.put(destination, new PathMtu(octets, locked, Deadline.after(nowNanos, lifetime)));
        if (lessons.size() > MOST) {
            lessons.pollFirstEntry();
        }
        version++;
        armAgeing();
        return octets < currentMtu;
    }

    void forgetAll() {
        lessons.clear();
        version++;
        timers.cancel(ageing);
    }

    private void forgetExpired(long nowNanos) {
        Iterator<PathMtu> oldest = lessons.sequencedValues().iterator();
        while (oldest.hasNext() && oldest.next().expiresNanos <= nowNanos) {
            oldest.remove();
        }
        version++;
        armAgeing();
    }

    private void armAgeing() {
        Map.Entry<IpAddress, PathMtu> oldest = lessons.firstEntry();
        if (oldest != null) {
            timers.arm(ageing, oldest.getValue().expiresNanos);
        }
    }
}
