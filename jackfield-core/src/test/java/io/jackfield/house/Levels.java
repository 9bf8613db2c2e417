package io.jackfield.house;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packages of the core, bottom to top. A package may use any lower level, and on its own level
 * nothing but its own sub-packages and the packages that contain it.
 */
public final class Levels {

    /** One level: its packages below {@code io.jackfield}, and what they hold. */
    record Level(int height, List<String> packages, String content) {}

    static final String ROOT = "io.jackfield.";

    static final List<Level> TABLE =
            List.of(
                    level(
                            10,
                            "worlds: hosts, cables, switches, routers, faults; real or virtual"
                                    + " time; sequence diagrams (`net.picture`)",
                            "net"),
                    level(9, "one computer: interfaces, protocols, processes and its lock", "host"),
                    level(
                            8,
                            "processes, descriptor tables, system calls, the one place that blocks",
                            "process"),
                    level(
                            7,
                            "what a descriptor of type socket does: options, errors, buffers",
                            "socket"),
                    level(6, "the protocols", "tcp", "udp", "raw", "icmp"),
                    level(
                            5,
                            "input, output, forwarding, source selection, hooks (`ip.filter`)",
                            "ip"),
                    level(
                            4,
                            "mechanisms that know no connection",
                            "tcp.send",
                            "tcp.open",
                            "tcp.receive",
                            "ip.route",
                            "ip.neighbor",
                            "ip.fragment"),
                    level(
                            3,
                            "interfaces, cables, impairments; AF_UNIX; readiness; cwnd",
                            "link",
                            "unix",
                            "poll",
                            "tcp.congestion"),
                    level(
                            2,
                            "codecs and captures; open files; port ownership; counters, events",
                            "wire",
                            "file",
                            "port",
                            "observe"),
                    level(
                            1,
                            "packets; the POSIX calls, errors, options, socket addresses",
                            "packet",
                            "posix"),
                    level(
                            0,
                            "sequence numbers, addresses, slabs, clocks, timers, counted draws",
                            "tcp.sequence",
                            "address",
                            "buffer",
                            "time",
                            "entropy"));

    private Levels() {}

    private static Level level(int height, String content, String... packages) {
        return new Level(height, List.of(packages), content);
    }

    /**
     * The height of a package of the core: that of the longest entry which is it or contains it.
     */
    static Optional<Integer> heightOf(String packageName) {
        return TABLE.stream()
                .flatMap(level -> level.packages().stream().map(name -> new Entry(level, name)))
                .filter(entry -> contains(ROOT + entry.name(), packageName))
                .max((a, b) -> Integer.compare(a.name().length(), b.name().length()))
                .map(entry -> entry.level().height());
    }

    private record Entry(Level level, String name) {}

    /** Whether code in package {@code user} may name code in package {@code used}. */
    static boolean mayUse(String user, String used) {
        int userHeight = heightOf(user).orElse(-1);
        int usedHeight = heightOf(used).orElse(Integer.MAX_VALUE);
        return userHeight > usedHeight
                || (userHeight == usedHeight && (contains(user, used) || contains(used, user)));
    }

    private static boolean contains(String outer, String inner) {
        return inner.equals(outer) || inner.startsWith(outer + ".");
    }

    /** The table as ARCHITECTURE.md shows it. */
    static String asMarkdown() {
        Stream<String> rows =
                TABLE.stream()
                        .map(
                                level ->
                                        "| %d | %s | %s |"
                                                .formatted(
                                                        level.height(),
                                                        String.join(" ", quoted(level.packages())),
                                                        level.content()));
        return Stream.concat(Stream.of("| level | packages | content |", "|--:|---|---|"), rows)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> quoted(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").toList();
    }
}
