package io.jackfield.address;

/**
 * An IPv4 or IPv6 address of 128 bits; IPv4 is held as its IPv4-mapped form ::ffff:a.b.c.d (RFC
 * 4291 §2.5.5.2), so that one table and one socket serve both families. It carries no scope: an
 * interface is named beside it.
 */
public final class IpAddress implements Comparable<IpAddress> {
    private static final long MAPPED = 0x0000_ffff_0000_0000L;

    /** 0.0.0.0, INADDR_ANY. */
    public static final IpAddress ANY4 = v4(0);

    /** ::, IN6ADDR_ANY. */
    public static final IpAddress ANY6 = new IpAddress(0, 0);

    /** 127.0.0.1. */
    public static final IpAddress LOOPBACK4 = v4(0x7f00_0001);

    /** ::1. */
    public static final IpAddress LOOPBACK6 = new IpAddress(0, 1);

    /** 255.255.255.255, limited broadcast. */
    public static final IpAddress BROADCAST4 = v4(-1);

    /** ff02::1, all nodes on the link (RFC 4291 §2.7.1). */
    public static final IpAddress ALL_NODES6 = new IpAddress(0xff02_0000_0000_0000L, 1);

    private final long hi;
    private final long lo;

    private IpAddress(long hi, long lo) {
        this.hi = hi;
        this.lo = lo;
    }

    /** The IPv4 address whose 32 bits, in network order, are {@code bits}. */
    public static IpAddress v4(int bits) {
        return new IpAddress(0, MAPPED | Integer.toUnsignedLong(bits));
    }

    /** The IPv6 address of the two halves; a mapped value is the IPv4 address itself. */
    public static IpAddress v6(long hi, long lo) {
        return new IpAddress(hi, lo);
    }

    /**
     * Reads "10.0.0.1", "::1" or "::ffff:10.0.0.1".
     *
     * @throws IllegalArgumentException if the text is no address
     */
    public static IpAddress of(String text) {
        return AddressText.parse(text);
    }

    /**
     * The address of 4 or 16 octets in network order.
     *
     * @throws IllegalArgumentException for any other length
     */
    public static IpAddress ofOctets(byte[] octets) {
        return switch (octets.length) {
            case 4 -> v4(int32(octets, 0));
            case 16 -> new IpAddress(int64(octets, 0), int64(octets, 8));
            default ->
                    throw new IllegalArgumentException(
                            "an address has 4 or 16 octets, not " + octets.length);
        };
    }

    /** The 16 octets at {@code offset}. */
    public static IpAddress v6At(byte[] octets, int offset) {
        return new IpAddress(int64(octets, offset), int64(octets, offset + 8));
    }

    /** The 4 octets at {@code offset}. */
    public static IpAddress v4At(byte[] octets, int offset) {
        return v4(int32(octets, offset));
    }

    public long hi() {
        return hi;
    }

    public long lo() {
        return lo;
    }

    /** The 32 bits of an IPv4 address; meaningless unless {@link #isV4()}. */
    public int v4Bits() {
        return (int) lo;
    }

    public boolean isV4() {
        return hi == 0 && (lo & 0xffff_ffff_0000_0000L) == MAPPED;
    }

    /** 0.0.0.0 or ::. */
    public boolean isAny() {
        return hi == 0 && (lo == 0 || lo == MAPPED);
    }

    /** 127.0.0.0/8 or ::1. */
    public boolean isLoopback() {
        return isV4() ? v4Bits() >>> 24 == 127 : hi == 0 && lo == 1;
    }

    /** 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return isV4() ? v4Bits() >>> 28 == 0xe : hi >>> 56 == 0xff;
    }

    /** 255.255.255.255. */
    public boolean isLimitedBroadcast() {
        return lo == BROADCAST4.lo && hi == 0;
    }

    /** 169.254.0.0/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return isV4() ? v4Bits() >>> 16 == 0xa9fe : hi >>> 54 == 0x3fa;
    }

    /** IPv6 multicast of interface-local scope, ff01::/16, or of the reserved scope below it. */
    public boolean isInterfaceLocalMulticast() {
        return !isV4() && isMulticast() && (hi >>> 48 & 0xf) <= 1;
    }

    /** Multicast of link-local scope: 224.0.0.0/24 or ff02::/16. */
    public boolean isLinkLocalMulticast() {
        return isV4() ? v4Bits() >>> 8 == 0xe0_0000 : hi >>> 48 == 0xff02;
    }

    /** The solicited-node multicast address of an IPv6 address (RFC 4291 §2.7.1). */
    public IpAddress solicitedNode() {
        return new IpAddress(0xff02_0000_0000_0000L, 0x1_ff00_0000L | (lo & 0xff_ffff));
    }

    /** Writes the 4 or 16 octets in network order; answers how many. */
    public int writeTo(byte[] octets, int offset) {
        if (isV4()) {
            put32(octets, offset, v4Bits());
            return 4;
        }
        writeV6To(octets, offset);
        return 16;
    }

    /** Writes all 16 octets, an IPv4 address in its mapped form. */
    public void writeV6To(byte[] octets, int offset) {
        put32(octets, offset, (int) (hi >>> 32));
        put32(octets, offset + 4, (int) hi);
        put32(octets, offset + 8, (int) (lo >>> 32));
        put32(octets, offset + 12, (int) lo);
    }

    /** 4 octets of an IPv4 address, 16 of an IPv6 address, in network order. */
    public byte[] octets() {
        byte[] octets = new byte[isV4() ? 4 : 16];
        writeTo(octets, 0);
        return octets;
    }

    /** How many leading bits two addresses share, of 128 (IPv4 addresses share at least 96). */
    public int commonPrefixLength(IpAddress other) {
        long differing = hi ^ other.hi;
        return differing != 0
                ? Long.numberOfLeadingZeros(differing)
                : 64 + Long.numberOfLeadingZeros(lo ^ other.lo);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && hi == that.hi && lo == that.lo;
    }

    /** The same as {@link #equals}, without the cast. */
    @SuppressWarnings("ReferenceEquality") // addresses are interned: mostly the same object
    public boolean is(IpAddress that) {
        return this == that || (lo == that.lo && hi == that.hi);
    }

    @Override
    public int hashCode() {
        long mixed = (hi * 0x9e37_79b9_7f4a_7c15L) ^ (lo * 0xc2b2_ae3d_27d4_eb4fL);
        return (int) (mixed ^ (mixed >>> 32));
    }

    @Override
    public int compareTo(IpAddress that) {
        int high = Long.compareUnsigned(hi, that.hi);
        return high != 0 ? high : Long.compareUnsigned(lo, that.lo);
    }

    /** Dotted decimal, or the text of RFC 5952. */
    @Override
    public String toString() {
        return AddressText.format(this);
    }

    private static int int32(byte[] octets, int offset) {
        return (octets[offset] & 0xff) << 24
                | (octets[offset + 1] & 0xff) << 16
                | (octets[offset + 2] & 0xff) << 8
                | (octets[offset + 3] & 0xff);
    }

    private static long int64(byte[] octets, int offset) {
        return Integer.toUnsignedLong(int32(octets, offset)) << 32
                | Integer.toUnsignedLong(int32(octets, offset + 4));
    }

    private static void put32(byte[] octets, int offset, int bits) {
        octets[offset] = (byte) (bits >>> 24);
        octets[offset + 1] = (byte) (bits >>> 16);
        octets[offset + 2] = (byte) (bits >>> 8);
        octets[offset + 3] = (byte) bits;
    }
}
