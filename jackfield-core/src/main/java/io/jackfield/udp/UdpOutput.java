package io.jackfield.udp;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
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

    private static final int UDP_HEADER = 8;
    private static final int V4_HEADER = 20;

    /** With that of a fragment. */
    private static final int V6_HEADERS = 48;

    private final Udp udp;

    UdpOutput(Udp udp) {
        this.udp = udp;
    }

    /** The local address that packets to a destination leave from; null if there is no way. */
    @Nullable IpAddress sourceFor(UdpEndpoint endpoint, IpAddress destination) {
        Route route = findRoute(endpoint, destination);
        return route == null ? null : route.source();
    }

    /** Names the peer, and the local address with it if there was none; 0 or -errno. */
    public int connect(UdpEndpoint endpoint, IpAddress remote, int port) {
        Route route = findRoute(endpoint, remote);
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
     */
    public int send(
            UdpEndpoint endpoint, ByteBuffer data, IpAddress to, int toPort, long nowNanos) {
        int length = data.remaining();
        boolean v4 = to.isV4();
        if (length > (v4 ? MOST_V4 : MOST_V6)) {
            return Errno.EMSGSIZE.result();
        }
        IpAddress peer = endpoint.remote();
        boolean toPeer = peer != null && peer.is(to);
        Route route = toPeer ? endpoint.route() : null;
        if (route == null) {
            route = findRoute(endpoint, to);
            if (route == null) {
                return Errno.ENETUNREACH.result();
            }
            if (toPeer) {
                endpoint.route(route);
            }
        }
        UdpOptions options = endpoint.options();
        if (route.kind() == RouteKind.BROADCAST && !options.isBroadcast()) {
            return Errno.EACCES.result(); // LINUX.md 94
        }
        if (exceedsSendBuffer(options, length, route.mtu(), v4)) {
            return Errno.ENOBUFS.result();
        }
        boolean multicast = to.isMulticast();
        Datagram datagram =
                new Datagram(
                        route.source(), endpoint.binding().port(), route.destination(), toPort);
        datagram.hopLimit(options.hops(v4, multicast, udp.settings()));
        datagram.trafficClass(options.trafficClass(v4));
        if (length > 0) {
            Slab slab = udp.pool().allocate(length);
            data.get(slab.octets, 0, length);
            datagram.append(slab, 0, length);
            slab.release(); // the packet holds it now
        }
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
            if (result == Errno.EMSGSIZE.result() && options.queuesErrors(v4)) {
                endpoint.queueError(tooBig(route, toPort));
            }
            return result;
        }
        udp.count(v4, Counter.UDP_OUT_DATAGRAMS, Counter.UDP6_OUT_DATAGRAMS);
        return length;
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

    private static QueuedError tooBig(Route route, int port) {
        return new QueuedError(
                Errno.EMSGSIZE.number(),
                QueuedError.LOCAL,
                0,
                0,
                route.mtu(),
                null,
                route.destination(),
                port,
                ByteBuffer.allocate(0));
    }

    private @Nullable Route findRoute(UdpEndpoint endpoint, IpAddress to) {
        UdpOptions options = endpoint.options();
        IpAddress source = endpoint.binding().address();
        int index = endpoint.binding().boundIndex();
        boolean v4 = to.isV4();
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
        return udp.ip().route(to, source, index);
    }
}
