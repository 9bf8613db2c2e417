package io.jackfield.net;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.link.NetworkInterface;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a frame reaches without a router: one cable, or switches with all that is plugged into them.
 */
final class Subnet {
    private static final int LENGTH4 = 24;
    private static final int LENGTH6 = 64;
    private static final int MOST_HOSTS4 = 254;

    private final int number;
    private final List<Port> ports = new ArrayList<>();
    private int addressesGiven;
    private @Nullable Subnet joined;

    /** An interface, plugged into a subnet. */
    record Port(Host host, NetworkInterface nic, Subnet first) {
        /** The subnet it is in now. */
        Subnet subnet() {
            return first.whole();
        }

        /** Its first address of the family that is no link-local one. */
        @Nullable IpAddress address(boolean v4) {
            for (Prefix own : nic.addresses()) {
                if (own.address().isV4() == v4 && !own.address().isLinkLocal()) {
                    return own.address();
                }
            }
            return null;
        }
    }

    /** The subnet of the automatic networks 10.x.y.0/24 and fd00:0:0:n::/64. */
    Subnet(int number) {
        this.number = number;
    }

    void add(Port port) {
        ports.add(port);
    }

    /** Takes over all ports of the other: two switches were connected. */
    void join(Subnet other) {
        ports.addAll(other.ports);
        other.ports.clear();
        other.joined = this;
    }

    /** The subnet that this one has become part of, or itself. */
    Subnet whole() {
        Subnet whole = this;
        while (whole.joined != null) {
            whole = whole.joined;
        }
        return whole;
    }

    List<Port> ports() {
        return ports;
    }

    /** The next automatic address of each family; none of IPv4 when its /24 is full. */
    List<Prefix> nextAddresses() {
        int host = ++addressesGiven;
        List<Prefix> addresses = new ArrayList<>();
        if (host <= MOST_HOSTS4 && number >>> 16 == 0) {
            addresses.add(new Prefix(IpAddress.v4(10 << 24 | number << 8 | host), LENGTH4));
        }
        addresses.add(new Prefix(IpAddress.v6(0xfd00_0000_0000_0000L | number, host), LENGTH6));
        return addresses;
    }

    /** The networks of all addresses here, of both families, in the order they came. */
    Set<Prefix> networks() {
        Set<Prefix> networks = new LinkedHashSet<>();
        for (Port port : ports) {
            for (Prefix own : port.nic().addresses()) {
                if (!own.address().isLinkLocal()) {
                    networks.add(own.network());
                }
            }
        }
        return networks;
    }

    /** The only router here; null if there is none or more than one. */
    @Nullable Port onlyRouter() {
        Port router = null;
        for (Port port : ports) {
            if (port.host().isForwarding()) {
                if (router != null) {
                    return null;
                }
                router = port;
            }
        }
        return router;
    }
}
