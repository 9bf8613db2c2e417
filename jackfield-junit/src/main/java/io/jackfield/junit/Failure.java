package io.jackfield.junit;

import io.jackfield.host.Host;
import io.jackfield.net.Misfortune;
import io.jackfield.net.ThreadView;
import io.jackfield.net.Tier;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.time.Durations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A red test: what the network was at the moment when it failed, and which of the misfortunes that
 * befell it were needed.
 */
final class Failure {
    /** More than that nobody reads at once. */
    private static final int MOST_LINES = 25;

    private static final int MOST_MISFORTUNES = 8;
    private static final int MOST_OF_MESSAGE = 12;

    private final TestName test;
    private final long seed;
    private final Tier tier;
    private final Throwable thrown;
    private final long nanos;
    private final List<String> sockets;
    private final List<String> threads;
    private List<Misfortune> misfortunes = List.of();
    private List<Misfortune> needed = List.of();
    private boolean isShrunk;
    private List<String> files = List.of();

    Failure(TestName test, Net net, Throwable thrown) {
        this.test = test;
        this.thrown = thrown;
        seed = net.seed();
        tier = net.tier();
        nanos = net.nowNanos();
        sockets = sockets(net);
        threads = threads(net);
    }

    private static List<String> sockets(Net net) {
        List<String> lines = new ArrayList<>();
        for (Host host : net.hosts()) {
            for (SocketSnapshot socket : host.sockets()) {
                lines.add(line(host.name(), socket.toString()));
            }
        }
        return lines;
    }

    private static List<String> threads(Net net) {
        List<String> lines = new ArrayList<>();
        for (ThreadView thread : net.threads()) {
            boolean isSuspect = Leaks.waitsWithoutTimeout(thread, net.nowNanos());
            if (isSuspect || !Blocked.place(thread).isEmpty()) {
                String word = isSuspect ? "suspect" : "thread";
                lines.add(line(word, Blocked.describe(thread, net.nowNanos())));
            }
        }
        for (String suspicion : Leaks.suspicions(net)) {
            lines.add(line("suspect", suspicion));
        }
        return lines;
    }

    /** The network has gone: the test is run again until it is known what it takes to fail it. */
    void explain(Attachments attachments) {
        Rerun again = Rerun.of(test, seed, null);
        String signature = Shrinking.signature(thrown);
        if (!Shrinking.signature(again.thrown()).equals(signature)) {
            files = List.of("(none: the test did not fail the same way again)");
            return;
        }
        misfortunes = again.misfortunes();
        needed = Shrinking.of(test, seed, again);
        isShrunk = true;
        files = attachments.of(test, seed, again, needed, sockets, whole());
    }

    /** With the words of the original in front and its own stack trace. */
    SimTestFailure asThrown() {
        return new SimTestFailure(text(), thrown, this);
    }

    Signature signature() {
        return Signature.of(thrown);
    }

    long nanos() {
        return nanos;
    }

    /** All that befell the network; empty unless it was {@link #explain explained}. */
    List<Misfortune> misfortunes() {
        return misfortunes;
    }

    /** Those that it takes. */
    List<Misfortune> needed() {
        return needed;
    }

    /** The names of what was attached. */
    List<String> files() {
        return files;
    }

    private String text() {
        List<String> lines = lines(MOST_OF_MESSAGE, MOST_MISFORTUNES);
        int room = files.isEmpty() ? MOST_LINES : MOST_LINES - 1;
        if (lines.size() > room) {
            int more = lines.size() - room + 1;
            lines.subList(room - 1, lines.size()).clear();
            lines.add(line("", more(more)));
        }
        if (!files.isEmpty()) {
            lines.add(line("files", String.join("  ", files)));
        }
        return String.join("\n", lines);
    }

    private String more(int lines) {
        return "… and " + lines + " lines more" + (isShrunk ? ", in the files" : "");
    }

    /** All that is to be said, without cuts. */
    private List<String> whole() {
        return lines(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** With so many lines of the message and so many misfortunes at the most. */
    private List<String> lines(int mostOfMessage, int mostMisfortunes) {
        List<String> lines = message(mostOfMessage);
        lines.add(
                line(
                        "replay",
                        "mvn test -Dtest="
                                + test.brief()
                                + " -Djackfield.seed="
                                + seed
                                + "    (or just run it again: this seed goes first)"));
        for (Misfortune each : needed.subList(0, Math.min(mostMisfortunes, needed.size()))) {
            lines.add("  " + each);
        }
        lines.addAll(sockets);
        lines.addAll(threads);
        return lines;
    }

    /** What was expected, and behind all of it seed, tier, time, and how many faults it took. */
    private List<String> message(int most) {
        List<String> lines = new ArrayList<>(words().lines().toList());
        if (lines.size() - 1 > most) {
            int more = lines.size() - most;
            lines.subList(most, lines.size()).clear();
            lines.add(line("", more(more)));
        }
        String facts = "(seed " + seed + "; " + tier + "; at +" + Durations.format(nanos);
        if (isShrunk && !misfortunes.isEmpty()) {
            facts += "; " + needed.size() + " of " + misfortunes.size() + " faults needed";
        }
        if (lines.size() == 1) {
            lines.set(0, lines.getFirst() + "    " + facts + ")");
        } else {
            lines.add("  " + facts + ")");
        }
        return lines;
    }

    private String words() {
        String message = thrown.getMessage();
        String type = thrown.getClass().getName();
        if (message == null || message.isBlank()) {
            return type;
        }
        return thrown instanceof AssertionError ? message.strip() : type + ": " + message.strip();
    }

    private static String line(String of, String text) {
        return String.format(Locale.ROOT, "  %-8s %s", of, text);
    }
}
