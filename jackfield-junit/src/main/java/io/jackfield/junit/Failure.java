package io.jackfield.junit;

import io.jackfield.host.Host;
import io.jackfield.net.ThreadView;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.time.Durations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of a red test: the network at the moment when it failed. */
final class Failure {
    /** More than that nobody reads at once. */
    private static final int MOST_LINES = 25;

    private final TestName test;
    private final Net net;
    private final Throwable thrown;

    Failure(TestName test, Net net, Throwable thrown) {
        this.test = test;
        this.net = net;
        this.thrown = thrown;
    }

    /** With the words of the original in front and its own stack trace. */
    SimTestFailure asThrown() {
        return new SimTestFailure(text(), thrown);
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        lines.add(headline() + "    (seed " + net.seed() + "; " + net.tier() + "; " + now() + ")");
        lines.add(
                "  replay   mvn test -Dtest="
                        + test.brief()
                        + " -Djackfield.seed="
                        + net.seed()
                        + "    (or just run it again: this seed goes first)");
        for (Host host : net.world().hosts()) {
            for (SocketSnapshot socket : host.sockets()) {
                lines.add(line(host.name(), socket.toString()));
            }
        }
        for (ThreadView thread : net.world().threads()) {
            lines.add(line("thread", Blocked.describe(thread, net.nowNanos())));
        }
        for (String suspicion : Leaks.suspicions(net)) {
            lines.add(line("suspect", suspicion));
        }
        if (lines.size() > MOST_LINES) {
            int more = lines.size() - MOST_LINES + 1;
            lines.subList(MOST_LINES - 1, lines.size()).clear();
            lines.add(line("", "… and " + more + " lines more"));
        }
        return String.join("\n", lines);
    }

    private String headline() {
        String message = thrown.getMessage();
        String name = thrown instanceof AssertionError ? "" : thrown.getClass().getName();
        if (message == null || message.isBlank()) {
            return thrown.getClass().getName();
        }
        return name.isEmpty() ? message.strip() : name + ": " + message.strip();
    }

    private String now() {
        return "at +" + Durations.format(net.nowNanos());
    }

    private static String line(String of, String text) {
        return String.format(Locale.ROOT, "  %-8s %s", of, text);
    }
}
