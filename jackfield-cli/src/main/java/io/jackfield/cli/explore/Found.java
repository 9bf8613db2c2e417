package io.jackfield.cli.explore;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A seed that was not well.
 *
 * @param kind {@code failure}, {@code hang} or {@code crash}
 * @param signature what it has in common with other seeds
 * @param nanos world time of the failure
 * @param misfortunes how many had befallen the network
 * @param facts what else is known of it
 */
record Found(
        String kind,
        String test,
        long seed,
        String signature,
        long nanos,
        long misfortunes,
        Map<String, Object> facts) {
    private static final List<String> NAMES =
            List.of("schema", "kind", "test", "seed", "signature", "virtualNanos", "misfortunes");

    static final String FAILURE = "failure";
    static final String HANG = "hang";
    static final String CRASH = "crash";

    /** The one with less to look at first. */
    static final Comparator<Found> SHORTEST =
            Comparator.comparingLong(Found::misfortunes)
                    .thenComparingLong(Found::nanos)
                    .thenComparingLong(Found::seed);

    static Found failure(String test, Told told) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("exception", told.text("exception"));
        facts.put("message", told.text("message"));
        facts.put("place", told.text("place"));
        return new Found(
                FAILURE,
                test,
                told.seed(),
                told.text("signature"),
                told.number("nanos"),
                told.number("misfortunes"),
                facts);
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", kind);
        members.put("test", test);
        members.put("seed", seed);
        members.put("signature", signature);
        members.put("virtualNanos", nanos);
        members.put("misfortunes", misfortunes);
        members.putAll(facts);
        return members;
    }

    /** What {@link #members} wrote. */
    static Found of(String kind, Map<String, Object> members) {
        Map<String, Object> facts = new LinkedHashMap<>(members);
        facts.keySet().removeAll(NAMES);
        return new Found(
                kind,
                text(members, "test"),
                number(members, "seed"),
                text(members, "signature"),
                number(members, "virtualNanos"),
                number(members, "misfortunes"),
                facts);
    }

    private static String text(Map<String, Object> members, String name) {
        return String.valueOf(members.get(name));
    }

    private static long number(Map<String, Object> members, String name) {
        if (members.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("\"" + name + "\" is no number in " + members);
    }
}
