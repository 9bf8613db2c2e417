package io.jackfield.jdk.channel;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddressBuffer;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;

/** Between the JDK's addresses and ours. */
public final class Addresses {
    private Addresses() {}

    public static IpAddress of(InetAddress address) {
        return IpAddress.ofOctets(address.getAddress());
    }

    /** The JDK's address without a name; a mapped address is an Inet4Address, as the JDK has it. */
    public static InetAddress of(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.octets());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 octets", e);
        }
    }

    /** The JDK's address with the name that it was found by. */
    public static InetAddress of(String name, IpAddress address) {
        try {
            return InetAddress.getByAddress(name, address.octets());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of 4 or 16 octets", e);
        }
    }

    /**
     * What the JDK checks of an address that a channel is given.
     *
     * @throws UnresolvedAddressException if the name was not resolved
     * @throws UnsupportedAddressTypeException if it is no internet address, or IPv6 for IPv4
     */
    public static InetSocketAddress checked(SocketAddress address, int family) {
        if (address == null) {
            throw new NullPointerException();
        }
        if (!(address instanceof InetSocketAddress inet)) {
            throw new UnsupportedAddressTypeException();
        }
        if (inet.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        InetAddress host = inet.getAddress();
        if (!(host instanceof Inet4Address) && !(host instanceof Inet6Address)) {
            throw new IllegalArgumentException("Invalid address type");
        }
        if (family == Family.AF_INET && !(host instanceof Inet4Address)) {
            throw new UnsupportedAddressTypeException();
        }
        return inet;
    }

    /** The octets that a socket of {@code family} takes; the wildcard becomes the family's own. */
    public static io.jackfield.posix.SocketAddress toPosix(InetSocketAddress inet, int family) {
        IpAddress address = of(inet.getAddress());
        if (family == Family.AF_INET) {
            return io.jackfield.posix.SocketAddress.inet(address, inet.getPort());
        }
        IpAddress shown = address.isAny() ? IpAddress.ANY6 : address;
        int scope = inet.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
        return io.jackfield.posix.SocketAddress.inet6(shown, inet.getPort(), scope);
    }

    public static InetSocketAddress fromPosix(io.jackfield.posix.SocketAddress address) {
        return new InetSocketAddress(of(address.address()), address.port());
    }

    /**
     * Whom a stream is to be connected to: the wildcard address means this very host.
     *
     * @throws UnresolvedAddressException if the name was not resolved
     * @throws UnsupportedAddressTypeException if it is an address of another family
     */
    static SocketAddress remote(SocketAddress address, int family) {
        if (family == Family.AF_UNIX) {
            return UnixAddresses.checked(address);
        }
        InetSocketAddress to = checked(address, family);
        return to.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(loopback(to.getAddress()), to.getPort())
                : to;
    }

    /**
     * The octets of an address that was checked.
     *
     * @throws SocketException if it is a path that is too long
     */
    static io.jackfield.posix.SocketAddress octets(SocketAddress checked, int family)
            throws SocketException {
        return checked instanceof UnixDomainSocketAddress unix
                ? UnixAddresses.toPosix(unix)
                : toPosix((InetSocketAddress) checked, family);
    }

    /** The JDK's address of either kind. */
    static SocketAddress shown(io.jackfield.posix.SocketAddress address) {
        return address.family() == Family.AF_UNIX
                ? UnixAddresses.fromPosix(address)
                : fromPosix(address);
    }

    public static InetSocketAddress fromPosix(SocketAddressBuffer filled) {
        return fromPosix(filled.address());
    }

    /** The loopback address of the family of {@code address}. */
    static InetAddress loopback(InetAddress address) {
        return of(address instanceof Inet6Address ? IpAddress.LOOPBACK6 : IpAddress.LOOPBACK4);
    }

    /** The wildcard address with port 0 that a bind to null means. */
    public static InetSocketAddress anyPort() {
        return new InetSocketAddress(0);
    }
}
