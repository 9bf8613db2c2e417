package io.jackfield.linux.option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A line of options.txt: an option that a kernel knows.
 *
 * @param tests what shows its effect, Class#method each; empty if it is refused
 * @param note how it differs from Linux and why; empty if it does not
 */
record KnownOption(String levelName, int number, String name, List<String> tests, String note) {
    /** The levels, by the names that options.txt has for them. */
    static final Map<String, Integer> LEVELS = levels();

    private static Map<String, Integer> levels() {
        Map<String, Integer> levels = new LinkedHashMap<>();
        levels.put("SOL_SOCKET", 1);
        levels.put("SOL_IP", 0);
        levels.put("SOL_IPV6", 41);
        levels.put("SOL_TCP", 6);
        levels.put("SOL_UDP", 17);
        levels.put("SOL_ICMPV6", 58);
        levels.put("SOL_UDPLITE", 136);
        levels.put("SOL_RAW", 255);
        levels.put("SOL_PACKET", 263);
        return levels;
    }

    int level() {
        return Objects.requireNonNull(LEVELS.get(levelName), levelName);
    }

    boolean works() {
        return !tests.isEmpty();
    }

    private static KnownOption of(String line) {
        String[] columns = line.split("\\|", -1);
        String[] words = columns[0].strip().split("\\s+");
        if (columns.length != 3 || words.length != 3) {
            throw new IllegalArgumentException(line);
        }
        String tests = columns[1].strip();
        return new KnownOption(
                words[0],
                Integer.parseInt(words[1]),
                words[2],
                tests.equals("-") ? List.of() : Arrays.asList(tests.split("[, ]+")),
                columns[2].strip());
    }

    /** All lines but those that are empty or begin with #. */
    static List<KnownOption> all() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        KnownOption.class.getResourceAsStream("options.txt")),
                                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(KnownOption::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return levelName + " " + number + " " + name;
    }
}
