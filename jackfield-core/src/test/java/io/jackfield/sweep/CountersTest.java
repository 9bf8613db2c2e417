package io.jackfield.sweep;

import io.jackfield.house.Repository;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** docs/reference/counters.md says which of Linux's counters count here, and which are 0. */
class CountersTest {
    private static final String HEAD =
            """
            # Counters

            What `host.proc("net/snmp")`, `"net/netstat"` and `"net/snmp6"` show: the names of Linux 6.18, in its order. Written by
            `CountersTest` from those files and from the stack's sources; `host.counts()` has the same numbers by name.
            """;

    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]+");

    /** Those that Linux shows and does not count. */
    private static final List<String> SHOWN =
            List.of(
                    "IpForwarding",
                    "IpDefaultTTL",
                    "TcpRtoAlgorithm",
                    "TcpRtoMin",
                    "TcpRtoMax",
                    "TcpMaxConn",
                    "TcpCurrEstab");

    @Test
    void theDocumentSaysWhatIsAlwaysNone() throws IOException {
        TreeSet<String> counted = new TreeSet<>(SHOWN);
        Set<String> words = wordsOfSources();
        for (Counter counter : Counter.values()) {
            if (words.contains(counter.name())) {
                counted.add(counter.nstatName());
            }
        }
        StringBuilder text = new StringBuilder(HEAD);
        for (Map.Entry<String, List<String>> group : groups().entrySet()) {
            List<String> yes = new ArrayList<>();
            List<String> no = new ArrayList<>();
            for (String name : group.getValue()) {
                (counted.contains(group.getKey() + name) ? yes : no).add(name);
            }
            text.append("\n## %s\n\n".formatted(group.getKey()));
            text.append("Counted: %s.\n".formatted(list(yes)));
            text.append(no.isEmpty() ? "" : "\nAlways 0: %s.\n".formatted(list(no)));
        }
        Reference.check("counters.md", text.toString());
    }

    private static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** All that could count: the core without the names themselves. */
    private static Set<String> wordsOfSources() throws IOException {
        Set<String> words = new TreeSet<>();
        for (Path file : Repository.javaFiles("main")) {
            if (!file.endsWith("Counter.java")) {
                CONSTANT.matcher(Files.readString(file))
                        .results()
                        .forEach(m -> words.add(m.group()));
            }
        }
        return words;
    }

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        try (World world = World.scripted(1)) {
            var host = world.host("host");
            for (String path : new String[] {"net/snmp", "net/netstat"}) {
                host.proc(path)
                        .lines()
                        .forEach(line -> groups.putIfAbsent(line.split(":")[0], words(line)));
            }
            for (String line : host.proc("net/snmp6").lines().toList()) {
                String name = line.split("\\s+")[0];
                String group = name.replaceFirst("6.*", "6");
                groups.computeIfAbsent(group, _ -> new ArrayList<>())
                        .add(name.substring(group.length()));
            }
        }
        return groups;
    }

    private static List<String> words(String line) {
        return List.of(line.substring(line.indexOf(' ') + 1).split(" "));
    }
}
