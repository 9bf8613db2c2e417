package io.jackfield.net.picture;

import io.jackfield.link.Verdict;
import io.jackfield.observe.Counter;

/** Why a packet went no further, in words. */
final class Causes {
    private Causes() {}

    /** What a direction did with a packet that it did not carry. */
    static String of(Verdict verdict) {
        return switch (verdict) {
            case LOST -> "lost";
            case OVER_LIMIT -> "queue full";
            case NO_CARRIER, CUT_OFF -> "no carrier";
            case BLACKHOLED -> "black hole";
            case RULED_OUT -> "dropped by a fault";
            case TOO_BIG -> "larger than the path's MTU";
            case SENT, DUPLICATED, REORDERED, CORRUPTED, MARKED, FORGED, DELIVERED ->
                    throw new AssertionError(verdict + " is no end");
        };
    }

    /** What befell a packet that goes on all the same; empty for nothing. */
    static String remark(Verdict verdict) {
        return switch (verdict) {
            case DUPLICATED -> "duplicated";
            case REORDERED -> "overtakes";
            case CORRUPTED -> "damaged";
            case MARKED -> "CE";
            case FORGED -> "forged";
            default -> "";
        };
    }

    /** Why a host dropped what had come. */
    static String of(Counter why) {
        return switch (why) {
            case TCP_LISTEN_OVERFLOWS -> "accept queue full";
            case TCP_REQ_Q_FULL_DROP -> "SYN queue full";
            case IP_IN_NO_ROUTES, IP6_IN_NO_ROUTES -> "no route";
            case IP_FRAG_FAILS, IP6_FRAG_FAILS -> "too big for the next link";
            default -> why.nstatName();
        };
    }
}
