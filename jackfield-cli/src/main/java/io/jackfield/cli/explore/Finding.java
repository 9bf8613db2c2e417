package io.jackfield.cli.explore;

import org.jspecify.annotations.Nullable;

import java.util.TreeSet;

/** All seeds of one signature. */
final class Finding {
    private final TreeSet<Long> seeds = new TreeSet<>();
    private Found shortest;
    private @Nullable Explained kept;

    Finding(Found first) {
        shortest = first;
        seeds.add(first.seed());
    }

    void add(Found found) {
        seeds.add(found.seed());
        if (Found.SHORTEST.compare(found, shortest) < 0) {
            shortest = found;
        }
    }

    /** Keeps an explanation if there is none that is shorter; what is not kept. */
    @Nullable Explained keep(Explained explained) {
        Explained before = kept;
        if (before == null || explained.isShorterThan(before)) {
            kept = explained;
            return before;
        }
        return explained;
    }

    int count() {
        return seeds.size();
    }

    long firstSeed() {
        return seeds.getFirst();
    }

    /** The one with the fewest misfortunes, of these the one that failed first. */
    Found shortest() {
        return shortest;
    }

    @Nullable Explained kept() {
        return kept;
    }
}
