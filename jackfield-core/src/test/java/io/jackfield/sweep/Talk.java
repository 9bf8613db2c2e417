package io.jackfield.sweep;

import io.jackfield.entropy.Forall.Draws;

/** What two programs have agreed to say to each other over one connection, and how it ends. */
final class Talk {
    private static final long MILLISECOND = 1_000_000;
    private static final int MOST_OCTETS = 60_000;

    /** How the two come together. */
    enum Meeting {
        /** One listens, the other connects. */
        CALL,
        /** Both connect at the same time. */
        BOTH_CALL,
        /** Nobody listens. */
        NOBODY,
        /** Who calls hangs up before anybody answers. */
        HANGS_UP
    }

    /** How one of them ends. */
    enum Manner {
        /** Half-closes when all is sent, reads to the end, closes. */
        HALF_CLOSES,
        /** Reads as much as was agreed and lingers in close. */
        LINGERS,
        /** Half-closes at the agreed time, not before: both FINs may cross. */
        CROSSES,
        /** Closes as soon as all is sent. */
        LEAVES,
        /** Shuts both directions as soon as all is sent. */
        SHUTS_BOTH,
        /** Closes with octets unread. */
        LEAVES_UNREAD,
        /** SO_LINGER of zero seconds, in the middle. */
        RESETS,
        /** Half-closes at the agreed time and resets soon after it. */
        CROSSES_AND_RESETS;

        boolean isPolite() {
            return this == HALF_CLOSES || this == LINGERS || this == CROSSES;
        }
    }

    final int number;
    final Meeting meeting;
    final boolean v4;
    final boolean callerIsFirst;
    final long startNanos;

    /** When those end that end at an agreed time. */
    final long crossNanos;

    final Side caller;
    final Side called;

    /** One of the two: what it is to do, and what became of it. */
    final class Side {
        final boolean isCaller;
        final Manner manner;
        final int octets;
        final long pauseNanos;
        final int chunk;

        int sent;
        int received;
        boolean sawEnd;
        boolean isOver;

        /** The call that failed with its errno, or nothing. */
        String error = "";

        Side(boolean isCaller, Draws draws) {
            this.isCaller = isCaller;
            manner =
                    draws.oneIn(2)
                            ? Manner.HALF_CLOSES
                            : Manner.values()[draws.below(Manner.values().length)];
            octets = draws.oneIn(6) ? draws.below(3) : draws.below(MOST_OCTETS);
            pauseNanos = draws.oneIn(4) ? draws.below(200) * MILLISECOND : 0;
            chunk = 1 + draws.below(draws.oneIn(3) ? 100 : 20_000);
        }

        Side other() {
            return isCaller ? called : caller;
        }

        private boolean isRefused() {
            return error.equals("connect: ECONNREFUSED");
        }

        int number() {
            return number;
        }

        long crossNanos() {
            return crossNanos;
        }

        /** The octet that this side sends at a position. */
        byte octet(int position) {
            long mixed = (number * 2L + (isCaller ? 1 : 0)) * 0x9E3779B97F4A7C15L + position;
            mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
            return (byte) (mixed >>> 32);
        }

        @Override
        public String toString() {
            return "%s %s of talk %d (%s, %s): sent %d of %d, received %d%s%s %s"
                    .formatted(
                            manner,
                            isCaller ? "caller" : "called",
                            number,
                            meeting,
                            v4 ? "IPv4" : "IPv6",
                            sent,
                            octets,
                            received,
                            sawEnd ? " to the end" : "",
                            isOver ? "" : ", not over",
                            error);
        }
    }

    Talk(int number, Draws draws) {
        this.number = number;
        int kind = draws.below(12);
        meeting =
                switch (kind) {
                    case 0, 1 -> Meeting.BOTH_CALL;
                    case 2 -> Meeting.NOBODY;
                    case 3 -> Meeting.HANGS_UP;
                    default -> Meeting.CALL;
                };
        v4 = draws.oneIn(2);
        callerIsFirst = draws.oneIn(2);
        startNanos = draws.below(3000) * MILLISECOND;
        crossNanos = startNanos + 10_000 * MILLISECOND;
        caller = new Side(true, draws);
        called = new Side(false, draws);
    }

    /** Whether they come together: where both call, the faster one may find nobody there yet. */
    private boolean meet() {
        return switch (meeting) {
            case CALL -> true;
            case BOTH_CALL -> !caller.isRefused() && !called.isRefused();
            case NOBODY, HANGS_UP -> false;
        };
    }

    /** Whether nothing but a dead network may keep it from succeeding. */
    boolean isPolite() {
        return meet() && caller.manner.isPolite() && called.manner.isPolite();
    }
}
