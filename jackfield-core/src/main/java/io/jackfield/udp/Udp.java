package io.jackfield.udp;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.Ip;
import io.jackfield.ip.PathMtuDiscovery;
import io.jackfield.ip.TransportProtocol;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.port.Binding;
import io.jackfield.port.PortTable;
import io.jackfield.posix.Errno;
import io.jackfield.time.WallClock;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** UDP on one host: its ports, and the way of a datagram to its endpoint. */
public final class Udp implements TransportProtocol {
    private final Ip ip;
    private final Settings settings;
    private final Counters counters;
    private final SlabPool pool;
    private final WallClock wallClock;
    private final PortTable<UdpEndpoint> ports;
    private final UdpOutput output;

    /** Registers itself with the internet layer. */
    public Udp(
            Ip ip,
            Settings settings,
            Counters counters,
            SlabPool pool,
            HostEntropy entropy,
            WallClock wallClock) {
        this.ip = ip;
        this.settings = settings;
        this.counters = counters;
        this.pool = pool;
        this.wallClock = wallClock;
        this.ports = PortTable.forUdp(entropy);
        this.output = new UdpOutput(this);
        ip.register(IpProtocol.UDP, this);
    }

    Ip ip() {
        return ip;
    }

    Settings settings() {
        return settings;
    }

    Counters counters() {
        return counters;
    }

    SlabPool pool() {
        return pool;
    }

    /** The local ports of the host. */
    public PortTable<UdpEndpoint> ports() {
        return ports;
    }

    /** What leaves endpoints. */
    public UdpOutput output() {
        return output;
    }

    /** An endpoint without a port. The binding may own one later. */
    public UdpEndpoint create(UdpUser user, Binding<UdpEndpoint> binding) {
        return new UdpEndpoint(user, new UdpOptions(settings), binding);
    }

    /** Gives everything back: the port, the queue, the groups. */
    public void close(UdpEndpoint endpoint) {
        if (endpoint.binding().isBound()) {
            ports.release(endpoint.binding());
        }
        endpoint.release();
        for (Membership joined : endpoint.memberships()) {
            ip.groups().leave(joined.nic(), joined.group());
        }
    }

    /** IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP, MCAST_JOIN_GROUP: 0, -EADDRINUSE or -ENOBUFS. */
    public int join(UdpEndpoint endpoint, NetworkInterface nic, IpAddress group) {
        if (endpoint.membership(nic, group) != null) {
            return Errno.EADDRINUSE.result();
        }
        if (group.isV4() && hasAllGroups(endpoint)) {
            return Errno.ENOBUFS.result();
        }
        join(endpoint, new Membership(nic, group, false));
        return 0;
    }

    /** igmp_max_memberships; IPv6 has no such limit. */
    private boolean hasAllGroups(UdpEndpoint endpoint) {
        int groups = 0;
        for (Membership joined : endpoint.memberships()) {
            groups += joined.group().isV4() ? 1 : 0;
        }
        return groups >= settings.get(Setting.IGMP_MAX_MEMBERSHIPS);
    }

    private void join(UdpEndpoint endpoint, Membership membership) {
        endpoint.join(membership);
        ip.groups().join(membership.nic(), membership.group());
    }

    /** IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP: 0 or -EADDRNOTAVAIL. */
    public int leave(UdpEndpoint endpoint, NetworkInterface nic, IpAddress group) {
        Membership joined = endpoint.membership(nic, group);
        if (joined == null) {
            return Errno.EADDRNOTAVAIL.result();
        }
        leave(endpoint, joined);
        return 0;
    }

    private void leave(UdpEndpoint endpoint, Membership joined) {
        endpoint.leave(joined);
        ip.groups().leave(joined.nic(), joined.group());
    }

