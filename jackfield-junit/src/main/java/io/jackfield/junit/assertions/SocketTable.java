package io.jackfield.junit.assertions;

import io.jackfield.host.Host;
import io.jackfield.observe.SocketSnapshot;

import java.util.List;

/** What {@code ss -tua} would print on hosts, behind the words of a message. */
final class SocketTable {
    private static final String HEAD = "State Recv-Q Send-Q Local:Port Peer:Port";

    private SocketTable() {}

    static String behind(String words, List<Host> hosts) {
        StringBuilder text = new StringBuilder(words);
        for (Host host : hosts) {
            text.append("\nsockets of ").append(host).append(":  ").append(HEAD);
            for (SocketSnapshot socket : host.sockets()) {
                text.append("\n  ").append(socket);
            }
        }
        return text.toString();
    }
}
