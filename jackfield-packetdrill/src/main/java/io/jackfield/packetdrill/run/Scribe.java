package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.IpInfo;
import io.jackfield.packetdrill.script.PacketSpec;
import io.jackfield.packetdrill.script.TcpOption;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Packets and times in the words of the script language. */
final class Scribe {
    private static final String LETTERS = "FSRP.UEWA";
    private static final List<String> ECN = List.of("noecn", "ect1", "ect0", "ce");
    private static final double NANOS = 1e9;

    private Scribe() {}

    static String time(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / NANOS);
    }

    static String outbound(PacketSpec spec, IpInfo shown) {
        StringBuilder text = new StringBuilder("> ");
        if (shown.ecn() >= 0) {
            text.append('[').append(ECN.get(shown.ecn() & 3)).append("] ");
        }
        if (shown.trafficClass() >= 0) {
            text.append("[tos 0x").append(Integer.toHexString(shown.trafficClass())).append("] ");
        }
        if (shown.hopLimit() >= 0) {
            text.append("(ttl ").append(shown.hopLimit()).append(") ");
        }
        switch (spec) {
            case PacketSpec.Tcp tcp -> tcp(text, tcp);
            case PacketSpec.Udp udp -> text.append("udp (").append(udp.length()).append(')');
            case PacketSpec.Icmp icmp -> text.append("icmp type_").append(icmp.type());
        }
        return text.toString();
    }

    private static void tcp(StringBuilder text, PacketSpec.Tcp tcp) {
        text.append(flags(tcp.flags())).append(' ');
        text.append(tcp.seq()).append(':').append(tcp.seq() + tcp.length() & 0xffff_ffffL);
        text.append('(').append(tcp.length()).append(')');
        if (tcp.has(PacketSpec.Tcp.ACK)) {
            text.append(" ack ").append(tcp.ack());
        }
        if (tcp.window() >= 0) {
            text.append(" win ").append(tcp.window());
        }
        if (tcp.urgent() != 0) {
            text.append(" urg ").append(tcp.urgent());
        }
        if (tcp.options() == null) {
            text.append(" <...>");
        } else if (!tcp.options().isEmpty()) {
            text.append(
                    tcp.options().stream()
                            .map(TcpOption::toString)
                            .collect(Collectors.joining(",", " <", ">")));
        }
    }

    static String flags(int flags) {
        StringBuilder text = new StringBuilder();
        for (char each : "SFRPUEWA.".toCharArray()) {
            if ((flags >> LETTERS.indexOf(each) & 1) != 0) {
                text.append(each);
            }
        }
        return text.isEmpty() ? "-" : text.toString();
    }
}
