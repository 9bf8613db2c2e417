package io.jackfield.cli.check;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Something that a program does in a misfortune and should not.
 *
 * @param kind what
 * @param site where; null if no line is known
 * @param text in a sentence
 * @param nanos how long it lasted; 0 for what has no length
 * @param lookNanos when it can be seen, in world time
 * @param bound the number that is too many, if it is about one
 */
record Finding(
        Kind kind, @Nullable Site site, String text, long nanos, long lookNanos, long bound) {

    /** What a finding is about. */
    enum Kind {
        BLOCKED,
        NOT_ENDED,
        ENDED,
        FAILED,
        NOT_RECOVERED,
        UNANSWERED,
        SILENT,
        CLOSE_WAIT,
        SOCKETS,
        HELD,
        CONNECTS,
        THREADS,
        OLD_ADDRESS;

        /** {@code close-wait}, for machines. */
        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
