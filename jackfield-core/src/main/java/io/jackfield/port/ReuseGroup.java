package io.jackfield.port;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The sockets that share one address and port by SO_REUSEPORT, in the order they joined. A packet's
 * four-tuple decides which of them gets it (LINUX.md 45).
 */
public final class ReuseGroup<R> {
    private final List<Binding<R>> members = new ArrayList<>(2);

    /** When one of them last got more than it could keep in mind; MIN_VALUE if none ever has. */
    private long floodedNanos = Long.MIN_VALUE;

    ReuseGroup() {}

    public long floodedNanos() {
        return floodedNanos;
    }

    public void floodedNanos(long nanos) {
        floodedNanos = nanos;
    }

    void add(Binding<R> member) {
        members.add(member);
        member.group = this;
    }

    /** Takes a member out; the last one moves to its place, so that few flows change sides. */
    void remove(Binding<R> member) {
        int at = members.indexOf(member);
        Binding<R> last = members.removeLast();
        if (last != member) {
            members.set(at, last);
        }
        member.group = null;
    }

    /** The member for this hash, passing over those that are connected; null if all are. */
    @Nullable Binding<R> select(int hash) {
        int count = members.size();
        int first = (int) (Integer.toUnsignedLong(hash) * count >>> 32);
        for (int i = 0; i < count; i++) {
            Binding<R> member = members.get((first + i) % count);
            if (member.remote() == null) {
                return member;
            }
        }
        return null;
    }
}
