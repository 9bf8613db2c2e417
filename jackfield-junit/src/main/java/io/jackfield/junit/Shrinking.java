package io.jackfield.junit;

import io.jackfield.net.Misfortune;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Which misfortunes of a failed run it takes to fail it: none can be left out of what remains. By
 * halves, as Zeller and Hildebrandt's ddmin.
 */
final class Shrinking {
    private static final int MOST_RERUNS = 300;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final TestName test;
    private final long seed;
    private final String signature;
    private final long began = System.nanoTime();
    private int reruns;

    private Shrinking(TestName test, long seed, String signature) {
        this.test = test;
        this.seed = seed;
        this.signature = signature;
    }

    /** Those of a failed run that it takes. */
    static List<Misfortune> of(TestName test, long seed, Rerun failed) {
        String signature = signature(failed.thrown());
        return new Shrinking(test, seed, signature).shrink(failed.misfortunes());
    }

    /** What tells one failure from another: not the figures in it. */
    static String signature(@Nullable Throwable thrown) {
        return thrown == null
                ? ""
                : thrown.getClass().getName()
                        + (" " + thrown.getMessage()).replaceAll("[0-9]+", "#");
    }

    private List<Misfortune> shrink(List<Misfortune> all) {
        if (all.isEmpty() || fails(List.of())) {
            return List.of();
        }
        List<Misfortune> left = all;
        int parts = 2;
        while (left.size() > 1 && mayGoOn()) {
            List<Misfortune> less = lessOf(left, parts);
            if (less != null) {
                left = less;
                parts = Math.max(2, Math.min(parts - 1, left.size()));
            } else if (parts < left.size()) {
                parts = Math.min(2 * parts, left.size());
            } else {
                return left;
            }
        }
        return left;
    }

    /** The list without one of its parts, or that part alone, if that is enough to fail. */
    private @Nullable List<Misfortune> lessOf(List<Misfortune> all, int parts) {
        for (int i = 0; i < parts && mayGoOn(); i++) {
            int from = i * all.size() / parts;
            int to = (i + 1) * all.size() / parts;
            List<Misfortune> part = all.subList(from, to);
            if (parts == 2 && fails(part)) {
                return part;
            }
            List<Misfortune> rest = new ArrayList<>(all.subList(0, from));
            rest.addAll(all.subList(to, all.size()));
            if (parts > 2 && fails(rest)) {
                return rest;
            }
        }
        return null;
    }

    private boolean mayGoOn() {
        return reruns < MOST_RERUNS && System.nanoTime() - began < MOST_NANOS;
    }

    private boolean fails(List<Misfortune> chosen) {
        reruns++;
        Set<String> ids = new TreeSet<>();
        chosen.forEach(each -> ids.add(each.id()));
        return signature(Rerun.of(test, seed, ids).thrown()).equals(signature);
    }
}
