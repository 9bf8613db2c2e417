package io.jackfield.packetdrill.script;

import io.jackfield.net.Nearest;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of numbers in system calls: those of the core, and those that only Linux has. */
public final class Constants {
    /** What turns one value into another. */
    static final List<String> CONVERSIONS =
            List.of("htons", "htonl", "ntohs", "ntohl", "inet_addr", "inet6_addr", "inet_pton");

    private static final Map<String, Integer> VALUES = new TreeMap<>();

    static {
        for (Class<?> holder :
                List.of(
                        Family.class,
                        FileControl.class,
                        MessageFlags.class,
                        Option.class,
                        Readiness.class)) {
            read(holder);
        }
        more("INADDR_ANY 0 IPPROTO_MPTCP 262 SOL_ICMP 1 IPPROTO_IPV6 41");
        more("SO_TIMESTAMPING 37 SO_MAX_PACING_RATE 47 SO_BUSY_POLL 46 SO_LOCK_FILTER 44");
        more("TCP_THIN_LINEAR_TIMEOUTS 16 TCP_THIN_DUPACK 17 TCP_MD5SIG 14 TCP_ULP 31");
        more("TCP_REPAIR 19 TCP_QUEUE_SEQ 21 TCP_TIMESTAMP 24 TCP_SAVE_SYN 27 TCP_SAVED_SYN 28");
        more("TCP_FASTOPEN_KEY 33 TCP_FASTOPEN_NO_COOKIE 34 TCP_TX_DELAY 37 TCP_CM_INQ 36");
        more("IP_RECVTOS 13 IP_RECVTTL 12 IP_TOS 1 IPV6_RECVTCLASS 66 IPV6_DONTFRAG 62");
        more("SCM_TIMESTAMPING 37 SO_EE_ORIGIN_ICMP 2 SO_EE_ORIGIN_ICMP6 3");
        more("SO_EE_ORIGIN_TIMESTAMPING 4 SO_EE_ORIGIN_ZEROCOPY 5 SO_EE_CODE_ZEROCOPY_COPIED 1");
        more("SO_EE_ORIGIN_LOCAL 1 SO_EE_ORIGIN_NONE 0");
    }

    private Constants() {}

    private static void read(Class<?> holder) {
        for (Field field : holder.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
                try {
                    VALUES.put(field.getName(), field.getInt(null));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e); // all its fields are public
                }
            }
        }
    }

    private static void more(String words) {
        String[] all = words.split(" ");
        for (int i = 0; i < all.length; i += 2) {
            VALUES.putIfAbsent(all[i], Integer.valueOf(all[i + 1]));
        }
    }

    /**
     * The number of that name.
     *
     * @throws ScriptException if there is none
     */
    public static int value(Position at, String name) {
        Integer value = VALUES.get(name);
        if (value == null) {
            throw new ScriptException(
                    at, name + " is not known" + nearestOf(name, VALUES.keySet()));
        }
        return value;
    }

    /** All of them would be too many. */
    private static String nearestOf(String name, Iterable<String> known) {
        for (String each : known) {
            if (Nearest.distance(name, each) <= 2) {
                return "; did you mean \"" + each + "\"?";
            }
        }
        return "";
    }

    /**
     * The error of that name.
     *
     * @throws ScriptException if there is none
     */
    public static Errno errno(Position at, String name) {
        String meant = name.equals("EWOULDBLOCK") ? "EAGAIN" : name;
        for (Errno each : Errno.values()) {
            if (each.name().equals(meant)) {
                return each;
            }
        }
        List<String> all = Arrays.stream(Errno.values()).map(Errno::name).toList();
        throw new ScriptException(at, "the error " + name + " is not known" + nearestOf(name, all));
    }
}
