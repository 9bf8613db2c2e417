package io.jackfield.entropy;

/** What a draw is for. Draws for different purposes are independent of each other. */
public enum Purpose {
    LOSS,
    LOSS_STATE,
    DELAY,
    DUPLICATE,
    REORDER,
    CORRUPT,
    CORRUPT_BIT,
    SLOT,
    ISN_SECRET,
    ISN,
    COOKIE_SECRET,
    FAST_OPEN_SECRET,
    TIMESTAMP_OFFSET,
    PORT,
    PORT_SECRET,
    REUSEPORT_SECRET,
    FLOW_SECRET,
    FLOW_LABEL,
    IP_ID,
    NEIGHBOR,
    MULTICAST,
    CHALLENGE_ACK,
    PACING,
    AUTOBIND,
    TEMPORARY_NAME,
    SCHEDULE,
    PROGRAM,
    FAULT,
    TEST;

    /** From the name, so that a purpose added later leaves all others' draws as they are. */
    final long code = Entropy.mix(name().hashCode());
}
