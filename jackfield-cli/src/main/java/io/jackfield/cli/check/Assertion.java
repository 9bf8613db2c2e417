package io.jackfield.cli.check;

import io.jackfield.time.Durations;

import java.util.List;
import java.util.Locale;

/**
 * What a test expects where a finding was.
 *
 * @param name of the test method
 * @param code its last statements
 */
record Assertion(String name, List<String> code) {

    static Assertion of(Finding finding, Case given, Subject subject) {
        String app = Script.id(subject.host());
        String sockets = "assertThat(" + app + ".sockets())";
        return switch (finding.kind()) {
            case BLOCKED -> blocked(finding, subject);
            case NOT_ENDED -> of("endsAllTheSame", "assertThat(program.isEnded()).isTrue();");
            case ENDED -> of("goesOn", "assertThat(program.isEnded()).isFalse();");
            case FAILED ->
                    of(
                            "doesItsWork",
                            "assertThat(program.status()).isEqualTo(" + finding.bound() + ");");
            case NOT_RECOVERED, UNANSWERED -> visitor(finding, subject);
            case SILENT -> silent(finding, given, app);
            case CLOSE_WAIT ->
                    of(
                            "closesWhatIsClosed",
                            sockets
                                    + ".noneMatch(socket ->"
                                    + " socket.state().equals(\"CLOSE-WAIT\"));");
            case SOCKETS ->
                    of(
                            "closesItsSockets",
                            sockets
                                    + ".filteredOn(socket -> socket.remote() != null)"
                                    + ".hasSizeLessThanOrEqualTo("
                                    + finding.bound()
                                    + ");");
            case HELD ->
                    of(
                            "forgetsWhoHasGone",
                            sockets
                                    + ".noneMatch(socket -> socket.remote() != null && "
                                    + Script.STRANGER
                                    + ".has(socket.remote().address()));");
            case CONNECTS ->
                    of(
                            "connectsAtASoberRate",
                            "assertThat("
                                    + app
                                    + ".counts().get(Counter.TCP_ACTIVE_OPENS)).isLessThan("
                                    + finding.bound()
                                    + "L);");
            case THREADS ->
                    of(
                            "makesNoThreadsWithoutEnd",
                            "assertThat(net.threads()).filteredOn(thread -> thread.group().equals("
                                    + Script.literal(subject.host())
                                    + ")).hasSizeLessThanOrEqualTo("
                                    + finding.bound()
                                    + ");");
            case OLD_ADDRESS -> oldAddress(given, app);
        };
    }

    private static Assertion oldAddress(Case given, String app) {
        Party party = given.party();
        String other = party == null ? app : Script.id(Script.second(party.name()));
        return of(
                "followsTheName",
                "assertThat(" + other + ".counts()).containsKey(Counter.TCP_PASSIVE_OPENS);");
    }

    private static Assertion of(String name, String code) {
        return new Assertion(name, List.of(code));
    }

    private static Assertion blocked(Finding finding, Subject subject) {
        Site site = finding.site();
        String type = site == null ? subject.mainClass() : site.type();
        return new Assertion(
                "waitsNoLongerThan" + Durations.format(subject.limitNanos()).replace('.', '_'),
                List.of(
                        "assertThat(net.threads())",
                        "        .noneMatch(",
                        "                thread ->",
                        "                        thread.isIn(" + Script.literal(type) + ")",
                        "                                && net.nowNanos() - thread.sinceNanos()",
                        "                                        > "
                                + grouped(subject.limitNanos())
                                + "L);"));
    }

    /** {@code 60_000_000_000}. */
    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '_');
    }

    private static Assertion silent(Finding finding, Case given, String app) {
        Party party = given.party();
        String other = party == null ? app : Script.id(party.name());
        return new Assertion(
                "talksAgain",
                List.of(
                        "Flow flow = net.flow(" + app + ", " + other + ");",
                        "net.runFor(\"" + finding.bound() + "s\");",
                        "assertThat(flow.from(" + app + ").octets()).isPositive();"));
    }

    private static Assertion visitor(Finding finding, Subject subject) {
        int port = (int) finding.bound();
        return new Assertion(
                "servesAVisitor",
                List.of(
                        "Process visit = "
                                + visit(subject, Script.id(subject.host()), port, " 200 ")
                                + ";",
                        "net.runFor(\"" + Durations.format(subject.limitNanos()) + "\");",
                        "assertThat(visit.isEnded() && visit.status() == 0).isTrue();"));
    }

    /** A visitor that asks and is told what it wanted. */
    static String visit(Subject subject, String app, int port, String wanted) {
        String visit = "Peer.to(" + app + ", " + port + ")";
        if (!wanted.isEmpty()) {
            visit +=
                    ".waitsAtMost("
                            + Script.literal(Durations.format(subject.limitNanos()))
                            + ").writes("
                            + Script.literal(Visit.request(subject.path(), subject.host()))
                            + ").readsUntil("
                            + Script.literal(wanted)
                            + ").readsAll()";
        }
        return visit + ".start(" + Script.VISITOR + ")";
    }
}