    /**
     * IP_ADD_SOURCE_MEMBERSHIP, IP_BLOCK_SOURCE and their opposites, and MCAST_JOIN_SOURCE_GROUP
     * and its kin: 0, -EINVAL, -EADDRNOTAVAIL or -ENOBUFS.
     *
     * @param include whether the sources listed are those to be heard, else those not to be
     * @param add whether to list the source, or to take it off the list
     */
    public int filter(
            UdpEndpoint endpoint,
            NetworkInterface nic,
            IpAddress group,
            IpAddress source,
            boolean include,
            boolean add) {
        Membership joined = endpoint.membership(nic, group);
        if (joined == null && include && add) {
            if (group.isV4() && hasAllGroups(endpoint)) {
                return Errno.ENOBUFS.result();
            }
            joined = new Membership(nic, group, true);
            join(endpoint, joined);
        }
        if (joined == null) {
            return Errno.EINVAL.result();
        }
        if (include && !add && joined.isOnly(source)) {
            leave(endpoint, joined);
            return 0;
        }
        Setting most = group.isV4() ? Setting.IGMP_MAX_MSF : Setting.MLD_MAX_MSF;
        return joined.change(include, add, source, settings.get(most));
    }

    @Override
    public void arrives(Packet packet, NetworkInterface in, long nowNanos) {
        boolean v4 = packet.isV4();
        if (!(packet instanceof Datagram datagram) || packet.integrity() != Integrity.SOUND) {
            if (packet.integrity() == Integrity.BAD_CHECKSUM) {
                count(v4, Counter.UDP_IN_CSUM_ERRORS, Counter.UDP6_IN_CSUM_ERRORS);
            }
            count(v4, Counter.UDP_IN_ERRORS, Counter.UDP6_IN_ERRORS);
            packet.release();
            return;
        }
        RouteKind kind = ip.kind(datagram.destination());
        if (kind == RouteKind.MULTICAST || kind == RouteKind.BROADCAST) {
            deliverToAll(datagram, in, kind == RouteKind.MULTICAST, nowNanos);
            return;
        }
        UdpEndpoint endpoint =
                ports.lookup(
                        datagram.destination(),
                        datagram.destinationPort(),
                        datagram.source(),
                        datagram.sourcePort(),
                        in.index());
        if (endpoint != null) {
            if (mayTake(endpoint, datagram)) {
                deliver(endpoint, datagram, in, nowNanos);
            } else {
                counters.increment(Counter.UDP6_IN_CSUM_ERRORS);
                counters.increment(Counter.UDP6_IN_ERRORS);
                datagram.release();
            }
            return;
        }
        count(v4, Counter.UDP_NO_PORTS, Counter.UDP6_NO_PORTS);
        ip.report(Trouble.PORT_UNREACHABLE, datagram, in, 0, nowNanos);
        datagram.release();
    }

    /** RFC 8200 §8.1, RFC 6935 §5: over IPv6 a datagram without a checksum needs leave. */
    private static boolean mayTake(UdpEndpoint endpoint, Datagram datagram) {
        return datagram.checksum() != 0 || datagram.isV4() || endpoint.options().takesUnchecked6();
    }

    private void deliver(
            UdpEndpoint endpoint, Datagram arrived, NetworkInterface in, long nowNanos) {
        if (arrived.isSuper() && !endpoint.options().takesSuper()) {
            deliverPieces(endpoint, arrived, in, nowNanos);
            return;
        }
        boolean v4 = arrived.isV4();
        if (offer(endpoint, arrived, in, nowNanos)) {
            count(v4, Counter.UDP_IN_DATAGRAMS, Counter.UDP6_IN_DATAGRAMS);
            return;
        }
        count(v4, Counter.UDP_RCVBUF_ERRORS, Counter.UDP6_RCVBUF_ERRORS);
        count(v4, Counter.UDP_IN_ERRORS, Counter.UDP6_IN_ERRORS);
    }

    /** Puts a datagram in an endpoint's queue; false if it has no room, and it is gone. */
    public boolean offer(
            UdpEndpoint endpoint, Datagram arrived, NetworkInterface in, long nowNanos) {
        Datagram datagram = arrived;
        if (endpoint.options().keepsCircumstances()) {
            long wallNanos = wallClock.nanos(nowNanos);
            datagram = new ReceivedDatagram(arrived, in.index(), wallNanos, endpoint.dropped());
        }
        boolean taken = endpoint.queue(datagram);
        if (!taken) {
            datagram.release();
        }
        return taken;
    }

