package io.jackfield.cli.demo;

import io.jackfield.observe.Observation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The findings for people: text on standard output, a picture beside the capture. */
final class Report {
    private static final int COLUMNS = 88;
    private static final int ROWS = 8;

    private final Findings found;
    private final PrintStream out;

    Report(Findings found, PrintStream out) {
        this.found = found;
        this.out = out;
    }

    void print(Path picture) throws IOException {
        List<Curve> curves = List.of(found.throughput(), found.window());
        double end = found.seconds();
        out.println();
        new TextChart(COLUMNS, ROWS, end).lines(curves, found.marks()).forEach(out::println);
        out.println();
        goodput();
        retransmissions();
        sockets();
        String title = "Jetty to HttpClient, 100 Mbit/s, 20 ms, a queue of 64 packets";
        Files.writeString(picture, new SvgChart(end).picture(title, curves, found.marks()));
        files(picture);
    }

    private void goodput() {
        line(
                "%d octets in %.1f s; goodput %.1f %% of the line from second 2 to the cut,"
                        + " %.1f %% from the recovery to the lossy part",
                found.octets(), found.seconds(), found.before(), found.between());
    }

    private void retransmissions() {
        long all = 0;
        StringBuilder causes = new StringBuilder();
        for (Map.Entry<Observation.Cause, Long> each : found.retransmissions().entrySet()) {
            all += each.getValue();
            causes.append(causes.isEmpty() ? "" : ", ")
                    .append(each.getKey())
                    .append(' ')
                    .append(each.getValue());
        }
        line("retransmissions %d: %s", all, causes.isEmpty() ? "none" : causes);
        line(
                "the cable dropped %d packets at its queue, %d by chance, %d while it was out",
                found.forth().overLimit(), found.forth().lost(), found.forth().noCarrier());
        out.println();
    }

    private void sockets() {
        out.println("sockets while it ran");
        out.println(Sockets.heading());
        found.during().forEach(out::println);
        out.println();
        out.println("sockets afterwards");
        out.println(Sockets.heading());
        found.after().forEach(out::println);
        long server = holders("server");
        long client = holders("client");
        line(
                "TIME-WAIT is held by %s",
                server > 0 && client > 0
                        ? "both"
                        : server > 0 ? "the server" : client > 0 ? "the client" : "nobody");
        out.println();
    }

    private long holders(String host) {
        return found.after().stream()
                .filter(line -> line.startsWith(host) && line.contains("TIME-WAIT"))
                .count();
    }

    private void files(Path picture) {
        line("sha256   %s  %s", found.sourceDigest(), found.source());
        line("sha256   %s  %s", found.copyDigest(), found.copy());
        line("capture  %s", found.packets());
        line("picture  %s", picture);
        if (!found.isWhole()) {
            line("the copy differs from the source");
        }
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
