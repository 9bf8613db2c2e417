package io.jackfield.cli.explore;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A failed seed that was repeated alone.
 *
 * @param repeats whether it failed the same way
 * @param needed the misfortunes that it takes
 * @param files their names, in the folder of the exploration
 * @param report as a red test prints it
 */
record Explained(
        Found found, boolean repeats, List<String> needed, List<String> files, String report) {
    static Explained of(Found found, Told told) {
        boolean repeats = told.text("signature").equals(found.signature());
        return new Explained(
                found,
                repeats,
                lines(told.text("needed")),
                lines(told.text("files")),
                told.text("report"));
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    /** Less to look at than another has. */
    boolean isShorterThan(Explained other) {
        if (repeats != other.repeats) {
            return repeats;
        }
        int more = Integer.compare(needed.size(), other.needed.size());
        return more < 0 || (more == 0 && found.nanos() < other.found.nanos());
    }

    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kind", "explained");
        members.put("test", found.test());
        members.put("seed", found.seed());
        members.put("signature", found.signature());
        members.put("virtualNanos", found.nanos());
        members.put("misfortunes", found.misfortunes());
        members.put("repeats", repeats);
        members.put("needed", needed);
        members.put("files", files);
        members.put("report", report);
        return members;
    }

    /** What {@link #members} wrote. */
    static Explained of(Map<String, Object> members) {
        return new Explained(
                Found.of(Found.FAILURE, members),
                Boolean.TRUE.equals(members.get("repeats")),
                texts(members.get("needed")),
                texts(members.get("files")),
                String.valueOf(members.get("report")));
    }

    private static List<String> texts(@Nullable Object list) {
        List<String> texts = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }
}
