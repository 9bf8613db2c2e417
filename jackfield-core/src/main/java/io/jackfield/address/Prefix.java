package io.jackfield.address;

/**
 * An address with the length of its network part, as an interface has it (10.0.0.1/24) or a route
 * names it (10.0.0.0/24). The length counts the family's own bits, 0 to 32 or 0 to 128.
 */
public record Prefix(IpAddress address, int length) {
    public Prefix {
        if (length < 0 || length > (address.isV4() ? 32 : 128)) {
            throw new IllegalArgumentException("prefix length " + length + " of " + address);
        }
    }

    /**
     * Reads "10.0.0.0/8"; an address alone is its own prefix of full length.
     *
     * @throws IllegalArgumentException if the text is no prefix
     */
    public static Prefix of(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.of(slash < 0 ? text : text.substring(0, slash));
        int full = address.isV4() ? 32 : 128;
        return new Prefix(address, slash < 0 ? full : Integer.parseInt(text.substring(slash + 1)));
    }

    /** The length in bits of the 128-bit form: an IPv4 prefix has 96 more. */
    public int bits() {
        return address.isV4() ? 96 + length : length;
    }

    /** Whether {@code other} is of this family and in this network. */
    public boolean contains(IpAddress other) {
        return address.isV4() == other.isV4() && address.commonPrefixLength(other) >= bits();
    }

    /** The prefix with all host bits zero. */
    public Prefix network() {
        return new Prefix(masked(0), length);
    }

    /** The directed broadcast address of an IPv4 network: all host bits one. */
    public IpAddress broadcast() {
        return masked(-1);
    }

    private IpAddress masked(long fill) {
        return masked(address, bits(), fill);
    }

    /** The first address of the network of so many bits (of the 128-bit form) around an address. */
    public static IpAddress network(IpAddress address, int bits) {
        return masked(address, bits, 0);
    }

    private static IpAddress masked(IpAddress address, int bits, long fill) {
        long high = bits >= 64 ? -1 : bits == 0 ? 0 : -1L << (64 - bits);
        long low = bits <= 64 ? 0 : bits == 128 ? -1 : -1L << (128 - bits);
        return IpAddress.v6(
                (address.hi() & high) | (fill & ~high), (address.lo() & low) | (fill & ~low));
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
