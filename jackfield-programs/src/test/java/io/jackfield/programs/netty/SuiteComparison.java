package io.jackfield.programs.netty;

import io.jackfield.programs.netty.Outcome.Ending;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the same tests ended on the kernel and on a host. */
final class SuiteComparison {
    private static final String HEAD =
            """
            # Netty's testsuite

            `io.netty:netty-testsuite`, every class of `io.netty.testsuite.transport.socket` and `NioEventLoopTest`, on the kernel's loopback
            interface and, in a JVM that has the agent, on one host's; nothing is left out. Written by
            `mvn verify -Djackfield.programs=whole` (`NettyTestsuiteTest`), which fails if a test ends on a host otherwise than on
            the kernel and no reason is given here, or if the run on the host opened a socket of the kernel.

            The classes run over NIO only: Netty tests epoll, kqueue, io_uring and AF_UNIX in other artifacts, so none of those is counted here.
            A test with parameters counts once for each invocation.

            """;

    private final Map<String, Outcome> kernel;
    private final Map<String, Outcome> jackfield;
    private final Map<String, String> explained;

    SuiteComparison(List<Outcome> kernel, List<Outcome> jackfield, Map<String, String> explained) {
        this.kernel = byName(kernel);
        this.jackfield = byName(jackfield);
        this.explained = explained;
    }

    private static Map<String, Outcome> byName(List<Outcome> outcomes) {
        Map<String, Outcome> byName = new TreeMap<>();
        for (Outcome each : outcomes) {
            if (byName.put(each.name(), each) != null) {
                throw new IllegalArgumentException("two tests are called " + each.name());
            }
        }
        return byName;
    }

    private SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(kernel.keySet());
        names.addAll(jackfield.keySet());
        return names;
    }

    private static String ending(@Nullable Outcome outcome) {
        return outcome == null ? "was not there" : outcome.ending().toString();
    }

    private static String why(@Nullable Outcome outcome) {
        return outcome == null || outcome.why().isEmpty() ? "" : " (" + outcome.why() + ")";
    }

    private List<String> differing() {
        return names().stream()
                .filter(name -> !ending(kernel.get(name)).equals(ending(jackfield.get(name))))
                .toList();
    }

    /** The tests that end otherwise on a host, and nobody said why. */
    List<String> unexplained() {
        return differing().stream()
                .filter(name -> !explained.containsKey(name))
                .map(this::difference)
                .toList();
    }

    private String difference(String name) {
        Outcome there = kernel.get(name);
        Outcome here = jackfield.get(name);
        return "`%s`: kernel %s%s; Jackfield %s%s"
                .formatted(name, ending(there), why(there), ending(here), why(here));
    }

    String document() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append(
                "The kernel of this run: %s %s.%n%n"
                        .formatted(
                                System.getProperty("os.name"), System.getProperty("os.version")));
        appendTable(text);
        appendList(
                text, "Differences", differing().stream().map(this::explainedDifference).toList());
        appendList(text, "Fails on both", sameOn(Ending.FAILED));
        appendList(text, "Skipped on both", sameOn(Ending.SKIPPED));
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private String explainedDifference(String name) {
        return difference(name) + ". " + explained.getOrDefault(name, "Not explained.");
    }

    private List<String> sameOn(Ending ending) {
        List<String> same = new ArrayList<>();
        for (Outcome each : jackfield.values()) {
            Outcome other = kernel.get(each.name());
            if (each.ending() == ending && other != null && other.ending() == ending) {
                same.add("`" + each.name() + "`" + why(each));
            }
        }
        return same;
    }

    private void appendTable(StringBuilder text) {
        text.append(
                "| class | kernel: passed | failed | skipped | Jackfield: passed | failed | skipped"
                        + " |\n");
        text.append("|---|--:|--:|--:|--:|--:|--:|\n");
        SortedSet<String> types = new TreeSet<>();
        kernel.values().forEach(each -> types.add(each.type()));
        jackfield.values().forEach(each -> types.add(each.type()));
        for (String type : types) {
            appendRow(text, type, of(type, kernel), of(type, jackfield));
        }
        appendRow(text, "**all**", kernel.values(), jackfield.values());
    }

    private static List<Outcome> of(String type, Map<String, Outcome> outcomes) {
        return outcomes.values().stream().filter(each -> each.type().equals(type)).toList();
    }

    private static void appendRow(
            StringBuilder text, String name, Collection<Outcome> there, Collection<Outcome> here) {
        text.append("| ").append(name).append(" |");
        for (Collection<Outcome> outcomes : List.of(there, here)) {
            for (Ending ending : Ending.values()) {
                long count = outcomes.stream().filter(each -> each.ending() == ending).count();
                text.append(' ').append(count).append(" |");
            }
        }
        text.append('\n');
    }

    private static void appendList(StringBuilder text, String title, List<String> lines) {
        text.append("\n## ").append(title).append("\n\n");
        if (lines.isEmpty()) {
            text.append("None.\n");
        }
        lines.forEach(line -> text.append("* ").append(line).append('\n'));
    }
}
