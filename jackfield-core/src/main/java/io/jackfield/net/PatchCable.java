package io.jackfield.net;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.link.Cable;
import io.jackfield.link.Direction;
import io.jackfield.link.NetworkInterface;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A cable between two hosts, a host and a switch, or two switches. */
public final class PatchCable extends Wire<PatchCable> {
    private final Cable inner;
    private final Plug a;
    private final Plug b;

    /** One end: what it is plugged into, and the interface if that is a host. */
    record Plug(Object into, @Nullable NetworkInterface nic) {}

    PatchCable(Cable inner, Plug a, Plug b) {
        this.inner = inner;
        this.a = a;
        this.b = b;
    }

    @Override
    List<Direction> directions() {
        return inner.directions();
    }

    @Override
    PatchCable self() {
        return this;
    }

    /** Whether frames on it have Ethernet headers. */
    boolean isEthernet() {
        return inner.isEthernet();
    }

    /** The way that leaves this host. */
    public OneWay from(Host host) {
        return new OneWay(wayFrom(host));
    }

    /** The way that leaves this switch. */
    public OneWay from(EthernetSwitch ethernetSwitch) {
        return new OneWay(wayFrom(ethernetSwitch));
    }

    /** The way that leads to this host. */
    public OneWay to(Host host) {
        return new OneWay(other(wayFrom(host)));
    }

    /** The way that leads to this switch. */
    public OneWay to(EthernetSwitch ethernetSwitch) {
        return new OneWay(other(wayFrom(ethernetSwitch)));
    }

    private Direction wayFrom(Object end) {
        if (a.into == end) {
            return inner.forth();
        }
        if (b.into == end) {
            return inner.back();
        }
        throw new IllegalArgumentException(end + " is no end of " + this);
    }

    private Direction other(Direction way) {
        return way == inner.forth() ? inner.back() : inner.forth();
    }

    /** The interface of a host at its end of this cable. */
    public NetworkInterface nic(Host host) {
        NetworkInterface nic = a.into == host ? a.nic : b.into == host ? b.nic : null;
        if (nic == null) {
            throw new IllegalArgumentException(host + " is no end of " + this);
        }
        return nic;
    }

    /** {@code preset("3g")}, {@code preset("wpt:4g")}: {@link LinkPreset#named}. */
    public PatchCable preset(String title) {
        return preset(LinkPreset.named(title));
    }

    /** A link as people name it; its user is at the first end, the network at the second. */
    public PatchCable preset(LinkPreset preset) {
        new OneWay(inner.forth()).netem(preset.up());
        new OneWay(inner.back()).netem(preset.down());
        return mtu(preset.mtu());
    }

    /**
     * Other addresses than the automatic ones: the first of the network at the first end, the
     * second at the second. Those of the other family stay.
     */
    public PatchCable subnet(String network) {
        Prefix prefix = Prefix.of(network).network();
        int number = 0;
        for (Plug plug : List.of(a, b)) {
            if (plug.into instanceof Host host && plug.nic != null) {
                renumber(
                        host,
                        plug.nic,
                        new Prefix(plus(prefix.address(), ++number), prefix.length()));
            }
        }
        return this;
    }

    private static void renumber(Host host, NetworkInterface nic, Prefix own) {
        for (Prefix old : nic.addresses()) {
            boolean sameFamily = old.address().isV4() == own.address().isV4();
            if (sameFamily && !old.address().isLinkLocal()) {
                host.removeAddress(nic, old);
            }
        }
        host.addAddress(nic, own);
    }

    private static IpAddress plus(IpAddress address, int number) {
        return address.isV4()
                ? IpAddress.v4(address.v4Bits() + number)
                : IpAddress.v6(address.hi(), address.lo() + number);
    }

    /** The MTU of the interfaces at its ends, as their hosts know it. */
    public PatchCable mtu(int octets) {
        for (Plug plug : List.of(a, b)) {
            if (plug.into instanceof Host host && plug.nic != null) {
                host.mtu(plug.nic, octets);
            }
        }
        return this;
    }

    /** The hosts at its ends, none to two. */
    public List<Host> hosts() {
        List<Host> hosts = new ArrayList<>();
        for (Plug plug : List.of(a, b)) {
            if (plug.into instanceof Host host) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    @Override
    public String toString() {
        return inner.toString();
    }
}
