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

            * %,d programs of 30 to 100 calls: %,d calls, %,d of them successful; %.0f programs a second
            * %d programs with a difference; the first of them are shown below. %d more had one that did not come again

            Half of a program is phrases that lead somewhere: a listener with clients, connections with data under way, half closed, reset, flooded; refused
            connects and connects to oneself; datagram sockets connected or not, and more datagrams than fit; epoll with registrations level, edge, one-shot,
            exclusive; poll and select on some; copies of descriptors by every call that makes them; processes that are born, share, close and end; pipes
            and eventfds; who may own a port beside whom. The other half is wild: any call on anything. In a third of the programs descriptors block: a call that
            sleeps on one kernel must sleep on the other, and wake by the same call with the same answer; so must calls that are interrupted. What the kernels choose
            (ports, processes) is compared by role. Nothing waits by the clock: the network is quiet when a call returns, and a call sleeps when the kernel says
            that its thread does. A difference counts when it is there again, in runs of Linux too short for a delayed acknowledgement (40 ms).

            Not compared, because Linux decides it by timers or by hashes of its own: what Nagle's algorithm holds back until an acknowledgement comes (connections
            have TCP_NODELAY), how much a full send buffer takes, SIOCOUTQ of data under way, who of a group of
            SO_REUSEPORT receives. Decided: an AF_INET6 socket that was refused at an IPv4 address is not connected to an IPv6 one any more, as Linux sends that SYN
            as IPv4 to where nobody is. What a small datagram counts against SO_RCVBUF depends on how a kernel was configured (832 octets here, 960 on stock kernels,
            as Jackfield has it), so only larger ones fill buffers. A number that a sleeping accept has reserved is EBADF for select, while Linux finds it ready for everything.

            Not contained yet: AF_UNIX, control messages, MSG_MORE, IP_MTU_DISCOVER.

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
            int once,
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
                        differing,
                        once));
        Map<String, StringBuilder> byCall = new TreeMap<>();
        seen.forEach(
                (answer, times) -> {
                    String[] words = answer.split(" ", 2);
                    StringBuilder row = byCall.computeIfAbsent(words[0], _ -> new StringBuilder());
                    row.append(row.isEmpty() ? "" : ", ");
                    row.append(words[1]).append(' ').append(times);
                });
        byCall.forEach((call, answers) -> text.append("| `%s` | %s |%n".formatted(call, answers)));
        text.append(
                """

                ## Errors of the manual that no program has had

                | call | errors |
                |---|---|
                """);
        text.append(ManPages.neverReached(seen));
        text.append("\n## Differences that are left\n\n");
        text.append(differences.isEmpty() ? "None.\n" : "```\n" + differences + "```\n");
        return text.toString();
    }
}
