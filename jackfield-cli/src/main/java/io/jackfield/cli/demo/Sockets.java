package io.jackfield.cli.demo;

import io.jackfield.observe.SocketSnapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Socket tables in the columns of {@code ss -tano}. */
final class Sockets {
    private Sockets() {}

    static List<String> table(String host, List<SocketSnapshot> sockets) {
        List<String> lines = new ArrayList<>();
        if (sockets.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "%-8s (no sockets)", host));
        }
        for (SocketSnapshot socket : sockets) {
            lines.add(
                    String.format(
                                    Locale.ROOT,
                                    "%-8s %-10s %7d %7d  %-28s %-28s %s",
                                    host,
                                    socket.state(),
                                    socket.receiveQueue(),
                                    socket.sendQueue(),
                                    socket.local(),
                                    socket.remote() == null ? "*:*" : socket.remote(),
                                    socket.timer() == null ? "" : "timer:(" + socket.timer() + ")")
                            .stripTrailing());
        }
        return lines;
    }

    static String heading() {
        return String.format(
                Locale.ROOT,
                "%-8s %-10s %7s %7s  %-28s %s",
                "host",
                "State",
                "Recv-Q",
                "Send-Q",
                "Local Address:Port",
                "Peer Address:Port");
    }
}
