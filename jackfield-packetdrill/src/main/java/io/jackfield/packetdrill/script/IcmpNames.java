package io.jackfield.packetdrill.script;

import io.jackfield.net.Nearest;

import java.util.LinkedHashMap;
import java.util.Map;

/** The words for types and codes of ICMP (RFC 792, RFC 1812) and ICMPv6 (RFC 4443). */
final class IcmpNames {
    private static final int UNREACHABLE4 = 3;

    private static final Map<String, Integer> TYPES4 =
            numbered(
                    "unreachable 3 source_quench 4 redirect 5 echo_request 8 echo_reply 0"
                            + " time_exceeded 11 parameter_problem 12 timestamp_request 13"
                            + " timestamp_reply 14");
    private static final Map<String, Integer> TYPES6 =
            numbered(
                    "unreachable 1 packet_too_big 2 time_exceeded 3 parameter_problem 4"
                            + " echo_request 128 echo_reply 129");
    private static final Map<String, Integer> UNREACHABLE4_CODES =
            numbered(
                    "net_unreachable 0 host_unreachable 1 protocol_unreachable 2 port_unreachable 3"
                            + " frag_needed 4 source_route_failed 5 net_unknown 6 host_unknown 7"
                            + " source_host_isolated 8 net_prohibited 9 host_prohibited 10"
                            + " net_unreachable_for_tos 11 host_unreachable_for_tos 12"
                            + " packet_filtered 13 precedence_violation 14 precedence_cutoff 15");
    private static final Map<String, Integer> CODES4 =
            numbered("exceeded_ttl 0 exceeded_frag_time 1");
    private static final Map<String, Integer> UNREACHABLE6_CODES =
            numbered(
                    "no_route 0 net_unreachable 0 admin_prohibited 1 not_neighbour 2"
                            + " address_unreachable 3 port_unreachable 4");
    private static final Map<String, Integer> CODES6 =
            numbered(
                    "exceeded_hop_limit 0 exceeded_frag_time 1 header_field 0"
                            + " unknown_next_header 1 unknown_option 2");

    private IcmpNames() {}

    private static Map<String, Integer> numbered(String words) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        String[] all = words.split(" ");
        for (int i = 0; i < all.length; i += 2) {
            numbers.put(all[i], Integer.valueOf(all[i + 1]));
        }
        return numbers;
    }

    static int type(boolean isV6, Position at, String name) {
        return number(isV6 ? TYPES6 : TYPES4, "type", at, name);
    }

    static int code(boolean isV6, int type, Position at, String name) {
        Map<String, Integer> codes =
                isV6
                        ? type == 1 ? UNREACHABLE6_CODES : CODES6
                        : type == UNREACHABLE4 ? UNREACHABLE4_CODES : CODES4;
        return number(codes, "code", at, name);
    }

    private static int number(Map<String, Integer> known, String what, Position at, String name) {
        if (name.matches(what + "_[0-9]{1,3}")) {
            return Integer.parseInt(name.substring(what.length() + 1));
        }
        Integer number = known.get(name);
        if (number == null) {
            throw new ScriptException(
                    at,
                    "ICMP "
                            + what
                            + " "
                            + name
                            + " is not known"
                            + Nearest.hint(name, known.keySet()));
        }
        return number;
    }
}
