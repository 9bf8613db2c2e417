package io.jackfield.cli.explore;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line of an exploring JVM: a word, and figures and texts by name. */
record Told(String word, Map<String, String> named) {
    static Told parse(String line) {
        String[] parts = line.split(" ");
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length == 2) {
                named.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
        }
        return new Told(parts[0], named);
    }

    boolean is(String wanted) {
        return word.equals(wanted);
    }

    String text(String name) {
        return named.getOrDefault(name, "");
    }

    long number(String name) {
        return Long.parseLong(named.getOrDefault(name, "0"));
    }

    long seed() {
        return number("seed");
    }
}
