package io.jackfield.packetdrill.run;

import io.jackfield.address.IpAddress;
import io.jackfield.packetdrill.script.Position;
import io.jackfield.packetdrill.script.Script;
import io.jackfield.packetdrill.script.ScriptException;

/** What the options of a script say. */
public record Setup(
        boolean isV6,
        IpAddress local,
        IpAddress remote,
        int mtu,
        int bindPort,
        int connectPort,
        long toleranceNanos,
        double tolerancePercent,
        long timestampTickNanos,
        boolean scalesEcho,
        boolean strictSegments,
        String nonFatal) {

    private static final String LOCAL4 = "192.168.0.1";
    private static final String REMOTE4 = "192.0.2.1";
    private static final String LOCAL6 = "fd3d:a0b:17d6::1";
    private static final String REMOTE6 = "2001:db8::1";
    private static final int USUAL_PORT = 8080;

    /**
     * Of a script.
     *
     * @throws ScriptException if an option has a value that it cannot have
     */
    public static Setup of(Script script) {
        String version = text(script, "ip_version", "ipv4");
        if (!version.equals("ipv4") && !version.equals("ipv6")) {
            throw wrong(script, "ip_version", "ipv4 or ipv6");
        }
        boolean isV6 = version.equals("ipv6");
        return new Setup(
                isV6,
                address(script, "local_ip", isV6 ? LOCAL6 : LOCAL4),
                address(script, "remote_ip", isV6 ? REMOTE6 : REMOTE4),
                (int) number(script, "mtu", 1500),
                (int) number(script, "bind_port", USUAL_PORT),
                (int) number(script, "connect_port", USUAL_PORT),
                number(script, "tolerance_usecs", 4000) * 1000,
                Double.parseDouble(text(script, "tolerance_percent", "12.5")),
                number(script, "tcp_ts_tick_usecs", 0) * 1000,
                number(script, "tcp_ts_ecr_scaled", 0) != 0,
                number(script, "strict_segments", 0) != 0,
                text(script, "non_fatal", ""));
    }

    private static String text(Script script, String name, String usual) {
        String value = script.option(name);
        return value == null ? usual : value;
    }

    private static long number(Script script, String name, long usual) {
        String value = script.option(name);
        if (value == null) {
            return usual;
        }
        if (value.isEmpty()) {
            return 1;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong(script, name, "a number");
        }
    }

    private static IpAddress address(Script script, String name, String usual) {
        String value = text(script, name, usual);
        try {
            return IpAddress.of(value);
        } catch (IllegalArgumentException e) {
            throw wrong(script, name, "an address");
        }
    }

    private static ScriptException wrong(Script script, String name, String what) {
        return new ScriptException(new Position(script.file(), 1, 1), "--" + name + " is " + what);
    }

    /** How far from its time an event may be that comes so long after the one before. */
    long tolerance(long afterNanos) {
        return Math.max(toleranceNanos, (long) (afterNanos * tolerancePercent / 100));
    }
}
