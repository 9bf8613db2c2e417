package io.jackfield.sweep;

import io.jackfield.observe.TcpState;
import io.jackfield.tcp.Transitions;

import org.junit.jupiter.api.Test;

/** docs/reference/tcp-states.md says what the stack's own table says. */
class TcpStatesTest {
    private static final String HEAD =
            """
            # States of TCP

            What the stack itself checks at every change of state (`io.jackfield.tcp.Transitions`);
            this file is written from it. Each of these transitions is reached, and counted, by the
            integrity sweep (`IntegritySweepTest`), which fails if one never occurs.

            A flow is borne by a *request* until the ACK of the SYN-ACK comes, then by a
            *connection*; in TIME-WAIT, and in FIN-WAIT-2 when no program holds it any more, by a
            *remainder*. A listener is in LISTEN all the time and bears no flow.

            Two arrows of RFC 9293 §3.3.2 figure 5 are missing. SYN-RECEIVED does not lead to
            FIN-WAIT-1: as on Linux, a FIN waits until the SYN is acknowledged. FIN-WAIT-1 does not
            lead to TIME-WAIT: a FIN that comes with the ACK of ours passes through FIN-WAIT-2.

            | from | to | borne by | when |
            |---|---|---|---|
            """;

    @Test
    void theDocumentListsEveryTransition() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Transitions.Transition each : Transitions.all()) {
            text.append(
                    "| %s | %s | %s | %s |%n"
                            .formatted(
                                    name(each.from()),
                                    name(each.to()),
                                    each.bearer().name().toLowerCase(java.util.Locale.ROOT),
                                    each.when()));
        }
        Reference.check("tcp-states.md", text.toString());
    }

    private static String name(TcpState state) {
        return state.name().replace('_', '-');
    }
}
