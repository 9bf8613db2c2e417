package io.jackfield.net;

import io.jackfield.link.Direction;
import io.jackfield.link.Mishap;
import io.jackfield.link.Mishaps;
import io.jackfield.packet.Packet;
import io.jackfield.time.Durations;
import io.jackfield.wire.PacketText;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which misfortunes are to happen, and, if somebody wants to know, which have. */
final class Misfortunes implements Mishaps {
    /** So many are kept; the rest is only counted. */
    static final int BOUND = 10_000;

    private final Queue<Misfortune> noted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Integer> said = new ConcurrentSkipListMap<>();
    private volatile boolean notes;
    private volatile @Nullable Predicate<String> chosen;

    void note() {
        notes = true;
    }

    /** Only those whose id is chosen are to happen. */
    void choose(Predicate<String> which) {
        chosen = which;
    }

    @Override
    public boolean happens(
            Direction way,
            long number,
            boolean isCopy,
            Mishap mishap,
            Packet packet,
            long nowNanos) {
        String from = way.from().label();
        String copy = isCopy ? " copy " : " ";
        String id = from + ">" + way.to().label() + " #" + number + copy + mishap.word();
        return happens(id, nowNanos, () -> mishap.word() + " " + way + " " + PacketText.of(packet));
    }

    /** Whether what was planned for a time happens. */
    boolean happens(String what, long nanos) {
        if (!notes && chosen == null) {
            return true;
        }
        String name = Durations.format(nanos) + " " + what;
        int times = said.merge(name, 1, Integer::sum);
        return happens(times == 1 ? name : name + " (" + times + ")", nanos, () -> what);
    }

    private boolean happens(String id, long nanos, Supplier<String> text) {
        Predicate<String> which = chosen;
        if (which != null && !which.test(id)) {
            return false;
        }
        if (notes && count.incrementAndGet() <= BOUND) {
            noted.add(new Misfortune(id, nanos, text.get()));
        }
        return true;
    }

    List<Misfortune> list() {
        if (!notes) {
            throw new IllegalStateException(
                    "nobody notes misfortunes: say noteMisfortunes() before the world runs");
        }
        return List.copyOf(noted);
    }

    int count() {
        return count.get();
    }
}
