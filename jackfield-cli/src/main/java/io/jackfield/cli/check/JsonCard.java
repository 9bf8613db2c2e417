package io.jackfield.cli.check;

import io.jackfield.cli.Json;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** JSON lines for machines. */
final class JsonCard implements Card {
    private static final int SCHEMA = 1;

    private final PrintWriter out;

    JsonCard(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void around(Surroundings around, Set<String> unknownAddresses) {
        for (Party party : around.parties()) {
            Map<String, Object> line = line("peer");
            line.put("name", party.name());
            line.put("ports", party.ports().keySet());
            line.put("isGiven", party.isGiven());
            print(line);
        }
        around.served()
                .forEach(
                        (port, wanted) -> {
                            Map<String, Object> line = line("serves");
                            line.put("port", port);
                            line.put("status", wanted.strip());
                            print(line);
                        });
    }

    @Override
    public void fair(FairWeather fair) {
        Map<String, Object> line = line("fair");
        line.put("isEndless", fair.isEndless());
        line.put("status", fair.status());
        line.put("visits", fair.visits());
        line.put("served", fair.served());
        print(line);
    }

    @Override
    public void verdict(Verdict verdict) {
        Map<String, Object> line = line("verdict");
        name(line, verdict);
        line.put("verdict", verdict.kind().word());
        line.put("note", verdict.note());
        print(line);
        for (Map.Entry<Finding, Path> each : verdict.tests().entrySet()) {
            Finding finding = each.getKey();
            Site site = finding.site();
            Map<String, Object> more = line("finding");
            name(more, verdict);
            more.put("kind", finding.kind().key());
            more.put("place", site == null ? "" : site.place());
            more.put("nanos", finding.nanos());
            more.put("text", finding.text());
            more.put("test", each.getValue().toString());
            print(more);
        }
    }

    private static void name(Map<String, Object> line, Verdict verdict) {
        Party party = verdict.planned().party();
        line.put("misfortune", verdict.planned().adversity().key());
        line.put("peer", party == null ? "" : party.name());
    }

    @Override
    public void end() {
        out.flush();
    }

    private static Map<String, Object> line(String event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("schema", SCHEMA);
        line.put("event", event);
        return line;
    }

    private void print(Map<String, Object> line) {
        out.println(Json.line(line));
        out.flush();
    }
}
