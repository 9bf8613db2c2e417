package io.jackfield.cli.explore;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Seeds from one to another, both included; at least one. */
record SeedRange(long from, long to) {
    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})(?:\\.\\.(-?\\d{1,18}))?");
    private static final Pattern SHARD = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    /**
     * {@code 1..100000}, or one seed.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static SeedRange parse(String words) {
        Matcher found = RANGE.matcher(words.strip());
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "\""
                            + words
                            + "\" is no range of seeds: write FROM..TO, such as 1..100000,"
                            + " or one number");
        }
        long from = Long.parseLong(found.group(1));
        long to = found.group(2) == null ? from : Long.parseLong(found.group(2));
        if (to < from) {
            throw new IllegalArgumentException(
                    "\"" + words + "\" has no seeds: in FROM..TO, FROM is not above TO");
        }
        return new SeedRange(from, to);
    }

    /** From two numbers of a file. */
    static SeedRange of(@Nullable Object from, @Nullable Object to) {
        if (from instanceof Number first && to instanceof Number last) {
            return new SeedRange(first.longValue(), last.longValue());
        }
        throw new IllegalArgumentException("no range of seeds: " + from + ", " + to);
    }

    /**
     * Part {@code i/n} of it: all n together are the whole, and none has a seed of another.
     *
     * @throws IllegalArgumentException if there is no such part
     */
    SeedRange shard(String words) {
        Matcher found = SHARD.matcher(words.strip());
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "\"" + words + "\" is no shard: write I/N, such as 1/4 for the first quarter");
        }
        long i = Long.parseLong(found.group(1));
        long n = Long.parseLong(found.group(2));
        if (i < 1 || i > n || n > size()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no shard of %d seeds: in I/N, I is 1 to N, and N at most the number of seeds"
                            .formatted(words, size()));
        }
        long each = size() / n;
        long more = size() % n;
        long first = from + (i - 1) * each + Math.min(i - 1, more);
        return new SeedRange(first, first + each - (i <= more ? 0 : 1));
    }

    long size() {
        return to - from + 1;
    }

    boolean contains(long seed) {
        return from <= seed && seed <= to;
    }

    @Override
    public String toString() {
        return from == to ? Long.toString(from) : from + ".." + to;
    }
}
