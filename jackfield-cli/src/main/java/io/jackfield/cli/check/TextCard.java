package io.jackfield.cli.check;

import picocli.CommandLine.Help.Ansi;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A report card for people. */
final class TextCard implements Card {
    private final PrintWriter out;
    private final Ansi ansi;
    private int findings;
    private int survived;
    private int others;

    TextCard(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    @Override
    public void around(Surroundings around, Set<String> unknownAddresses) {
        for (Party party : around.parties()) {
            String ports = party.ports().isEmpty() ? "" : " on " + list(party.ports().keySet());
            say("peer", party.name() + ports + ", " + who(party));
        }
        around.served()
                .forEach(
                        (port, wanted) ->
                                say(
                                        "serves",
                                        port
                                                + (wanted.isEmpty()
                                                        ? ", not HTTP"
                                                        : ", HTTP, answers"
                                                                + wanted.stripTrailing())));
        unknownAddresses.forEach(each -> say("not played", each + ", an address no host has"));
    }

    private static String who(Party party) {
        if (party.isGiven()) {
            return "played by " + party.programs().getFirst().launch();
        }
        if (party.ports().isEmpty()) {
            return "looked up, nothing more";
        }
        return "played by a stand-in that "
                + (party.answers() ? "answers over HTTP" : "takes everything and says nothing");
    }

    private static String list(Set<Integer> ports) {
        return String.join(", ", ports.stream().map(String::valueOf).toList());
    }

    @Override
    public void fair(FairWeather fair) {
        List<String> facts = new ArrayList<>();
        if (fair.isEndless() || !fair.isFair()) {
            facts.add(fair.isEndless() ? "goes on" : "waits or has ended");
        } else {
            facts.add(
                    "ends with status "
                            + fair.status()
                            + " after "
                            + Times.text(fair.endedNanos() - Times.START));
        }
        if (!fair.isFair()) {
            facts.add("while a stand-in says nothing");
        }
        if (!fair.thrown().isEmpty()) {
            facts.add(fair.thrown());
        }
        if (fair.visits() > 0) {
            facts.add("serves " + fair.served() + " of " + fair.visits() + " visitors");
        }
        say("fair", String.join(", ", facts));
        out.println();
        out.flush();
    }

    private void say(String of, String text) {
        out.println(String.format("%-10s %s", of, text));
    }

    @Override
    public void verdict(Verdict verdict) {
        String word =
                switch (verdict.kind()) {
                    case SURVIVED -> colored("green", verdict);
                    case FOUND -> colored("red", verdict);
                    case NOT_APPLICABLE -> colored("faint", verdict);
                    case UNDECIDED -> colored("yellow", verdict);
                };
        String note = verdict.note().lines().findFirst().orElse("");
        out.println(word + " " + verdict.title() + (note.isEmpty() ? "" : "   " + note));
        for (Map.Entry<Finding, java.nio.file.Path> each : verdict.tests().entrySet()) {
            out.println("               " + each.getKey().text());
            out.println("               test: " + each.getValue());
        }
        findings += verdict.findings().size();
        survived += verdict.kind() == Verdict.Kind.SURVIVED ? 1 : 0;
        others += verdict.kind() == Verdict.Kind.NOT_APPLICABLE ? 1 : 0;
        out.flush();
    }

    private String colored(String style, Verdict verdict) {
        return ansi.string(String.format("@|%s %-14s|@", style, verdict.kind().word()));
    }

    @Override
    public void end() {
        out.println();
        out.println(
                findings
                        + (findings == 1 ? " finding, " : " findings, ")
                        + survived
                        + " survived, "
                        + others
                        + " not applicable");
        out.flush();
    }
}
