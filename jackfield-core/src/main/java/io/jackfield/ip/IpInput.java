package io.jackfield.ip;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.filter.Hook;
import io.jackfield.ip.filter.Hooks;
import io.jackfield.ip.fragment.FragmentQueue;
import io.jackfield.ip.neighbor.NeighborProtocols;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteTable;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/** The way in: from a packet off a link to the protocol that it is for, or to forwarding. */
final class IpInput {
    /** RFC 4443 §3.4: where the next header field stands. */
    private static final int NEXT_HEADER_POINTER = 6;

    /** Where IPv4's protocol field stands. */
    private static final int PROTOCOL_POINTER = 9;

    private final Ip ip;
    private final Settings settings;
    private final Counters counters;
    private final Drops drops;
    private final RouteTable routes;
    private final NeighborProtocols neighbors;
    private final FragmentQueue fragments;
    private final Forwarding forwarding;

    /*
     * The last packet that was found sound and for this host. Packets of a flow share their address
     * objects, so the next one is usually recognised by three comparisons.
     */
    private IpAddress lastSource = IpAddress.ANY4;
    private IpAddress lastDestination = IpAddress.ANY4;
    private @Nullable NetworkInterface lastIn;
    private int lastGeneration;

    IpInput(
            Ip ip,
            Settings settings,
            Counters counters,
            Drops drops,
            RouteTable routes,
            NeighborProtocols neighbors,
            FragmentQueue fragments,
            Forwarding forwarding) {
        this.ip = ip;
        this.settings = settings;
        this.counters = counters;
        this.drops = drops;
        this.routes = routes;
        this.neighbors = neighbors;
        this.fragments = fragments;
        this.forwarding = forwarding;
    }

    void receive(NetworkInterface link, Packet packet, long nowNanos) {
        NetworkInterface in = link;
        if (link.isLoopback() && packet.sourceMac() != MacAddress.NONE) {
            in = ip.senderOfLooped(packet, link);
        }
        if (packet instanceof ArpMessage message) {
            neighbors.arrives(message, in, nowNanos);
            packet.release();
            return;
        }
        boolean v4 = packet.isV4();
        counters.increment(v4 ? Counter.IP_IN_RECEIVES : Counter.IP6_IN_RECEIVES);
        if (!isReadable(packet, nowNanos)) {
            return;
        }
        Hooks hooks = ip.hooksOrNull();
        Packet going = packet;
        if (hooks != null) {
            going = hooks.pass(Hook.PREROUTING, packet, in, null, nowNanos);
            if (going == null) {
                return;
            }
        }
        route(in, going, nowNanos);
    }

    private boolean isReadable(Packet packet, long nowNanos) {
        switch (packet.integrity()) {
            case SOUND, BAD_CHECKSUM, BAD_TRANSPORT_HEADER -> {
                return true; // the transport's to judge: a router passes such a packet on
            }
            case BAD_IP_HEADER, BAD_IP_CHECKSUM ->
                    drops.drop(
                            packet, Counter.IP_IN_HDR_ERRORS, Counter.IP6_IN_HDR_ERRORS, nowNanos);
            case TRUNCATED ->
                    drops.drop(
                            packet,
                            Counter.IP_IN_TRUNCATED_PKTS,
                            Counter.IP6_IN_TRUNCATED_PKTS,
                            nowNanos);
        }
        return false;
    }

    private void route(NetworkInterface in, Packet packet, long nowNanos) {
        IpAddress source = packet.source();
        IpAddress destination = packet.destination();
        if (in == lastIn
                && source.is(lastSource)
                && destination.is(lastDestination)
                && lastGeneration == routes.generation()) {
            deliver(in, packet, nowNanos);
            return;
        }
        if (isMartian(packet, in)) {
            drops.drop(packet, Counter.IP_MARTIANS, Counter.IP6_IN_HDR_ERRORS, nowNanos);
        } else if (destination.isAny()) {
            drops.drop(packet, Counter.IP_MARTIANS, Counter.IP6_IN_ADDR_ERRORS, nowNanos);
        } else if (destination.isMulticast()) {
            if (ip.groups().isMember(in, destination)) {
                deliver(in, packet, nowNanos);
            } else {
                packet.release(); // Linux counts nothing: the link heard what it did not ask for
            }
        } else if (isForThisHost(destination)) {
            remember(in, packet);
            deliver(in, packet, nowNanos);
        } else {
            forwarding.forward(in, packet, nowNanos);
        }
    }

