package io.jackfield.host;

import io.jackfield.file.OpenFile;
import io.jackfield.observe.UnixSnapshot;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.process.Process;
import io.jackfield.socket.UnixSocket;
import io.jackfield.unix.UnixEndpoint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lines of {@code ss -xa}: what processes hold, in the order of pid and descriptor. */
final class UnixTable {
    private UnixTable() {}

    /** All sockets of a host. Under its lock. */
    static List<UnixSnapshot> of(HostKernel kernel) {
        List<UnixSnapshot> lines = new ArrayList<>();
        Set<OpenFile> shown = new LinkedHashSet<>();
        for (Process process : kernel.processes().running()) {
            for (OpenFile file : process.openFiles()) {
                if (file instanceof UnixSocket socket && shown.add(file)) {
                    lines.add(line(socket.endpoint(), process.pid()));
                }
            }
        }
        return lines;
    }

    private static UnixSnapshot line(UnixEndpoint endpoint, int pid) {
        boolean listens = endpoint.isListening();
        UnixEndpoint peer = endpoint.peer();
        return new UnixSnapshot(
                switch (endpoint.type()) {
                    case Family.SOCK_STREAM -> "u_str";
                    case Family.SOCK_DGRAM -> "u_dgr";
                    default -> "u_seq";
                },
                listens ? "LISTEN" : endpoint.isConnected() ? "ESTAB" : "UNCONN",
                listens ? endpoint.waiting() : endpoint.readable(),
                listens ? endpoint.backlog() : endpoint.allocated(),
                text(endpoint.name()),
                endpoint.inode(),
                text(peer == null ? null : peer.name()),
                peer == null ? 0 : peer.inode(),
                pid);
    }

    private static String text(@Nullable SocketAddress name) {
        return name == null ? "*" : name.path();
    }
}
