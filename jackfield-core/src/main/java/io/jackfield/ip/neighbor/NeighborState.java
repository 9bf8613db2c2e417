package io.jackfield.ip.neighbor;

/** How sure the link-layer address of a neighbor is (RFC 4861 §7.3.2, Linux's NUD_*). */
public enum NeighborState {
    /** Asked for, not known yet; packets wait. */
    INCOMPLETE,
    /** Known, and lately confirmed. */
    REACHABLE,
    /** Known, not confirmed for a while; the next packet starts to check. */
    STALE,
    /** In use again; upper layers have a few seconds to confirm it. */
    DELAY,
    /** Asked again, by unicast. */
    PROBE,
    /** Nobody answered; the next packet asks anew. */
    FAILED,
    /** Set by hand: never checked. */
    PERMANENT;

    /** Whether packets may be sent to the address (Linux's NUD_VALID). */
    boolean isValid() {
        return this != INCOMPLETE && this != FAILED;
    }
}
