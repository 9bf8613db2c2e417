package io.jackfield.host;

import io.jackfield.address.Endpoint;
import io.jackfield.address.IpAddress;
import io.jackfield.file.OpenFile;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.port.Flow;
import io.jackfield.process.Process;
import io.jackfield.socket.DatagramSocket;
import io.jackfield.socket.StreamSocket;
import io.jackfield.tcp.Snapshots;
import io.jackfield.tcp.TcpConnection;
import io.jackfield.tcp.TcpListener;
import io.jackfield.udp.UdpEndpoint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The lines of {@code ss -tua}: what processes hold, in the order of pid and descriptor, then what
 * nobody holds (requests, orphans, TIME-WAIT), in the order of the names.
 */
final class SocketTable {
    private final long nowNanos;
    private final List<SocketSnapshot> lines = new ArrayList<>();
    private final Set<Object> shown = new LinkedHashSet<>();

    private SocketTable(HostKernel kernel) {
        this.nowNanos = kernel.nowNanos();
    }

    /** All sockets of a host. Under its lock. */
    static List<SocketSnapshot> of(HostKernel kernel) {
        SocketTable table = new SocketTable(kernel);
        for (Process process : kernel.processes().running()) {
            for (OpenFile file : process.openFiles()) {
                table.show(process.pid(), file);
            }
        }
        for (Flow flow : kernel.tcp().flows().sorted()) {
            table.showUnheld(flow);
        }
        return table.lines;
    }

    private void show(int pid, OpenFile file) {
        if (!shown.add(file)) {
            return; // shared after dup or fork: shown with its first holder
        }
        switch (file) {
            case StreamSocket stream -> show(pid, stream);
            case DatagramSocket datagram -> lines.add(line(pid, datagram));
            default -> {}
        }
    }

    private void show(int pid, StreamSocket stream) {
        TcpListener listener = stream.listener();
        TcpConnection connection = stream.connection();
        if (listener != null) {
            lines.add(Snapshots.of(listener, stream.family(), stream.uid(), pid));
        } else if (connection != null) {
            shown.add(connection);
            lines.add(Snapshots.of(connection, stream.family(), stream.uid(), pid, nowNanos));
        }
    }

    private void showUnheld(Flow flow) {
        if (!shown.contains(flow)) {
            SocketSnapshot line = Snapshots.of(flow, nowNanos);
            if (line != null) {
                lines.add(line);
            }
        }
    }

    private static SocketSnapshot line(int pid, DatagramSocket socket) {
        UdpEndpoint endpoint = socket.endpoint();
        IpAddress remote = endpoint.remote();
        @Nullable Endpoint peer =
                remote == null || !endpoint.isConnected()
                        ? null
                        : new Endpoint(remote, endpoint.remotePort());
        return new SocketSnapshot(
                "udp",
                peer == null ? "UNCONN" : "ESTAB",
                endpoint.allocated(),
                0,
                new Endpoint(endpoint.binding().address(), endpoint.binding().port()),
                peer,
                null,
                socket.family(),
                socket.uid(),
                pid,
                null);
    }
}
