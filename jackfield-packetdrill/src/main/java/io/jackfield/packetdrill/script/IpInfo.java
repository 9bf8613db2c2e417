package io.jackfield.packetdrill.script;

/**
 * What a packet line says of the IP header; −1 where it says nothing.
 *
 * @param ecn the two ECN bits, {@link #EITHER} for any ECT
 * @param trafficClass the whole octet
 */
public record IpInfo(int ecn, int trafficClass, int hopLimit, int flowLabel) {
    /** {@code [ect01]}: ECT(0) or ECT(1). */
    public static final int EITHER = 4;

    /** Nothing. */
    public static final IpInfo NONE = new IpInfo(-1, -1, -1, -1);
}
