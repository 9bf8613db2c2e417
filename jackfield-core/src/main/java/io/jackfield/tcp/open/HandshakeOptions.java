package io.jackfield.tcp.open;

import io.jackfield.packet.Segment;

/**
 * What two ends have agreed on in their SYNs.
 *
 * @param mss the peer's MSS option, or the default of 536 (RFC 9293 §3.7.1)
 * @param sendScale Snd.Wind.Shift
 * @param receiveScale Rcv.Wind.Shift
 * @param scaling both SYNs had the window scale option (RFC 7323 §2.2)
 * @param timestamps both SYNs had timestamps (RFC 7323 §3.2)
 * @param sack both SYNs had SACK-permitted (RFC 2018 §2)
 */
public record HandshakeOptions(
        int mss,
        int sendScale,
        int receiveScale,
        boolean scaling,
        boolean timestamps,
        boolean sack) {
    /** RFC 9293 §3.7.1: without the option; IPv6 has room for 1220. */
    private static final int DEFAULT_MSS4 = 536;

    private static final int DEFAULT_MSS6 = 1220;

    /** RFC 7323 §2.3: a larger shift is taken as this one. */
    private static final int MOST_SCALE = 14;

    /** Smaller segments than this only serve to make us work (Linux's tcp_min_snd_mss). */
    private static final int LEAST_MSS = 48;

    /** Nothing but the MSS. */
    public static HandshakeOptions none(int mss) {
        return new HandshakeOptions(mss, 0, 0, false, false, false);
    }

    /** What a peer's SYN asks for and this end is willing to do. */
    public static HandshakeOptions of(
            Segment syn, int receiveScale, boolean timestamps, boolean sack) {
        int mss = syn.mss() != 0 ? syn.mss() : syn.isV4() ? DEFAULT_MSS4 : DEFAULT_MSS6;
        boolean scaling = receiveScale >= 0 && syn.windowScale() != Segment.NO_SCALE;
        return new HandshakeOptions(
                Math.max(mss, LEAST_MSS),
                scaling ? Math.min(syn.windowScale(), MOST_SCALE) : 0,
                scaling ? receiveScale : 0,
                scaling,
                timestamps && syn.hasTimestamps(),
                sack && syn.sackPermitted());
    }
}
