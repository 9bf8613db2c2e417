package io.jackfield.icmp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;

import org.jspecify.annotations.Nullable;

/** Which of Linux's counters a message moves. */
final class IcmpCounters {
    private final Counters counters;

    IcmpCounters(Counters counters) {
        this.counters = counters;
    }

    void received(boolean v4, int type) {
        count(v4 ? inV4(type) : inV6(type));
    }

    void receivedAny(boolean v4) {
        count(v4 ? Counter.ICMP_IN_MSGS : Counter.ICMP6_IN_MSGS);
    }

    void receivedBad(boolean v4) {
        count(v4 ? Counter.ICMP_IN_ERRORS : Counter.ICMP6_IN_ERRORS);
    }

    void receivedBadChecksum(boolean v4) {
        count(v4 ? Counter.ICMP_IN_CSUM_ERRORS : Counter.ICMP6_IN_CSUM_ERRORS);
    }

    void sent(boolean v4, int type) {
        count(v4 ? Counter.ICMP_OUT_MSGS : Counter.ICMP6_OUT_MSGS);
        count(v4 ? outV4(type) : outV6(type));
    }

    void notSent(boolean v4) {
        count(v4 ? Counter.ICMP_OUT_ERRORS : Counter.ICMP6_OUT_ERRORS);
    }

    void limitedGlobally(boolean v4) {
        if (v4) { // Linux shows it in /proc/net/snmp only
            count(Counter.ICMP_OUT_RATE_LIMIT_GLOBAL);
        }
    }

    void limitedForHost(boolean v4) {
        count(v4 ? Counter.ICMP_OUT_RATE_LIMIT_HOST : Counter.ICMP6_OUT_RATE_LIMIT_HOST);
    }

    void unknownProtocol(boolean v4) {
        count(v4 ? Counter.IP_IN_UNKNOWN_PROTOS : Counter.IP6_IN_UNKNOWN_PROTOS);
    }

    private void count(@Nullable Counter counter) {
        if (counter != null) {
            counters.increment(counter);
        }
    }

    private static @Nullable Counter inV4(int type) {
        return switch (type) {
            case IcmpType.ECHO_REPLY -> Counter.ICMP_IN_ECHO_REPS;
            case IcmpType.DESTINATION_UNREACHABLE -> Counter.ICMP_IN_DEST_UNREACHS;
            case IcmpType.ECHO -> Counter.ICMP_IN_ECHOS;
            case IcmpType.TIME_EXCEEDED -> Counter.ICMP_IN_TIME_EXCDS;
            case IcmpType.PARAMETER_PROBLEM -> Counter.ICMP_IN_PARM_PROBS;
            default -> null;
        };
    }

    private static @Nullable Counter outV4(int type) {
        return switch (type) {
            case IcmpType.ECHO_REPLY -> Counter.ICMP_OUT_ECHO_REPS;
            case IcmpType.DESTINATION_UNREACHABLE -> Counter.ICMP_OUT_DEST_UNREACHS;
            case IcmpType.ECHO -> Counter.ICMP_OUT_ECHOS;
            case IcmpType.TIME_EXCEEDED -> Counter.ICMP_OUT_TIME_EXCDS;
            case IcmpType.PARAMETER_PROBLEM -> Counter.ICMP_OUT_PARM_PROBS;
            default -> null;
        };
    }

    private static @Nullable Counter inV6(int type) {
        return switch (type) {
            case IcmpType.V6_DESTINATION_UNREACHABLE -> Counter.ICMP6_IN_DEST_UNREACHS;
            case IcmpType.V6_PACKET_TOO_BIG -> Counter.ICMP6_IN_PKT_TOO_BIGS;
            case IcmpType.V6_TIME_EXCEEDED -> Counter.ICMP6_IN_TIME_EXCDS;
            case IcmpType.V6_PARAMETER_PROBLEM -> Counter.ICMP6_IN_PARM_PROBLEMS;
            case IcmpType.V6_ECHO -> Counter.ICMP6_IN_ECHOS;
            case IcmpType.V6_ECHO_REPLY -> Counter.ICMP6_IN_ECHO_REPLIES;
            case IcmpType.V6_NEIGHBOR_SOLICITATION -> Counter.ICMP6_IN_NEIGHBOR_SOLICITS;
            case IcmpType.V6_NEIGHBOR_ADVERTISEMENT -> Counter.ICMP6_IN_NEIGHBOR_ADVERTISEMENTS;
            default -> null;
        };
    }

    private static @Nullable Counter outV6(int type) {
        return switch (type) {
            case IcmpType.V6_DESTINATION_UNREACHABLE -> Counter.ICMP6_OUT_DEST_UNREACHS;
            case IcmpType.V6_PACKET_TOO_BIG -> Counter.ICMP6_OUT_PKT_TOO_BIGS;
            case IcmpType.V6_TIME_EXCEEDED -> Counter.ICMP6_OUT_TIME_EXCDS;
            case IcmpType.V6_PARAMETER_PROBLEM -> Counter.ICMP6_OUT_PARM_PROBLEMS;
            case IcmpType.V6_ECHO -> Counter.ICMP6_OUT_ECHOS;
            case IcmpType.V6_ECHO_REPLY -> Counter.ICMP6_OUT_ECHO_REPLIES;
            default -> null;
        };
    }
}
