package io.jackfield.host;

import io.jackfield.observe.Setting;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.proc.CounterLines;
import io.jackfield.observe.proc.SocketCounts;
import io.jackfield.observe.proc.SocketLines;
import io.jackfield.posix.Family;
import io.jackfield.process.Process;
import io.jackfield.socket.Socket;
import io.jackfield.socket.StreamSocket;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What /proc says of a host: net/…, and sys/… for the settings. Under the host's lock. */
final class ProcFiles {
    private static final String SYS = "sys/";

    private final HostKernel kernel;
    private final List<SocketSnapshot> sockets;

    ProcFiles(HostKernel kernel) {
        this.kernel = kernel;
        this.sockets = SocketTable.of(kernel);
    }

    /** The text of a file below /proc. */
    String read(String path) {
        if (path.startsWith(SYS)) {
            return kernel.settings().get(sysctl(path)) + "\n";
        }
        return switch (path) {
            case "net/tcp" -> SocketLines.tcp(sockets, Family.AF_INET);
            case "net/tcp6" -> SocketLines.tcp(sockets, Family.AF_INET6);
            case "net/udp" -> SocketLines.datagrams(sockets, "udp", Family.AF_INET);
            case "net/udp6" -> SocketLines.datagrams(sockets, "udp", Family.AF_INET6);
            case "net/raw" -> SocketLines.datagrams(sockets, "raw", Family.AF_INET);
            case "net/raw6" -> SocketLines.datagrams(sockets, "raw", Family.AF_INET6);
            case "net/snmp" -> counters().snmp();
            case "net/snmp6" -> counters().snmp6();
            case "net/netstat" -> counters().netstat();
            case "net/sockstat" -> sockstat();
            case "net/sockstat6" -> new SocketCounts(sockets).sockstat6();
            default -> throw new IllegalArgumentException("/proc has no file \"" + path + "\"");
        };
    }

    /** net.ipv4.tcp_sack of sys/net/ipv4/tcp_sack. */
    private static String sysctl(String path) {
        String slashed = path.substring(SYS.length());
        for (Setting setting : Setting.values()) {
            if (setting.sysctl().replace('.', '/').equals(slashed)) {
                return setting.sysctl();
            }
        }
        throw new IllegalArgumentException("/proc has no file \"" + path + "\"");
    }

    private CounterLines counters() {
        return new CounterLines(kernel.counters(), kernel.settings(), sockets);
    }

    private String sockstat() {
        Set<Socket> used = new LinkedHashSet<>();
        for (Process process : kernel.processes().running()) {
            process.openFiles().stream()
                    .filter(Socket.class::isInstance)
                    .map(Socket.class::cast)
                    .forEach(used::add);
        }
        long unnamed =
                used.stream()
                        .filter(StreamSocket.class::isInstance)
                        .map(StreamSocket.class::cast)
                        .filter(s -> s.listener() == null && s.connection() == null)
                        .count();
        return new SocketCounts(sockets).sockstat(used.size(), unnamed);
    }
}
