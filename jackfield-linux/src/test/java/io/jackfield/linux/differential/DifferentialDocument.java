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
            and eventfds; AF_UNIX of all types, pairs, descriptors that are passed; who may own a port beside whom. The other half is wild: any call on anything. In a third of the programs descriptors block: a call that
            sleeps on one kernel must sleep on the other, and wake by the same call with the same answer; so must calls that are interrupted. What the kernels choose
            (ports, processes) is compared by role. Nothing waits by the clock: the network is quiet when a call returns, and a call sleeps when the kernel says
            that its thread does. A difference counts when it is there again, in runs of Linux too short for a delayed acknowledgement (40 ms).

            Not compared, because Linux decides it by timers or by hashes of its own: what Nagle's algorithm holds back until an acknowledgement comes (connections
            have TCP_NODELAY), how much a full send buffer takes, SIOCOUTQ of data under way, who of a group of
            SO_REUSEPORT receives. Decided: an AF_INET6 socket that was refused at an IPv4 address is not connected to an IPv6 one any more, as Linux sends that SYN
            as IPv4 to where nobody is. What a small datagram counts against SO_RCVBUF depends on how a kernel was configured (832 octets here, 960 on stock kernels,
            as Jackfield has it), so only larger ones fill buffers. A number that a sleeping accept has reserved is EBADF for select, while Linux finds it ready for everything.

            Not contained yet: control messages but for passed descriptors, MSG_MORE, IP_MTU_DISCOVER; nor, since they differ: MSG_OOB or AF_UNSPEC with sendto on UDP over IPv6, a
            datagram too long for a socket with a pending error (Linux: EMSGSIZE, Jackfield: the error), IP_MULTICAST_TTL and IP_MULTICAST_LOOP on TCP sockets,
            values of SOL_IP read into less than four octets.

            The most instructive differences found, each now a test of `DifferencesTest` in the core:

            1. An accepted connection owns the port of a closed wildcard listener at its own address alone.
            2. Beside the last socket of SO_REUSEPORT nobody looks at who else owns a TCP port: `inet_bind_bucket` remembers it. UDP stops at the first one it meets.
            3. Every datagram that is sent is an edge for EPOLLET with EPOLLOUT, and every change of a connection's state is one for whoever is registered.
            4. shutdown of a connecting socket, in either direction, leaves it as it was before connect, and tells a sleeping connect ECONNRESET.
            5. SHUT_WR before connect has no effect, but on a connection to oneself: that one ends as soon as it is there.
            6. A datagram socket connected to port 0 takes datagrams, and ICMP errors, of every port of that address.
            7. recv with MSG_WAITALL leaves the error for the next call; the error is not lost.
            8. recv for no octets, asleep, answers 0 for whatever wakes it, a signal included.
            9. SIOCOUTQ counts sequence numbers: the SYN of a refused connect is still queued.
            10. A datagram of more than 16 KiB counts its octets against SO_RCVBUF; a smaller one, the next power of two.

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
