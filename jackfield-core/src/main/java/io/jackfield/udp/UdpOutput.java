package io.jackfield.udp;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.ip.AncillaryData;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.observe.Counter;
import io.jackfield.packet.Datagram;
import io.jackfield.port.Binding;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** What leaves an endpoint: choosing the way, making the datagram, connecting. */
public final class UdpOutput {
    /** The largest payload over IPv4 (LINUX.md 94): 65535 less both headers. */
    public static final int MOST_V4 = 65_507;

    /** The largest payload over IPv6, whose length field does not count its header. */
    public static final int MOST_V6 = 65_527;

    /** Linux's IP_MAX_MTU. */
    private static final int MOST_V4_PACKET = 65_535;

    private static final int UDP_HEADER = 8;
    private static final int V4_HEADER = 20;

    /** Linux's UDP_MAX_SEGMENTS. */
    private static final int MOST_SEGMENTS = 128;

    /** Both headers of an IPv6 datagram. */
    private static final int V6_UDP = 48;

    /** With that of a fragment. */
    private static final int V6_HEADERS = 48;

    private final Udp udp;

    UdpOutput(Udp udp) {
        this.udp = udp;
    }

    /** The local address that packets to a destination leave from; null if there is no way. */
    @Nullable IpAddress sourceFor(UdpEndpoint endpoint, IpAddress destination) {
        Route route = findRoute(endpoint, destination, null);
        return route == null ? null : route.source();
    }

    /** Names the peer, and the local address with it if there was none; 0 or -errno. */
    public int connect(UdpEndpoint endpoint, IpAddress remote, int port) {
        Route route = findRoute(endpoint, remote, null);
        if (route == null) {
            return Errno.ENETUNREACH.result();
        }
        if (route.kind() == RouteKind.BROADCAST && !endpoint.options().isBroadcast()) {
            return Errno.EACCES.result();
        }
        Binding<UdpEndpoint> binding = endpoint.binding();
        if (binding.address().isAny()) {
            binding.address(route.source());
        }
        endpoint.peer(route.destination(), port);
        endpoint.route(route);
        return 0;
    }

    /** AF_UNSPEC: there is no peer any more. The caller has put the local name right. */
    public void disconnect(UdpEndpoint endpoint) {
        endpoint.peer(null, 0);
    }

    /**
     * Sends the octets between position and limit as one datagram; how many, or -errno.
     *
     * @param to the destination; of a connected endpoint its peer
     * @param with what this one is to have; null for what the endpoint is set to
     */
    public int send(
            UdpEndpoint endpoint,
            ByteBuffer data,
            IpAddress to,
            int toPort,
            @Nullable AncillaryData with,
            long nowNanos) {
        int length = data.remaining();
        boolean v4 = to.isV4();
        int wrong = with == null ? 0 : wrongToLeaveBy(with);
        if (wrong < 0) {
            return wrong;
        }
        Route route = with == null ? usualRoute(endpoint, to) : findRoute(endpoint, to, with);
        if (route == null) {
            return Errno.ENETUNREACH.result();
        }
        UdpOptions options = endpoint.options();
        if (route.kind() == RouteKind.BROADCAST && !options.isBroadcast()) {
            return Errno.EACCES.result(); // LINUX.md 94
        }
        boolean isWhole = !v4 && mayNotBeCut(options, with);
        if (length > (v4 ? MOST_V4 : MOST_V6) || (isWhole && length + V6_UDP > route.mtu())) {
            return tooBig(endpoint, route, toPort);
        }
        int size = with != null && with.segmentSize >= 0 ? with.segmentSize : options.segmentSize();
        int refused = size > 0 ? wrongToCut(options, route, length, size) : 0;
        if (refused < 0) {
            return refused;
        }
        if (size == 0 && exceedsSendBuffer(options, length, route.mtu(), v4)) {
            return Errno.ENOBUFS.result();
        }
        Datagram datagram = datagram(endpoint, data, route, toPort, with);
        datagram.segmentSize(size);
        int result =
                udp.ip()
                        .send(
                                datagram,
                                route,
                                options.discovery(),
                                options.isMulticastLoop(v4),
                                nowNanos);
        if (result < 0) {
            data.position(data.position() - length);
            return result == Errno.EMSGSIZE.result() ? tooBig(endpoint, route, toPort) : result;
        }
        udp.count(v4, Counter.UDP_OUT_DATAGRAMS, Counter.UDP6_OUT_DATAGRAMS);
        return length;
    }

    /** Whether something can be sent there at all, which a first part is asked: 0 or -errno. */
    public int wrongWay(UdpEndpoint endpoint, IpAddress to, @Nullable AncillaryData with) {
        int wrong = with == null ? 0 : wrongToLeaveBy(with);
        if (wrong < 0) {
            return wrong;
        }
        Route route = with == null ? usualRoute(endpoint, to) : findRoute(endpoint, to, with);
        if (route == null) {
            return Errno.ENETUNREACH.result();
        }
        boolean forbidden =
                route.kind() == RouteKind.BROADCAST && !endpoint.options().isBroadcast();
        return forbidden ? Errno.EACCES.result() : 0;
    }

    /** UDP_SEGMENT: each piece must fit the path, and there may not be too many. */
    private static int wrongToCut(UdpOptions options, Route route, int length, int size) {
        boolean v4 = route.destination().isV4();
        int headers = v4 ? V4_HEADER + UDP_HEADER : V6_UDP;
        if (headers + Math.min(length, size) > options.discovery().mtu(route)) {
            return Errno.EMSGSIZE.result();
        }
        boolean isTooMuch = length > size * (long) MOST_SEGMENTS;
        return isTooMuch || options.isNoCheck(v4) ? Errno.EINVAL.result() : 0;
    }

