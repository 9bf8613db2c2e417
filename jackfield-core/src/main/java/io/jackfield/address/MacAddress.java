package io.jackfield.address;

/** The 48 bits of an Ethernet address, kept in a long wherever packets carry it. */
public final class MacAddress {
    /** ff:ff:ff:ff:ff:ff. */
    public static final long BROADCAST = 0xffff_ffff_ffffL;

    /** No link-layer address: a point-to-point link has none. */
    public static final long NONE = 0;

    private MacAddress() {}

    /** A locally administered unicast address that names host and interface. */
    public static long local(int host, int nic) {
        return 0x0200_0000_0000L | (host & 0xff_ffffL) << 16 | (nic & 0xffffL);
    }

    /** Broadcast or multicast: the group bit is set. */
    public static boolean isGroup(long mac) {
        return (mac & 0x0100_0000_0000L) != 0;
    }

    /** The group address that carries an IP multicast (RFC 1112 §6.4, RFC 2464 §7). */
    public static long ofMulticast(IpAddress group) {
        return group.isV4()
                ? 0x0100_5e00_0000L | (group.v4Bits() & 0x7f_ffff)
                : 0x3333_0000_0000L | (group.lo() & 0xffff_ffffL);
    }

    /** Reads six octets in network order. */
    public static long at(byte[] octets, int offset) {
        long mac = 0;
        for (int i = 0; i < 6; i++) {
            mac = mac << 8 | (octets[offset + i] & 0xff);
        }
        return mac;
    }

    /** Writes six octets in network order. */
    public static void write(long mac, byte[] octets, int offset) {
        for (int i = 0; i < 6; i++) {
            octets[offset + i] = (byte) (mac >>> 8 * (5 - i));
        }
    }

    public static String text(long mac) {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (mac >>> shift) & 0xff;
            text.append(text.isEmpty() ? "" : ":")
                    .append(Character.forDigit(octet >> 4, 16))
                    .append(Character.forDigit(octet & 15, 16));
        }
        return text.toString();
    }
}
