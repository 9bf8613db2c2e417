package io.jackfield.posix;

import io.jackfield.address.Endpoint;
import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A socket address as its octets: {@code sockaddr_in} (16), {@code sockaddr_in6} (28) or whatever
 * was handed over, family first in the machine's order (little-endian, as on every Linux that a JVM
 * 25 runs on), port in network order.
 */
public final class SocketAddress {
    /** sizeof(struct sockaddr_in). */
    public static final int SOCKADDR_IN = 16;

    /** sizeof(struct sockaddr_in6). */
    public static final int SOCKADDR_IN6 = 28;

    /** Octets of the family alone: what connect(2) with AF_UNSPEC needs. */
    public static final int FAMILY_ONLY = 2;

    /** sizeof(struct sockaddr_storage). */
    public static final int SOCKADDR_STORAGE = 128;

    private final byte[] octets;
    private @Nullable IpAddress address; // once somebody has asked for it

    private SocketAddress(byte[] octets) {
        this.octets = octets;
    }

    private SocketAddress(byte[] octets, IpAddress address) {
        this.octets = octets;
        this.address = address;
    }

    /** The address whose octets these are; any length up to {@link #SOCKADDR_STORAGE}. */
    public static SocketAddress ofOctets(byte[] octets) {
        return new SocketAddress(octets.clone());
    }

    /** sockaddr_in of an IPv4 address. */
    public static SocketAddress inet(IpAddress address, int port) {
        if (!address.isV4()) {
            throw new IllegalArgumentException(address + " in a sockaddr_in");
        }
        byte[] octets = new byte[SOCKADDR_IN];
        head(octets, Family.AF_INET, port);
        address.writeTo(octets, 4);
        return new SocketAddress(octets, address);
    }

    /** sockaddr_in6; an IPv4 address goes in as ::ffff:a.b.c.d. */
    public static SocketAddress inet6(IpAddress address, int port, int scopeId) {
        byte[] octets = new byte[SOCKADDR_IN6];
        head(octets, Family.AF_INET6, port);
        address.writeV6To(octets, 8);
        for (int i = 0; i < 4; i++) {
            octets[24 + i] = (byte) (scopeId >>> 8 * i);
        }
        return new SocketAddress(octets, address);
    }

    /** sockaddr_in for an IPv4 address, sockaddr_in6 for an IPv6 one. */
    public static SocketAddress of(IpAddress address, int port) {
        return address.isV4() ? inet(address, port) : inet6(address, port, 0);
    }

    public static SocketAddress of(Endpoint endpoint) {
        return of(endpoint.address(), endpoint.port());
    }

    /** What a socket of {@code family} shows for an endpoint: AF_INET6 shows IPv4 as mapped. */
    public static SocketAddress shown(int family, IpAddress address, int port) {
        return family == Family.AF_INET6 ? inet6(address, port, 0) : inet(address, port);
    }

    /** AF_UNSPEC: dissolves the association of a datagram socket. */
    public static SocketAddress unspecified() {
        byte[] octets = new byte[SOCKADDR_IN];
        return new SocketAddress(octets);
    }

    private static void head(byte[] octets, int family, int port) {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        octets[little ? 0 : 1] = (byte) family;
        octets[2] = (byte) (port >>> 8);
        octets[3] = (byte) port;
    }

    public int length() {
        return octets.length;
    }

    /** A copy of the octets. */
    public byte[] octets() {
        return octets.clone();
    }

    /** sa_family; AF_UNSPEC where there are not even two octets. */
    public int family() {
        if (octets.length < FAMILY_ONLY) {
            return Family.AF_UNSPEC;
        }
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return (octets[little ? 0 : 1] & 0xff) | (octets[little ? 1 : 0] & 0xff) << 8;
    }

    /** Whether there are octets enough for what the family says. */
    public boolean isComplete() {
        return switch (family()) {
            case Family.AF_INET -> octets.length >= SOCKADDR_IN;
            case Family.AF_INET6 -> octets.length >= SOCKADDR_IN6 - 4; // RFC 2133's form is taken
            default -> octets.length >= FAMILY_ONLY;
        };
    }

    /** sin_port or sin6_port. */
    public int port() {
        return (octets[2] & 0xff) << 8 | (octets[3] & 0xff);
    }

    /** sin_addr or sin6_addr; a mapped sin6_addr is the IPv4 address. */
    public IpAddress address() {
        IpAddress known = address;
        if (known == null) {
            boolean v4 = family() == Family.AF_INET;
            known = v4 ? IpAddress.v4At(octets, 4) : IpAddress.v6At(octets, 8);
            address = known;
        }
        return known;
    }

    /** sin6_scope_id, 0 where there is none. */
    public int scopeId() {
        if (family() != Family.AF_INET6 || octets.length < SOCKADDR_IN6) {
            return 0;
        }
        int id = 0;
        for (int i = 3; i >= 0; i--) {
            id = id << 8 | (octets[24 + i] & 0xff);
        }
        return id;
    }

    public Endpoint endpoint() {
        return new Endpoint(address(), port());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketAddress that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        int family = family();
        return (family == Family.AF_INET || family == Family.AF_INET6) && isComplete()
                ? endpoint().toString()
                : "family " + family + ", " + octets.length + " octets";
    }
}
