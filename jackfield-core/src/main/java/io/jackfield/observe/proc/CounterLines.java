package io.jackfield.observe.proc;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.TcpState;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * /proc/net/snmp, snmp6 and netstat. What this stack does not count is 0;
 * docs/reference/counters.md lists it.
 */
public final class CounterLines {
    private static final String[] GROUPS_OF_SNMP = {
        "Ip", "Icmp", "IcmpMsg", "Tcp", "Udp", "UdpLite"
    };

    private final Map<String, Long> values = new LinkedHashMap<>();

    /** The counters, and what Linux shows among them without counting it. */
    public CounterLines(Counters counters, Settings settings, List<SocketSnapshot> sockets) {
        for (Counter counter : Counter.values()) {
            values.put(counter.nstatName(), counters.get(counter));
        }
        values.put("IpForwarding", settings.isOn(Setting.IP_FORWARD) ? 1L : 2L);
        values.put("IpDefaultTTL", (long) settings.get(Setting.IP_DEFAULT_TTL));
        values.put("TcpRtoAlgorithm", 1L); // RFC 4022: other, which Linux takes for RFC 6298
        values.put("TcpRtoMin", settings.get(Setting.TCP_RTO_MIN_MICROS) / 1000L);
        values.put("TcpRtoMax", (long) settings.get(Setting.TCP_RTO_MAX_MILLIS));
        values.put("TcpMaxConn", -1L);
        values.put("TcpCurrEstab", sockets.stream().filter(CounterLines::isEstablished).count());
    }

    private static boolean isEstablished(SocketSnapshot socket) {
        return socket.netid().equals("tcp")
                && (socket.state().equals(TcpState.ESTABLISHED.word())
                        || socket.state().equals(TcpState.CLOSE_WAIT.word()));
    }

    public String snmp() {
        StringBuilder text = new StringBuilder();
        for (String group : GROUPS_OF_SNMP) {
            List<String> names =
                    switch (group) {
                        case "Ip" -> Names.IP;
                        case "Icmp" -> Names.ICMP;
                        case "IcmpMsg" -> messageTypes();
                        case "Tcp" -> Names.TCP;
                        default -> Names.UDP;
                    };
            if (!names.isEmpty()) {
                append(text, group, names);
            }
        }
        return text.toString();
    }

    /** Counts of ICMP by type: those that are counted under a name, if there were any. */
    private List<String> messageTypes() {
        List<String> names = new ArrayList<>();
        for (String way : new String[] {"In", "Out"}) {
            type(names, way, 0, "EchoReps");
            type(names, way, 3, "DestUnreachs");
            type(names, way, 8, "Echos");
            type(names, way, 11, "TimeExcds");
            type(names, way, 12, "ParmProbs");
        }
        return names;
    }

    private void type(List<String> names, String way, int type, String name) {
        long count = value("Icmp", way + name);
        if (count > 0) {
            values.put("IcmpMsg" + way + "Type" + type, count);
            names.add(way + "Type" + type);
        }
    }

    public String netstat() {
        StringBuilder text = new StringBuilder();
        append(text, "TcpExt", Names.TCP_EXT);
        append(text, "IpExt", Names.IP_EXT);
        return text.toString();
    }

    public String snmp6() {
        StringBuilder text = new StringBuilder();
        for (String name : Names.SNMP6) {
            text.append(String.format(Locale.ROOT, "%-32s\t%d\n", name, value("", name)));
        }
        return text.toString();
    }

    private void append(StringBuilder text, String group, List<String> names) {
        text.append(group).append(": ").append(String.join(" ", names)).append('\n');
        text.append(group).append(':');
        for (String name : names) {
            text.append(' ').append(value(group, name));
        }
        text.append('\n');
    }

    private long value(String group, String name) {
        return values.getOrDefault(group + name, 0L);
    }
}
