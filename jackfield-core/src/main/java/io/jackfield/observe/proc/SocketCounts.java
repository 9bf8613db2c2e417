package io.jackfield.observe.proc;

import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Family;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** /proc/net/sockstat and sockstat6: how many sockets there are of each kind. */
public final class SocketCounts {
    private static final int PAGE = 4096;

    private final List<SocketSnapshot> sockets;

    public SocketCounts(List<SocketSnapshot> sockets) {
        this.sockets = sockets;
    }

    /**
     * /proc/net/sockstat.
     *
     * @param used open sockets of all kinds
     * @param unnamed TCP sockets among them that are neither listeners nor connections
     */
    public String sockstat(long used, long unnamed) {
        long inUse = count("tcp", Family.AF_INET);
        long timeWaits = tcp(TcpState.TIME_WAIT, TcpState.FIN_WAIT_2);
        long orphans = count(s -> s.netid().equals("tcp") && s.process() == 0 && isWhole(s));
        long six = count("tcp", Family.AF_INET6);
        return String.format(
                Locale.ROOT,
                """
                sockets: used %d
                TCP: inuse %d orphan %d tw %d alloc %d mem %d
                UDP: inuse %d mem %d
                UDPLITE: inuse 0
                RAW: inuse %d
                FRAG: inuse 0 memory 0
                """,
                used,
                inUse,
                orphans,
                timeWaits,
                inUse + six + unnamed,
                pages("tcp"),
                count("udp", Family.AF_INET),
                pages("udp"),
                count("raw", Family.AF_INET));
    }

    public String sockstat6() {
        return String.format(
                Locale.ROOT,
                """
                TCP6: inuse %d
                UDP6: inuse %d
                UDPLITE6: inuse 0
                RAW6: inuse %d
                FRAG6: inuse 0 memory 0
                """,
                count("tcp", Family.AF_INET6),
                count("udp", Family.AF_INET6),
                count("raw", Family.AF_INET6));
    }

    /** Whether it is a socket, not a request nor what remains of one. */
    private static boolean isWhole(SocketSnapshot socket) {
        return !socket.netid().equals("tcp")
                || socket.info() != null
                || socket.state().equals(TcpState.LISTEN.word());
    }

    private long count(String netid, int family) {
        return count(s -> s.netid().equals(netid) && s.family() == family && isWhole(s));
    }

    /** What is in these states and no socket any more. */
    private long tcp(TcpState... states) {
        return count(
                s -> {
                    boolean isOne = false;
                    for (TcpState state : states) {
                        isOne |= s.state().equals(state.word());
                    }
                    return isOne && !isWhole(s);
                });
    }

    private long count(Predicate<SocketSnapshot> which) {
        return sockets.stream().filter(which).count();
    }

    private long pages(String netid) {
        long octets =
                sockets.stream()
                        .filter(s -> s.netid().equals(netid))
                        .filter(s -> !s.state().equals(TcpState.LISTEN.word()))
                        .mapToLong(s -> s.receiveQueue() + s.sendQueue())
                        .sum();
        return (octets + PAGE - 1) / PAGE;
    }
}
