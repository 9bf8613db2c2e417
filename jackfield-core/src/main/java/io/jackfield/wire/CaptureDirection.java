package io.jackfield.wire;

/**
 * Which way a captured packet went, seen from the interface it was captured at; the ordinal is the
 * code in epb_flags.
 */
public enum CaptureDirection {
    UNKNOWN,
    INBOUND,
    OUTBOUND
}