    private void remember(NetworkInterface in, Packet packet) {
        if (settings.get(Setting.RP_FILTER) == 0) {
            lastSource = packet.source();
            lastDestination = packet.destination();
            lastIn = in;
            lastGeneration = routes.generation();
        }
    }

    /** Weak end system (RFC 1122 §3.3.4.2): any interface takes packets for any own address. */
    private boolean isForThisHost(IpAddress destination) {
        return destination.isLimitedBroadcast() || routes.local(destination) != null;
    }

    /** RFC 1812 §5.3.7, RFC 4291 §2.5, §2.7: addresses that no such packet can have. */
    private boolean isMartian(Packet packet, NetworkInterface in) {
        IpAddress source = packet.source();
        IpAddress destination = packet.destination();
        boolean toMany = destination.isMulticast() || destination.isLimitedBroadcast();
        if (source.isMulticast()
                || source.isLimitedBroadcast()
                || (source.isAny() && !toMany && !destination.isAny())) {
            return true;
        }
        boolean wire = !in.isLoopback();
        if (wire && (source.isLoopback() || destination.isLoopback())) {
            return true;
        }
        if (!packet.isV4()) {
            return destination.isMulticast()
                    && !hasSaneScope(destination, wire && !isLooped(packet, in));
        }
        boolean forged = wire && ip.isLocal(source) && !isLooped(packet, in);
        return forged || isReversePathWrong(packet, in);
    }

    /** A copy of what this host sent to a group has this host's source address, rightly. */
    private static boolean isLooped(Packet packet, NetworkInterface in) {
        return packet.sourceMac() == in.mac() && packet.sourceMac() != MacAddress.NONE;
    }

    /** RFC 4291 §2.7: scope 0 is reserved, scope 1 does not leave the interface. */
    private static boolean hasSaneScope(IpAddress group, boolean wire) {
        int scope = (int) (group.hi() >>> 48) & 0xf;
        return scope > 1 || (scope == 1 && !wire);
    }

    /** RFC 3704: Linux's rp_filter, 1 strict and 2 loose, of IPv4 only. */
    private boolean isReversePathWrong(Packet packet, NetworkInterface in) {
        int mode = settings.get(Setting.RP_FILTER);
        IpAddress source = packet.source();
        if (mode == 0 || !packet.isV4() || source.isAny() || in.isLoopback()) {
            return false;
        }
        Route back = routes.find(source, IpAddress.ANY4, 0);
        return back == null || (mode == 1 && back.nic() != in);
    }

    /** A packet for this host, perhaps a fragment. */
    private void deliver(NetworkInterface in, Packet arrived, long nowNanos) {
        Packet packet = arrived;
        if (packet instanceof Fragment fragment) {
            packet = fragments.add(fragment, in, nowNanos);
            if (packet == null) {
                return;
            }
        }
        Hooks hooks = ip.hooksOrNull();
        if (hooks != null) {
            packet = hooks.pass(Hook.INPUT, packet, in, null, nowNanos);
            if (packet == null) {
                return;
            }
        }
        RawDelivery raw = ip.rawDeliveryOrNull();
        boolean taken = raw != null && raw.deliver(packet, in, nowNanos);
        TransportProtocol protocol = ip.protocol(packet.protocol());
        boolean v4 = packet.isV4();
        if (protocol != null) {
            counters.increment(v4 ? Counter.IP_IN_DELIVERS : Counter.IP6_IN_DELIVERS);
            protocol.arrives(packet, in, nowNanos);
        } else if (taken) {
            counters.increment(v4 ? Counter.IP_IN_DELIVERS : Counter.IP6_IN_DELIVERS);
            packet.release();
        } else {
            refuseProtocol(in, packet, nowNanos);
        }
    }

    private void refuseProtocol(NetworkInterface in, Packet packet, long nowNanos) {
        boolean v4 = packet.isV4();
        if (!v4 && packet.protocol() == IpProtocol.NO_NEXT_HEADER) {
            counters.increment(Counter.IP6_IN_DELIVERS);
            packet.release();
            return;
        }
        int pointer = v4 ? PROTOCOL_POINTER : NEXT_HEADER_POINTER;
        ip.report(Trouble.PROTOCOL_UNREACHABLE, packet, in, pointer, nowNanos);
        drops.drop(packet, Counter.IP_IN_UNKNOWN_PROTOS, Counter.IP6_IN_UNKNOWN_PROTOS, nowNanos);
    }
}
