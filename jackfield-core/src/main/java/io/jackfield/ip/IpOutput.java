package io.jackfield.ip;

import io.jackfield.address.MacAddress;
import io.jackfield.ip.filter.Hook;
import io.jackfield.ip.filter.Hooks;
import io.jackfield.ip.fragment.Fragmenter;
import io.jackfield.ip.neighbor.NeighborCache;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.packet.Packet;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

/** The way out: from a datagram with a route to frames on a link. */
final class IpOutput {
    private final Ip ip;
    private final Counters counters;
    private final Drops drops;
    private final NeighborCache neighbors;
    private final Identifications identifications;

    IpOutput(
            Ip ip,
            Counters counters,
            Drops drops,
            NeighborCache neighbors,
            Identifications identifications) {
        this.ip = ip;
        this.counters = counters;
        this.drops = drops;
        this.neighbors = neighbors;
        this.identifications = identifications;
    }

    /** A packet that this host made; see {@link Ip#send}. */
    int send(Packet made, Route wanted, PathMtuDiscovery discovery, boolean loop, long nowNanos) {
        boolean v4 = made.isV4();
        counters.increment(v4 ? Counter.IP_OUT_REQUESTS : Counter.IP6_OUT_REQUESTS);
        Packet packet = made;
        Route route = wanted;
        Hooks hooks = ip.hooksOrNull();
        if (hooks != null) {
            packet = hooks.pass(Hook.OUTPUT, made, null, route.nic(), nowNanos);
            if (packet == null) {
                return Errno.EPERM.result(); // Linux: the sender sees a DROP at OUTPUT
            }
            route = packet == made ? route : ip.route(packet.destination(), packet.source(), 0);
        }
        if (route == null || !route.nic().isUp()) {
            drops.drop(packet, Counter.IP_OUT_NO_ROUTES, Counter.IP6_OUT_NO_ROUTES, nowNanos);
            return Errno.ENETUNREACH.result();
        }
        int mtu = discovery.mtu(route);
        boolean fits = wireLength(packet) <= mtu;
        packet.dontFragment(discovery.setsDontFragment(wireLength(packet), route));
        if (!fits && !discovery.mayFragment()) {
            drops.drop(packet, Counter.IP_FRAG_FAILS, Counter.IP6_FRAG_FAILS, nowNanos);
            return Errno.EMSGSIZE.result();
        }
        if (packet.identification() == 0 && (v4 ? !packet.dontFragment() : !fits)) {
            identifications.number(packet);
        }
        if (loop) {
            loopBack(packet, route, nowNanos);
        }
        if (route.kind() == RouteKind.MULTICAST && isForThisHostOnly(packet, route)) {
            packet.release();
            return 0;
        }
        return leave(packet, route, null, mtu, nowNanos);
    }

    /** RFC 1112 §6.1: no hop is left; RFC 4291 §2.7: the group's scope is the interface. */
    private static boolean isForThisHostOnly(Packet packet, Route route) {
        return packet.hopLimit() == 0
                || (packet.destination().isInterfaceLocalMulticast() && !route.nic().isLoopback());
    }

    /** A group or broadcast that this host listens to itself comes in as if over that interface. */
    private void loopBack(Packet packet, Route route, long nowNanos) {
        NetworkInterface nic = route.nic();
        NetworkInterface loopback = ip.loopback();
        boolean heard =
                route.kind() == RouteKind.BROADCAST
                        || (route.kind() == RouteKind.MULTICAST
                                && ip.groups().isMember(nic, packet.destination()));
        if (heard && !nic.isLoopback() && loopback != null) {
            Packet copy = packet.copy();
            copy.frame(nic.mac(), groupMac(route)); // the sender's address names the interface
            loopback.transmit(copy, nowNanos);
        }
    }

    /** Made here or forwarded, with a route: POSTROUTING, fragments, link layer. */
    int leave(Packet going, Route route, @Nullable NetworkInterface in, int mtu, long nowNanos) {
        Packet packet = going;
        Hooks hooks = ip.hooksOrNull();
        if (hooks != null) {
            packet = hooks.pass(Hook.POSTROUTING, packet, in, route.nic(), nowNanos);
            if (packet == null) {
                return in == null ? Errno.EPERM.result() : 0;
            }
        }
        if (wireLength(packet) <= mtu) {
            return dispatch(packet, route, nowNanos);
        }
        if (packet.isSuper()) {
            return cutSuper(packet, route, mtu, nowNanos);
        }
        return fragment(packet, route, mtu, nowNanos);
    }

    private int cutSuper(Packet packet, Route route, int mtu, long nowNanos) {
        int size = packet.segmentSize();
        int result = 0;
        for (int from = 0; from < packet.payloadLength(); from += size) {
            Packet piece = packet.piece(from, Math.min(size, packet.payloadLength() - from));
            identifications.number(piece);
            int one =
                    wireLength(piece) <= mtu
                            ? dispatch(piece, route, nowNanos)
                            : fragment(piece, route, mtu, nowNanos);
            result = result == 0 ? one : result;
        }
        packet.release();
        return result;
    }

    private int fragment(Packet packet, Route route, int mtu, long nowNanos) {
        boolean v4 = packet.isV4();
        counters.increment(v4 ? Counter.IP_FRAG_OKS : Counter.IP6_FRAG_OKS);
        int result = 0;
        Packet piece = Fragmenter.cut(packet, mtu);
        while (piece != null) {
            Packet following = piece.next;
            piece.next = null;
            counters.increment(v4 ? Counter.IP_FRAG_CREATES : Counter.IP6_FRAG_CREATES);
            int one = dispatch(piece, route, nowNanos);
            result = result == 0 ? one : result;
            piece = following;
        }
        return result;
    }

    private int dispatch(Packet packet, Route route, long nowNanos) {
        NetworkInterface nic = route.nic();
        switch (route.kind()) {
            case LOCAL -> nic.transmit(packet, nowNanos);
            case MULTICAST, BROADCAST -> {
                packet.frame(nic.mac(), groupMac(route));
                nic.transmit(packet, nowNanos);
            }
            case UNICAST -> {
                if (nic.needsNeighbor()) {
                    return neighbors.output(nic, route.nextHop(), packet, nowNanos);
                }
                packet.frame(nic.mac(), MacAddress.NONE);
                nic.transmit(packet, nowNanos);
            }
        }
        return 0;
    }

    private static long groupMac(Route route) {
        return route.kind() == RouteKind.MULTICAST
                ? MacAddress.ofMulticast(route.destination())
                : MacAddress.BROADCAST;
    }

    /** Octets of the largest packet that this one becomes on a real wire. */
    static int wireLength(Packet packet) {
        return packet.isSuper()
                ? packet.length() - packet.payloadLength() + packet.segmentSize()
                : packet.length();
    }
}