    private void deliverPieces(
            UdpEndpoint endpoint, Datagram whole, NetworkInterface in, long nowNanos) {
        int size = whole.segmentSize();
        int length = whole.payloadLength();
        for (int from = 0; from < length; from += size) {
            deliver(endpoint, whole.piece(from, Math.min(size, length - from)), in, nowNanos);
        }
        whole.release();
    }

    /** LINUX.md 50, 52: everybody whose name matches gets multicast and broadcast. */
    private void deliverToAll(
            Datagram datagram, NetworkInterface in, boolean multicast, long nowNanos) {
        int port = datagram.destinationPort();
        for (Binding<UdpEndpoint> at = ports.first(port); at != null; at = ports.next(at)) {
            UdpEndpoint endpoint = at.receiver();
            if (endpoint == null
                    || !ports.matches(
                            at,
                            datagram.destination(),
                            datagram.source(),
                            datagram.sourcePort(),
                            in.index())) {
                continue;
            }
            if (!mayTake(endpoint, datagram)) {
                continue;
            }
            if (!multicast || endpoint.hears(datagram.source(), datagram.destination(), in)) {
                deliver(endpoint, datagram.copy(), in, nowNanos);
            }
        }
        datagram.release(); // RFC 1122 §3.2.2: nobody is told that nobody listens to a group
    }

    @Override
    public void icmpError(IcmpError error, Packet quoted, long nowNanos) {
        if (!(quoted instanceof Datagram sent)) {
            return;
        }
        UdpEndpoint endpoint =
                ports.lookup(
                        sent.source(),
                        sent.sourcePort(),
                        sent.destination(),
                        sent.destinationPort(),
                        PortTable.ANY_INTERFACE);
        if (endpoint == null) {
            return;
        }
        if (error.kind() == IcmpError.Kind.PACKET_TOO_BIG) {
            ip.pathMtu(sent.destination(), error.mtu(), nowNanos);
        }
        report(endpoint, error, sent, sent.destinationPort(), ByteBuffer.wrap(sent.payload()));
    }

    /**
     * Tells an endpoint of an ICMP error, as far as it wants to know.
     *
     * @param payload what is quoted of what the program sent
     */
    public void report(
            UdpEndpoint endpoint, IcmpError error, Packet quoted, int toPort, ByteBuffer payload) {
        boolean tooBig = error.kind() == IcmpError.Kind.PACKET_TOO_BIG;
        boolean isFatal = error.isFatal();
        if (tooBig) {
            isFatal = endpoint.options().discovery() != PathMtuDiscovery.DONT;
            if (!isFatal) {
                return;
            }
        }
        int errno = tooBig ? Errno.EMSGSIZE.number() : error.errno();
        boolean v4 = quoted.isV4();
        if (endpoint.options().queuesErrors(v4)) {
            endpoint.queueError(
                    new QueuedError(
                            errno,
                            v4 ? QueuedError.ICMP : QueuedError.ICMP6,
                            error.type(),
                            error.code(),
                            error.mtu(),
                            error.offender(),
                            quoted.destination(),
                            toPort,
                            payload));
            endpoint.error(errno);
        } else if (isFatal && endpoint.isConnected()) {
            endpoint.error(errno); // LINUX.md 90: once, and only if there is one peer
        }
    }

    /** The local address that packets to a destination leave from; null if there is no way. */
    public @Nullable IpAddress sourceFor(UdpEndpoint endpoint, IpAddress destination) {
        return output.sourceFor(endpoint, destination);
    }

    /**
     * The address of this host that a datagram was for, as its answer would name it: the
     * destination, or of a group or broadcast the one that packets to the sender leave from.
     */
    public IpAddress specificDestination(Datagram datagram) {
        IpAddress destination = datagram.destination();
        if (ip.isLocal(destination)) {
            return destination;
        }
        Route back = ip.route(datagram.source(), IpAddress.ANY4, 0);
        return back == null ? IpAddress.ANY4 : back.source();
    }

    void count(boolean v4, Counter of4, Counter of6) {
        counters.increment(v4 ? of4 : of6);
    }
}
