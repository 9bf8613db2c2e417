package io.jackfield.cli.check;

import io.jackfield.cli.run.PlannedProgram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A finding as a JUnit test that reproduces it. */
final class TestSource {
    private static final String INDENT = "        ";

    private final Subject subject;
    private final Surroundings around;
    private final Case given;
    private final Finding finding;

    TestSource(Subject subject, Surroundings around, Case given, Finding finding) {
        this.subject = subject;
        this.around = around;
        this.given = given;
        this.finding = finding;
    }

    /** Writes it below a folder, in the directory of its package. */
    Path write(Path folder, int number) throws IOException {
        String name = className() + (number == 0 ? "" : number + 1) + "Test";
        Path directory = folder.resolve(packageName().replace('.', '/'));
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve(name + ".java"), source(name));
    }

    private String packageName() {
        boolean isJar = ProgramCode.isJar(subject.app().launch());
        return isJar ? "check" : ProgramCode.packageOf(subject.mainClass());
    }

    private String className() {
        Party party = given.party();
        String words = given.adversity() + (party == null ? "" : "_" + party.name());
        StringBuilder name = new StringBuilder();
        for (String word : words.split("[^A-Za-z0-9]+")) {
            boolean isConstant = word.equals(word.toUpperCase(java.util.Locale.ROOT));
            String rest = word.substring(1);
            name.append(Character.toUpperCase(word.charAt(0)))
                    .append(isConstant ? rest.toLowerCase(java.util.Locale.ROOT) : rest);
        }
        return name.toString();
    }

    private String source(String name) {
        List<String> body = body();
        Assertion assertion = Assertion.of(finding, given, subject);
        body.addAll(assertion.code());
        String text = String.join("\n", body);
        StringBuilder source = new StringBuilder();
        if (!packageName().isEmpty()) {
            source.append("package ").append(packageName()).append(";\n\n");
        }
        source.append(imports(text));
        source.append("/**\n * ").append(sentence(given.title())).append(".\n *\n * <p>");
        source.append(sentence(finding.text())).append(".\n */\n");
        source.append("class ").append(name).append(" {\n");
        source.append("    @SimTest").append(attributes());
        source.append("\n    void ").append(assertion.name());
        source.append("(Net net) throws Exception {\n");
        body.forEach(line -> source.append(INDENT).append(line).append('\n'));
        return source.append("    }\n}\n").toString();
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String attributes() {
        List<String> attributes = new ArrayList<>();
        if (subject.seed() != 1) {
            attributes.add("firstSeed = " + subject.seed());
        }
        if (finding.kind() != Finding.Kind.CLOSE_WAIT) {
            attributes.add("findsLeaks = false");
        }
        return attributes.isEmpty() ? "" : "(" + String.join(", ", attributes) + ")";
    }

    private static String imports(String text) {
        TreeMap<String, String> known = new TreeMap<>();
        known.put("assertThat(", "static org.assertj.core.api.Assertions.assertThat");
        known.put("Host ", "io.jackfield.host.Host");
        known.put("HostedProgram ", "io.jackfield.host.HostedProgram");
        known.put("Ends.", "io.jackfield.link.Ends");
        known.put("Firewall.", "io.jackfield.net.Firewall");
        known.put("Flow ", "io.jackfield.net.Flow");
        known.put("PatchCable ", "io.jackfield.net.PatchCable");
        known.put("Peer.", "io.jackfield.net.Peer");
        known.put("Counter.", "io.jackfield.observe.Counter");
        known.put("Process ", "io.jackfield.process.Process");
        known.put("Path.of", "java.nio.file.Path");
        TreeSet<String> used = new TreeSet<>();
        used.add("io.jackfield.junit.Net");
        used.add("io.jackfield.junit.SimTest");
        StringBuilder lines = new StringBuilder();
        known.forEach(
                (word, type) -> {
                    if (type.startsWith("static ") && text.contains(word)) {
                        lines.append("import ").append(type).append(";\n\n");
                    } else if (text.contains(word)) {
                        used.add(type);
                    }
                });
        used.stream()
                .filter(type -> type.startsWith("io."))
                .forEach(type -> lines.append("import ").append(type).append(";\n"));
        lines.append('\n');
        List<String> javas = used.stream().filter(type -> type.startsWith("java.")).toList();
        javas.forEach(type -> lines.append("import ").append(type).append(";\n"));
        return lines.append(javas.isEmpty() ? "" : "\n").toString();
    }

    private List<String> body() {
        List<String> code = new ArrayList<>();
        String app = Script.id(subject.host());
        subject.properties()
                .forEach(
                        (key, value) ->
                                code.add(
                                        "System.setProperty("
                                                + Script.literal(key)
                                                + ", "
                                                + Script.literal(value)
                                                + ");"));
        code.add("Host router = net.router(\"router\");");
        code.add(host(app, subject.host()));
        boolean isLoss = given.adversity() == Adversity.LOSS;
        code.add((isLoss ? "PatchCable link = " : "") + link(app));
        for (Party party : around.parties()) {
            String id = Script.id(party.name());
            code.add(host(id, party.name()));
            code.add(link(id));
        }
        given.before().forEach(act -> code.addAll(act.code()));
        for (Party party : around.parties()) {
            code.addAll(starts(party));
        }
        boolean isVisited = !around.served().isEmpty();
        if (isVisited) {
            code.add(host(Script.VISITOR, Script.VISITOR));
            code.add(link(Script.VISITOR));
        }
        code.add("net.runFor(\"1s\");");
        PlannedProgram planned = subject.app();
        code.add("HostedProgram program = " + ProgramCode.start(app, planned) + ";");
        code.add("net.mayFail(program);");
        if (isVisited) {
            around.served().forEach((port, wanted) -> code.addAll(visits(app, port, wanted)));
        }
        code.addAll(timeLine());
        String here = packageName() + ".";
        code.replaceAll(line -> line.replace("start(" + here, "start("));
        return code;
    }

    private static String host(String id, String name) {
        return "Host " + id + " = net.host(\"" + name + "\");";
    }

    private static String link(String id) {
        return "net.link(" + id + ", router).netem(\"" + Scene.NETEM + "\");";
    }

    private List<String> starts(Party party) {
        String id = Script.id(party.name());
        StandIn instead = party.equals(given.party()) ? given.instead() : null;
        return instead == null
                ? Script.starts(id, party)
                : party.ports().keySet().stream()
                        .map(port -> instead.code(port) + ".start(" + id + ");")
                        .toList();
    }

    private List<String> visits(String app, int port, String wanted) {
        long second = Times.SECOND;
        String loop =
                "for (int second = %d; second < %d; second += %d) {"
                        .formatted(
                                Times.FIRST_VISIT / second,
                                finding.lookNanos() / second,
                                Times.BETWEEN_VISITS / second);
        List<String> code = new ArrayList<>(List.of(loop));
        boolean isQuiet = given.quietUntilNanos() > 0;
        String indent = "    ";
        if (isQuiet) {
            code.add(
                    "    if (second < %d || second >= %d) {"
                            .formatted(
                                    given.faultNanos() / second, given.quietUntilNanos() / second));
            indent += "    ";
        }
        code.add(indent + "net.at(second + \"s\", () -> " + visit(app, port, wanted) + ");");
        if (isQuiet) {
            code.add("    }");
        }
        code.add("}");
        return code;
    }

    private String visit(String app, int port, String wanted) {
        return Assertion.visit(subject, app, port, wanted);
    }

    private List<String> timeLine() {
        List<String> code = new ArrayList<>();
        long now = Times.START;
        for (Act act : given.acts()) {
            if (act.nanos() <= finding.lookNanos()) {
                now = pass(code, now, act.nanos());
                code.addAll(act.code());
            }
        }
        pass(code, now, finding.lookNanos());
        return code;
    }

    private static long pass(List<String> code, long now, long until) {
        if (until > now) {
            code.add("net.runFor(\"" + io.jackfield.time.Durations.format(until - now) + "\");");
        }
        return Math.max(now, until);
    }
}
