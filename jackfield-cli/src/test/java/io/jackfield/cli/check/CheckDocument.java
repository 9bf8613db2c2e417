package io.jackfield.cli.check;

import java.util.List;
import java.util.Map;

/** docs/reference/check.md. */
final class CheckDocument {
    private static final String HEAD =
            """
            # What `./jackfield check` says of four programs

            Users' programs, built by [their own Maven project](../../jackfield-programs/checked/pom.xml), started as their users start them; none knows of Jackfield. Written by
            `mvn verify -Djackfield.programs=whole -Djackfield.write=true` (`CheckedProgramsTest`), which fails if a good program has a finding, if a test that
            was written does not compile, if it is green for the program as it is, or, sockets that a library forgets apart, red for its repaired twin.

            The battery: a peer that is black-holed before the program connects and in mid-conversation, one whose accept queue is full, one that resets in its response, one
            that crashes and comes back, one that reads nothing and says nothing, a name that moves, 5 % loss, a load balancer that forgets what is idle for 350 s; a visitor
            that reads nothing, and one that crashes in mid-request. A misfortune begins at 65 s and lasts 20 minutes of virtual time, longer than TCP
            tries; visitors come every ten seconds and give up after one minute; the program is watched for five minutes more.

            """;

    private CheckDocument() {}

    static String of(Map<Program, String> cards, Map<Program, Map<String, String>> tests) {
        StringBuilder text = new StringBuilder(HEAD);
        cards.forEach(
                (program, card) -> {
                    text.append("## ").append(program.title()).append("\n\n```\n$ ");
                    text.append(command(program)).append("\n").append(card.strip());
                    text.append("\n```\n\n");
                    Map<String, String> twin = tests.getOrDefault(program, Map.of());
                    if (!twin.isEmpty()) {
                        text.append(colours(program, twin)).append("\n\n");
                    }
                    text.append("Verified by hand:\n\n");
                    text.append(program.verified().strip()).append("\n\n");
                });
        return text.toString().stripTrailing() + "\n";
    }

    private static String colours(Program program, Map<String, String> twin) {
        List<String> red =
                twin.keySet().stream().filter(each -> "red".equals(twin.get(each))).toList();
        String text =
                "All %d tests are red for this program. For its twin with what is in `%s`, %d are green"
                        .formatted(
                                twin.size(),
                                program.repaired().replace("/target", ""),
                                twin.size() - red.size());
        return red.isEmpty() ? text + "." : text + "; red still: " + String.join(", ", red) + ".";
    }

    private static String command(Program program) {
        StringBuilder line = new StringBuilder("./jackfield check");
        for (String option : program.options()) {
            String shown = option.replaceAll("-cp \\S+/h2-", "-cp h2-").replace("LIB", "lib/*");
            line.append(' ').append(shown.contains(" ") ? '"' + shown + '"' : shown);
        }
        line.append(" -- java -jar ").append(program.name()).append(".jar");
        List<String> arguments = program.arguments();
        arguments.forEach(each -> line.append(' ').append(each));
        return line.toString();
    }
}
