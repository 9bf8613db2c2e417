package io.jackfield.net.picture;

import io.jackfield.host.Host;

import java.util.List;

/** What a picture shows, before it has a form. */
final class Scene {
    private static final long MILLI = 1_000_000;
    private static final long MICRO = 1_000;

    private final List<Host> rails;
    private final List<Item> items;
    private final List<String> connections;
    private final boolean isInMillis;

    Scene(List<Host> rails, List<Item> items, List<String> connections) {
        this.rails = rails;
        this.items = items;
        this.connections = connections;
        isInMillis = distinct(items, 1) == distinct(items, MILLI);
    }

    private static long distinct(List<Item> items, long unit) {
        return items.stream().mapToLong(item -> item.nanos() / unit).distinct().count();
    }

    /** The hosts, left to right. */
    List<Host> rails() {
        return rails;
    }

    /** What happens on and between the rails, top to bottom. */
    List<Item> items() {
        return items;
    }

    /** {@code #1 app:40112 — db:5432}. */
    List<String> connections() {
        return connections;
    }

    /** Time as it is written at the left: seconds, as exact as it takes to tell times apart. */
    String time(long nanos) {
        return isInMillis ? decimal(nanos, MILLI, 3) : decimal(nanos, MICRO, 6);
    }

    private static String decimal(long nanos, long unit, int places) {
        long rounded = nanos / unit;
        long second = 1_000_000_000 / unit;
        String fraction = Long.toString(rounded % second + second).substring(1, places + 1);
        return rounded / second + "." + fraction;
    }

    /** {@code … 63.2 s …}. */
    static String silence(long nanos) {
        String seconds = decimal(nanos, MILLI, 3).replaceAll("\\.?0+$", "");
        return "… " + seconds + " s …";
    }
}
