package io.jackfield.cli.check;

import java.util.Locale;

/** The time table of a run, in world time. */
final class Times {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;

    /** When the program starts; its peers do at 0. */
    static final long START = SECOND;

    static final long FIRST_VISIT = 20 * SECOND;
    static final long BETWEEN_VISITS = 10 * SECOND;

    /** When a misfortune befalls a program that goes on. */
    static final long FAULT = 65 * SECOND;

    /** How long it lasts: longer than TCP tries at Linux's defaults, 15 min 24 s. */
    static final long FAULT_LASTS = 20 * MINUTE;

    /** How long a program is watched when all is well again. */
    static final long AFTERMATH = 5 * MINUTE;

    private Times() {}

    /** {@code 15 min 24 s}, {@code 12.3 s}, {@code 40 ms}. */
    static String text(long nanos) {
        if (nanos >= MINUTE) {
            long seconds = nanos / SECOND;
            return seconds % 60 == 0
                    ? seconds / 60 + " min"
                    : seconds / 60 + " min " + seconds % 60 + " s";
        }
        return nanos >= SECOND
                ? String.format(Locale.ROOT, "%.1f s", (double) nanos / SECOND)
                : nanos / 1_000_000 + " ms";
    }
}
