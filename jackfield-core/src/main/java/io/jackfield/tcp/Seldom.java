package io.jackfield.tcp;

import org.jspecify.annotations.Nullable;

/** What few connections ever have, made for them when it is needed. */
final class Seldom {
    /** When a segment that was out of order in some way was last answered (LINUX.md 84). */
    long lastChallengeNanos = Long.MIN_VALUE;

    /** {@link StatusCall#unacknowledged}, once the connection is over. */
    int unacknowledgedAtEnd;

    /** Sends with MSG_ZEROCOPY; null before the first. */
    @Nullable ZeroCopies zeroCopies;
}
