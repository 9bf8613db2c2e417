package io.jackfield.cli.check;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole of it: who is around the program, fair weather, and every misfortune. */
final class Check {
    private final Subject subject;
    private final List<Adversity> battery;
    private final Path folder;
    private final Card card;
    private boolean isClean = true;

    Check(Subject subject, List<Adversity> battery, Path folder, Card card) {
        this.battery = battery;
        this.subject = subject;
        this.folder = folder;
        this.card = card;
    }

    /** Whether nothing was found, and all could be seen. */
    boolean run() throws IOException {
        Files.createDirectories(folder);
        Surroundings around;
        try (OutputStream log = log("discovery")) {
            Discovery discovery = new Discovery(subject, log);
            around = discovery.find();
            card.around(around, discovery.unknownAddresses());
        }
        FairWeather fair = fair(around);
        card.fair(fair);
        for (Battery.Planned planned : new Battery(subject, around, fair).of(battery)) {
            Verdict verdict = verdict(around, fair, planned);
            isClean &=
                    verdict.kind() != Verdict.Kind.FOUND
                            && verdict.kind() != Verdict.Kind.UNDECIDED;
            card.verdict(verdict);
        }
        card.end();
        return isClean;
    }

    private OutputStream log(String name) throws IOException {
        return Files.newOutputStream(folder.resolve(name + ".log"));
    }

    private FairWeather fair(Surroundings around) throws IOException {
        Case given = Case.fair(Times.FAULT + Times.FAULT_LASTS + Times.AFTERMATH);
        try (OutputStream log = log("fair-weather");
                Scene scene = new Scene(subject, around, given, log)) {
            scene.play();
            String undecided = scene.undecided();
            if (undecided != null) {
                throw new CheckException("it cannot be run: " + undecided);
            }
            return Judge.fair(scene, around);
        }
    }

    private Verdict verdict(Surroundings around, FairWeather fair, Battery.Planned planned)
            throws IOException {
        Case given = planned.given();
        if (given == null) {
            return new Verdict(
                    planned,
                    Verdict.Kind.NOT_APPLICABLE,
                    planned.notApplicable(),
                    List.of(),
                    Map.of());
        }
        Party party = planned.party();
        String name = planned.adversity().key() + (party == null ? "" : "-" + party.name());
        try (OutputStream log = log(name);
                Scene scene = new Scene(subject, around, given, log)) {
            scene.play();
            String undecided = scene.undecided();
            if (undecided != null) {
                return new Verdict(planned, Verdict.Kind.UNDECIDED, undecided, List.of(), Map.of());
            }
            List<Finding> findings = new Judge(subject, fair).findings(given, scene);
            Map<Finding, Path> tests = new LinkedHashMap<>();
            for (Finding finding : findings) {
                tests.put(
                        finding,
                        new TestSource(subject, around, given, finding)
                                .write(folder, tests.size()));
            }
            return new Verdict(
                    planned,
                    findings.isEmpty() ? Verdict.Kind.SURVIVED : Verdict.Kind.FOUND,
                    note(fair, scene),
                    findings,
                    tests);
        }
    }

    private static String note(FairWeather fair, Scene scene) {
        if (scene.isEnded()) {
            return "ended with status "
                    + scene.program().status()
                    + " after "
                    + Times.text(scene.endedNanos() - Times.START)
                    + Judge.thrown(scene);
        }
        long served = scene.visits().stream().filter(Visit::isServed).count();
        return fair.served() == 0
                ? (fair.isEndless() ? "went on" : "did not end")
                : "served " + served + " of " + scene.visits().size() + " visitors";
    }
}
