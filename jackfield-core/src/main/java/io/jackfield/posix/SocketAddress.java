package io.jackfield.posix;

import io.jackfield.address.Endpoint;
import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A socket address as its octets: {@code sockaddr_in} (16), {@code sockaddr_in6} (28), {@code
 * sockaddr_un} (2 to 110) or whatever was handed over, family first in the machine's order
 * (little-endian, as on every Linux that a JVM 25 runs on), port in network order.
 */
public final class SocketAddress {
    /** sizeof(struct sockaddr_in). */
    public static final int SOCKADDR_IN = 16;

    /** sizeof(struct sockaddr_in6). */
    public static final int SOCKADDR_IN6 = 28;

    /** Octets of the family alone: what connect(2) with AF_UNSPEC needs. */
    public static final int FAMILY_ONLY = 2;

    /** sizeof(struct sockaddr_un). */
    public static final int SOCKADDR_UN = 110;

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

    /** sockaddr_un of a path, with the NUL behind it where there is room for one. */
    public static SocketAddress unix(String path) {
        SocketAddress whole = unixPath(path);
        boolean isFull = whole.length() == SOCKADDR_UN + 1;
        return isFull ? new SocketAddress(Arrays.copyOf(whole.octets, SOCKADDR_UN)) : whole;
    }

    /** What a socket that is bound to a path is called: always with a NUL, so up to 111 octets. */
    public static SocketAddress unixPath(String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] octets = new byte[FAMILY_ONLY + name.length + 1];
        family(octets, Family.AF_UNIX);
        System.arraycopy(name, 0, octets, FAMILY_ONLY, name.length);
        return new SocketAddress(octets);
    }

    /** sockaddr_un of an abstract name: a NUL and the name, all of whose octets count. */
    public static SocketAddress unixAbstract(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] octets = new byte[FAMILY_ONLY + 1 + text.length];
        family(octets, Family.AF_UNIX);
        System.arraycopy(text, 0, octets, FAMILY_ONLY + 1, text.length);
        return new SocketAddress(octets);
    }

    /** The family alone: no name; to bind to it is to be given one. */
    public static SocketAddress unixUnnamed() {
        byte[] octets = new byte[FAMILY_ONLY];
        family(octets, Family.AF_UNIX);
        return new SocketAddress(octets);
    }

    /** AF_UNSPEC: dissolves the association of a datagram socket. */
    public static SocketAddress unspecified() {
        byte[] octets = new byte[SOCKADDR_IN];
        return new SocketAddress(octets);
    }

    private static void family(byte[] octets, int family) {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        octets[little ? 0 : 1] = (byte) family;
    }

    private static void head(byte[] octets, int family, int port) {
        family(octets, family);
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

    /** Whether a sockaddr_un names a path: its name begins with anything but NUL. */
    public boolean isPath() {
        return octets.length > FAMILY_ONLY && octets[FAMILY_ONLY] != 0;
    }

    /** Whether a sockaddr_un has an abstract name. */
    public boolean isAbstract() {
        return octets.length > FAMILY_ONLY && octets[FAMILY_ONLY] == 0;
    }

    /**
     * The name in a sockaddr_un: a path up to its NUL, an abstract name with "@" for each NUL as
     * {@code ss} prints it, "" for none.
     */
    public String path() {
        int from = Math.min(FAMILY_ONLY, octets.length);
        int end = from;
        boolean ends = isPath();
        while (end < octets.length && !(ends && octets[end] == 0)) {
            end++;
        }
        String name = new String(octets, from, end - from, StandardCharsets.UTF_8);
        return ends ? name : name.replace('\0', '@');
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
        if (family == Family.AF_UNIX) {
            return path().isEmpty() ? "unnamed" : path();
        }
        return (family == Family.AF_INET || family == Family.AF_INET6) && isComplete()
                ? endpoint().toString()
                : "family " + family + ", " + octets.length + " octets";
    }
}
