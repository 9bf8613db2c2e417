package io.jackfield.socket;

import io.jackfield.posix.Option;

/** What a socket wants to be told with each datagram, a bit for each. */
final class Asked {
    static final int PKTINFO4 = 1;
    static final int TTL = 1 << 1;
    static final int TOS = 1 << 2;
    static final int ORIGDSTADDR4 = 1 << 3;
    static final int PKTINFO6 = 1 << 4;
    static final int HOPLIMIT = 1 << 5;
    static final int TCLASS = 1 << 6;
    static final int ORIGDSTADDR6 = 1 << 7;
    static final int RXQ_OVFL = 1 << 8;

    /** The time of arrival, in microseconds if not {@link #TIMESTAMP_NANOS}. */
    static final int TIMESTAMP = 1 << 9;

    static final int TIMESTAMP_NANOS = 1 << 10;

    /** With the type of the options that end in _NEW. */
    static final int TIMESTAMP_NEW = 1 << 11;

    /** Into what pieces it was cut (UDP_GRO). */
    static final int SEGMENT_SIZE = 1 << 12;

    private static final int ALL_OF_TIME = TIMESTAMP | TIMESTAMP_NANOS | TIMESTAMP_NEW;

    private Asked() {}

    /** The bit of an option of SOL_IP or SOL_IPV6; 0 if it is none of these. */
    static int ofIp(boolean v4, int name) {
        if (v4) {
            return switch (name) {
                case Option.IP_PKTINFO -> PKTINFO4;
                case Option.IP_RECVTTL -> TTL;
                case Option.IP_RECVTOS -> TOS;
                case Option.IP_ORIGDSTADDR -> ORIGDSTADDR4;
                default -> 0;
            };
        }
        return switch (name) {
            case Option.IPV6_RECVPKTINFO -> PKTINFO6;
            case Option.IPV6_RECVHOPLIMIT -> HOPLIMIT;
            case Option.IPV6_RECVTCLASS -> TCLASS;
            case Option.IPV6_ORIGDSTADDR -> ORIGDSTADDR6;
            default -> 0;
        };
    }

    /** Whether an option of SOL_SOCKET is one of the four that ask for the time of arrival. */
    static boolean isTime(int name) {
        return switch (name) {
            case Option.SO_TIMESTAMP,
                    Option.SO_TIMESTAMPNS,
                    Option.SO_TIMESTAMP_NEW,
                    Option.SO_TIMESTAMPNS_NEW ->
                    true;
            default -> false;
        };
    }

    /** The bits after one of the four was set: the last that is turned on is the one in force. */
    static int withTime(int asked, int name, boolean on) {
        int form = !on ? 0 : TIMESTAMP | (isNew(name) ? TIMESTAMP_NEW : 0);
        form |= on && isNanos(name) ? TIMESTAMP_NANOS : 0;
        return asked & ~ALL_OF_TIME | form;
    }

    /** What getsockopt says of one of the four. */
    static boolean isTimeOn(int asked, int name) {
        int form = TIMESTAMP | (isNew(name) ? TIMESTAMP_NEW : 0);
        form |= isNanos(name) ? TIMESTAMP_NANOS : 0;
        boolean sameOrAnyNew = name == Option.SO_TIMESTAMP_NEW;
        int looked = sameOrAnyNew ? ALL_OF_TIME & ~TIMESTAMP_NANOS : ALL_OF_TIME;
        return (asked & looked) == form;
    }

    private static boolean isNew(int name) {
        return name == Option.SO_TIMESTAMP_NEW || name == Option.SO_TIMESTAMPNS_NEW;
    }

    private static boolean isNanos(int name) {
        return name == Option.SO_TIMESTAMPNS || name == Option.SO_TIMESTAMPNS_NEW;
    }
}
