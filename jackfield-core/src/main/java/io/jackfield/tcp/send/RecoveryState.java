package io.jackfield.tcp.send;

/** Where loss recovery stands, in Linux's words (TCP_CA_*), which TCP_INFO shows. */
public enum RecoveryState {
    /** Nothing unusual. */
    OPEN,
    /** Something arrived out of order, or twice. */
    DISORDER,
    /** The window is being reduced though nothing was lost: an ECN echo. */
    CWR,
    /** Fast recovery. */
    RECOVERY,
    /** The retransmission timer has expired. */
    LOSS
}
