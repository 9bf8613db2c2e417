package io.jackfield.programs.published;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * docs/reference/programs.md: a line of a table for each client and tier, and a paragraph for each
 * client with the commands. {@code -Djackfield.write=true} writes what tests have found into it;
 * else it must say the same, figures of time and of packets apart.
 */
final class ProgramsDocument {
    private static final Path FILE = Repository.root().resolve("docs/reference/programs.md");

    private static final String HEAD =
            """
            # Programs as published

            Each started by its makers' own command from the jars or the distribution that they publish, on hosts of one JVM that has the agent;
            each cable has `delay 5ms 1ms loss 2%` both ways. Written by `mvn verify -Djackfield.write=true` (`io.jackfield.programs.published`);
            every build plays all of them again and fails if a result differs, nothing was lost, or the kernel has a socket open for that JVM
            that it had not before. Counts and times are one run's: packets of all cables, from the start of the client to its end, in the world's
            time and in the machine's.

            | programs | tier | result | packets | lost | retransmitted | kernel sockets | world's ms | real ms | needed |
            |---|---|---|--:|--:|--:|--:|--:|--:|---|
            """;

    private static final String COMMANDS =
            """

            ## Commands

            As they run in the module `jackfield-programs`; `$DIR` is a directory of the show's own. Options of the JVM:
            `-javaagent:jackfield-agent.jar=network,identity,exit`, in the deterministic tier `…,time` and `-XX:+UnlockExperimentalVMOptions -XX:hashCode=2`.

            """;

    private final Map<String, String> table = new TreeMap<>();
    private final Map<String, String> commands = new TreeMap<>();

    private ProgramsDocument() {}

    static void check(List<Row> rows) throws IOException {
        ProgramsDocument document = read();
        boolean writes = Boolean.getBoolean("jackfield.write");
        for (Row row : rows) {
            String key = key(row.name(), row.tier().toString());
            if (writes) {
                document.table.put(key, line(row));
                document.commands.put(row.name(), paragraph(row));
            }
            assertThat(withoutFigures(document.table.getOrDefault(key, "")))
                    .as("%s; -Djackfield.write=true writes it", FILE)
                    .isEqualTo(withoutFigures(line(row)));
            assertThat(document.commands.get(row.name())).as("%s", FILE).isEqualTo(paragraph(row));
        }
        if (writes) {
            Files.writeString(FILE, document.text());
        }
    }

    private static ProgramsDocument read() throws IOException {
        ProgramsDocument document = new ProgramsDocument();
        List<String> lines = Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
        int first = 1 + lines.indexOf(HEAD.lines().toList().getLast());
        for (String line : lines.subList(first, lines.size())) {
            String[] cells = line.split(" ?\\| ?");
            if (line.startsWith("| ")) {
                document.table.put(key(cells[1], cells[2]), line);
            } else if (line.startsWith("* ")) {
                document.commands.put(line.substring(2, line.indexOf(": ")), line);
            }
        }
        return document;
    }

    private static String key(String name, String tier) {
        return name + "\t" + tier;
    }

    private static String line(Row row) {
        return "| %s | %s | %s | %,d | %,d | %,d | %d | %,d | %,d | %s |"
                .formatted(
                        row.name(),
                        row.tier(),
                        row.result(),
                        row.packets(),
                        row.lost(),
                        row.retransmitted(),
                        row.kernelSockets(),
                        row.worldMillis(),
                        row.realMillis(),
                        row.needed().isEmpty() ? "nothing" : row.needed());
    }

    /** Counts and times, but not the kernel's sockets, are of one run. */
    private static String withoutFigures(String line) {
        String[] cells = line.split(" \\| ");
        if (cells.length == 10) {
            for (int i : List.of(3, 4, 5, 7, 8)) {
                cells[i] = "";
            }
        }
        return String.join(" | ", cells);
    }

    private static String paragraph(Row row) {
        StringBuilder text = new StringBuilder("* ").append(row.name()).append(": ");
        String separator = "";
        for (String command : row.commands()) {
            String[] hostAndCommand = command.split(": ", 2);
            text.append(separator);
            text.append(hostAndCommand[0]).append(" `").append(hostAndCommand[1]).append('`');
            separator = ", ";
        }
        return text.toString();
    }

    private String text() {
        return HEAD
                + String.join("\n", table.values())
                + "\n"
                + COMMANDS
                + String.join("\n", commands.values())
                + "\n";
    }
}
