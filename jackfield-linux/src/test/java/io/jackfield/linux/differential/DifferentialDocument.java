package io.jackfield.linux.differential;

import io.jackfield.linux.LinuxKernel;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** docs/reference/differential.md. */
final class DifferentialDocument {
    private static final String HEAD =
            """
            # Differential tests

            Random programs of system calls, each run on both kernels, call by call: results, errors, readiness, addresses and data are compared; a difference is
            shrunk by leaving out every call without which it stays. Written by `DifferentialTest` with `-Djackfield.sweep=%d -Djackfield.write=true` on Linux %s;
            every build runs the first 400 programs. `-Djackfield.seed=N` runs one.

            * %,d programs of 12 to 35 calls: %,d calls, %,d of them successful; %.0f programs a second
            * %d programs with a difference; the first of them are shown below

            What they contain: TCP and UDP of both families on the loopback interface, up to a dozen descriptors and their copies, options, epoll, poll, wrong
            descriptors, families, protocols, addresses, lengths and flags. What they do not contain yet: calls that block, several processes, AF_UNIX, control messages,
            more than 1000 octets at a time, MSG_MORE (refused for UDP), IP_MTU_DISCOVER. Few get as far as a connection that is accepted: they are not led there yet.

            ## What each call answered

            | call | answers, how often |
            |---|---|
            """;

    private DifferentialDocument() {}

    static String of(
            int programs,
            long calls,
            long successes,
            double perSecond,
            Map<String, Integer> seen,
            int differing,
            String differences) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        HEAD,
                        programs,
                        LinuxKernel.release(),
                        programs,
                        calls,
                        successes,
                        perSecond,
                        differing));
        Map<String, StringBuilder> byCall = new TreeMap<>();
        seen.forEach(
                (answer, times) -> {
                    String[] words = answer.split(" ", 2);
                    StringBuilder row = byCall.computeIfAbsent(words[0], _ -> new StringBuilder());
                    row.append(row.isEmpty() ? "" : ", ");
                    row.append(words[1]).append(' ').append(times);
                });
        byCall.forEach((call, answers) -> text.append("| `%s` | %s |%n".formatted(call, answers)));
        text.append("\n## Differences that are left\n\n");
        text.append(differences.isEmpty() ? "None.\n" : "```\n" + differences + "```\n");
        return text.toString();
    }
}
