package io.jackfield.observe.proc;

import io.jackfield.address.Endpoint;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.SocketTimer;
import io.jackfield.observe.TcpInfo;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Family;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** /proc/net/tcp, udp, raw and the same of IPv6. There are no inodes here: that column is 0. */
public final class SocketLines {
    private static final String HEAD_4 = "sl  local_address rem_address   ";
    private static final String HEAD_6 =
            "sl  local_address                         remote_address                        ";
    private static final String HEAD =
            "st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    /** Columns of /proc/net/tcp and udp before the end of the line. */
    private static final int WIDTH_TCP = 149;

    private static final int WIDTH_UDP = 127;

    private static final long NANOS_PER_TICK = 10_000_000; // USER_HZ is 100

    private final boolean isV4;
    private final StringBuilder text = new StringBuilder();

    private SocketLines(boolean isV4) {
        this.isV4 = isV4;
    }

    /** /proc/net/tcp, or tcp6: listeners first, then connections. */
    public static String tcp(List<SocketSnapshot> sockets, int family) {
        boolean isV4 = family == Family.AF_INET;
        SocketLines lines = new SocketLines(isV4);
        lines.head("  ", isV4 ? WIDTH_TCP : 0, "");
        Stream<SocketSnapshot> listeners = sockets.stream().filter(SocketLines::isListener);
        Stream<SocketSnapshot> others = sockets.stream().filter(s -> !isListener(s));
        lines.all(
                Stream.concat(listeners, others)
                        .filter(s -> s.netid().equals("tcp") && s.family() == family)
                        .filter(s -> state(s) != TcpState.CLOSED),
                4,
                isV4 ? WIDTH_TCP : 0,
                SocketLines::connection);
        return lines.text.toString();
    }

    /** /proc/net/udp or raw, or the same of IPv6. */
    public static String datagrams(List<SocketSnapshot> sockets, String netid, int family) {
        boolean isV4 = family == Family.AF_INET;
        SocketLines lines = new SocketLines(isV4);
        boolean isPadded = isV4 && netid.equals("udp");
        lines.head(isPadded ? "   " : "  ", isPadded ? WIDTH_UDP : 0, " ref pointer drops");
        lines.all(
                sockets.stream().filter(s -> s.netid().equals(netid) && s.family() == family),
                isV4 && !isPadded ? 4 : 5,
                isPadded ? WIDTH_UDP : 0,
                _ -> " 2 0000000000000000 0");
        return lines.text.toString();
    }

    private void head(String indent, int width, String more) {
        line(indent + (isV4 ? HEAD_4 : HEAD_6) + HEAD + more, width);
    }

    private void line(String line, int width) {
        text.append(line).append(" ".repeat(Math.max(0, width - line.length()))).append('\n');
    }

    private void all(
            Stream<SocketSnapshot> sockets,
            int numberWidth,
            int width,
            Function<SocketSnapshot, String> end) {
        int[] number = new int[1];
        sockets.forEach(
                s -> {
                    String start = String.format(Locale.ROOT, "%" + numberWidth + "d: ", number[0]);
                    line(start + common(s) + end.apply(s), width);
                    number[0]++;
                });
    }

    private static boolean isListener(SocketSnapshot socket) {
        return state(socket) == TcpState.LISTEN;
    }

    private static TcpState state(SocketSnapshot socket) {
        for (TcpState state : TcpState.values()) {
            if (state.word().equals(socket.state())) {
                return state;
            }
        }
        return TcpState.CLOSED;
    }

    private String common(SocketSnapshot socket) {
        SocketTimer timer = socket.timer();
        boolean isProbing = timer != null && timer.kind() == SocketTimer.Kind.PERSIST;
        int count = timer == null || timer.kind() == SocketTimer.Kind.TIME_WAIT ? 0 : timer.count();
        boolean isListener = isListener(socket);
        return String.format(
                Locale.ROOT,
                "%s %s %02X %08X:%08X %02X:%08X %08X %5d %8d 0",
                name(socket.local()),
                name(socket.remote()),
                state(socket).number(),
                isListener ? 0 : (int) socket.sendQueue(),
                (int) socket.receiveQueue(),
                timer == null ? 0 : timer.kind().number(),
                timer == null ? 0 : Math.max(0, timer.leftNanos() / NANOS_PER_TICK),
                isProbing ? 0 : count,
                socket.uid(),
                isProbing ? count : 0);
    }

    /** References, an address of the kernel's that nobody may see, and for a connection more. */
    private static String connection(SocketSnapshot socket) {
        TcpInfo info = socket.info();
        int references =
                switch (state(socket)) {
                    case TIME_WAIT -> 3;
                    case SYN_RECEIVED -> info == null ? 0 : 1;
                    case FIN_WAIT_2 -> info == null ? 3 : 1;
                    case CLOSED,
                            LISTEN,
                            SYN_SENT,
                            ESTABLISHED,
                            FIN_WAIT_1,
                            CLOSE_WAIT,
                            CLOSING,
                            LAST_ACK ->
                            1;
                };
        String start = " " + references + " 0000000000000000";
        if (isListener(socket)) {
            return start + " 100 0 0 10 0";
        }
        if (info == null) {
            return start;
        }
        boolean isInfinite = info.ssthresh() == Long.MAX_VALUE;
        int mss = Math.max(1, info.sendMss());
        return start
                + String.format(
                        Locale.ROOT,
                        " %d %d %d %d %d",
                        info.rtoNanos() / NANOS_PER_TICK,
                        info.atoNanos() / NANOS_PER_TICK,
                        info.quickAcks() << 1 | (info.interactive() ? 1 : 0),
                        info.cwnd() / mss,
                        isInfinite ? -1 : info.ssthresh() / mss);
    }

    /** Words of the address as the machine's integers, then the port: 0100007F:1F90. */
    private String name(@Nullable Endpoint endpoint) {
        StringBuilder name = new StringBuilder();
        byte[] octets = new byte[16];
        if (endpoint != null) {
            endpoint.address().writeV6To(octets, 0);
        }
        for (int word = isV4 ? 12 : 0; word < octets.length; word += 4) {
            for (int i = 3; i >= 0; i--) {
                name.append(String.format(Locale.ROOT, "%02X", octets[word + i]));
            }
        }
        int port = endpoint == null ? 0 : endpoint.port();
        return name.append(String.format(Locale.ROOT, ":%04X", port)).toString();
    }
}
