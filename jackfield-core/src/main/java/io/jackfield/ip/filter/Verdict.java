package io.jackfield.ip.filter;

/** What becomes of a packet at a hook. */
public enum Verdict {
    /** It goes on to the next filter, then on its way. */
    ACCEPT,
    /** It vanishes; a local sender sees EPERM. */
    DROP,
    /** It vanishes, and its sender is told: port unreachable (iptables' REJECT). */
    REJECT,
    /** It vanishes, and the sender of a segment gets a RST; else as REJECT. */
    RESET
}
