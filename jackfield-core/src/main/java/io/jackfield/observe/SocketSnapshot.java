package io.jackfield.observe;

import io.jackfield.address.Endpoint;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code ss}: what a socket, a request or a TIME_WAIT remainder looked like at one
 * instant.
 *
 * @param netid "tcp", "udp"
 * @param state the word that {@code ss} prints: ESTAB, LISTEN, UNCONN, TIME-WAIT …
 * @param receiveQueue unread octets; for a listener the connections that wait for accept
 * @param sendQueue unacknowledged and unsent octets, SYN and FIN among them; for a listener its
 *     backlog
 * @param timer the next that it waits for; null if it waits for none
 * @param family AF_INET or AF_INET6: which of the two tables it stands in
 * @param uid whose it is
 * @param process pid of a holder, 0 if no process holds it (an orphan)
 * @param info the inside of a TCP connection; null for anything else
 */
public record SocketSnapshot(
        String netid,
        String state,
        long receiveQueue,
        long sendQueue,
        Endpoint local,
        @Nullable Endpoint remote,
        @Nullable SocketTimer timer,
        int family,
        int uid,
        int process,
        @Nullable TcpInfo info) {
    /** As {@code ss -o} prints it. */
    @Override
    public String toString() {
        String line =
                String.join(
                        " ",
                        state,
                        Long.toString(receiveQueue),
                        Long.toString(sendQueue),
                        local.toString(),
                        remote == null ? "*:*" : remote.toString());
        return timer == null ? line : line + " timer:(" + timer + ")";
    }
}