    /** IPV6_DONTFRAG. */
    private static boolean mayNotBeCut(UdpOptions options, @Nullable AncillaryData with) {
        return with != null && with.dontFragment >= 0
                ? with.dontFragment != 0
                : options.isDontFragment6();
    }

    /** The way of what has no wishes of its own; that to the peer is kept. */
    private @Nullable Route usualRoute(UdpEndpoint endpoint, IpAddress to) {
        IpAddress peer = endpoint.remote();
        boolean toPeer = peer != null && peer.is(to);
        Route kept = toPeer ? endpoint.route() : null;
        if (kept != null) {
            return kept;
        }
        Route found = findRoute(endpoint, to, null);
        if (toPeer && found != null) {
            endpoint.route(found);
        }
        return found;
    }

    /** A datagram with the octets between position and limit. */
    private Datagram datagram(
            UdpEndpoint endpoint,
            ByteBuffer data,
            Route route,
            int toPort,
            @Nullable AncillaryData with) {
        UdpOptions options = endpoint.options();
        IpAddress to = route.destination();
        boolean v4 = to.isV4();
        Datagram datagram = new Datagram(route.source(), endpoint.binding().port(), to, toPort);
        datagram.hopLimit(
                with != null && with.hopLimit >= 0
                        ? with.hopLimit
                        : options.hops(v4, to.isMulticast(), udp.settings()));
        datagram.trafficClass(
                with != null && with.trafficClass >= 0
                        ? with.trafficClass
                        : options.trafficClass(v4));
        if (options.isNoCheck(v4)) {
            datagram.checksum(0); // RFC 768, RFC 6935: the sender made none
        }
        int length = data.remaining();
        if (length > 0) {
            Slab slab = udp.pool().allocate(length);
            data.get(slab.octets, 0, length);
            datagram.append(slab, 0, length);
            slab.release(); // the packet holds it now
        }
        return datagram;
    }

    /** Linux makes a fragment while those before it fit into twice SO_SNDBUF. */
    private static boolean exceedsSendBuffer(UdpOptions options, int length, int mtu, boolean v4) {
        int headers = v4 ? V4_HEADER : V6_HEADERS;
        int each = (mtu - headers) & -8;
        int others = (UDP_HEADER + length - 1) / Math.max(each, 8);
        return others > 0
                && options.discovery().mayFragment()
                && others * (long) TrueSize.of(mtu) >= 2L * options.sendBuffer();
    }

    /** What did not fit is queued too for who asked; over IPv4 with the peer's port (Linux). */
    private static int tooBig(UdpEndpoint endpoint, Route route, int toPort) {
        boolean v4 = route.destination().isV4();
        if (endpoint.options().queuesErrors(v4)) {
            endpoint.queueError(
                    new QueuedError(
                            Errno.EMSGSIZE.number(),
                            QueuedError.LOCAL,
                            0,
                            0,
                            v4 ? Math.min(route.mtu(), MOST_V4_PACKET) : route.mtu(),
                            null,
                            route.destination(),
                            v4 ? endpoint.remotePort() : toPort,
                            ByteBuffer.allocate(0)));
        }
        return Errno.EMSGSIZE.result();
    }

    /** IPv4 only: what is wrong with a source address or an interface that a message names. */
    private int wrongToLeaveBy(AncillaryData with) {
        IpAddress source = with.source;
        if (with.interfaceIndex != 0 && udp.ip().routes().nic(with.interfaceIndex) == null) {
            return Errno.ENODEV.result();
        }
        if (source == null || !source.isV4() || source.isAny()) {
            return 0;
        }
        return switch (udp.ip().kind(source)) {
            case LOCAL -> 0;
            case UNICAST -> Errno.ENETUNREACH.result();
            case MULTICAST, BROADCAST -> Errno.EINVAL.result();
        };
    }

    /** The way to a destination; null if there is none. */
    public @Nullable Route route(UdpEndpoint endpoint, IpAddress to, AncillaryData with) {
        return findRoute(endpoint, to, with);
    }

    private @Nullable Route findRoute(
            UdpEndpoint endpoint, IpAddress to, @Nullable AncillaryData with) {
        UdpOptions options = endpoint.options();
        IpAddress source = endpoint.binding().address();
        int index = endpoint.binding().boundIndex();
        boolean v4 = to.isV4();
        if (endpoint.isNameForeign() && v4) {
            return null;
        }
        if (index == 0 && !to.isMulticast()) {
            index = options.unicastIndex(v4);
        }
        if (with != null) {
            source = with.source != null && !with.source.isAny() ? with.source : source;
            index = with.interfaceIndex != 0 ? with.interfaceIndex : index;
        }
        if (to.isMulticast()) {
            int chosen = options.multicastIndex(v4);
            index = index == 0 ? chosen : index;
            if (v4 && source.isAny() && options.multicastSource() != null) {
                source = options.multicastSource();
            }
        }
        boolean isOfOther = !source.isAny() && source.isV4() != v4;
        if (source.isAny() || (isOfOther && !endpoint.isAddressNamed())) {
            source = v4 ? IpAddress.ANY4 : IpAddress.ANY6;
        } else if (isOfOther) {
            return null; // an endpoint bound to one family reaches nobody of the other
        }
        Route route = udp.ip().route(to, source, index);
        boolean direct = options.isDirect() || (with != null && with.isDirect);
        return direct && v4 && route != null && route.gateway() != null ? null : route;
    }
}
