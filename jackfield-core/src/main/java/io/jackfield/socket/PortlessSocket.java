package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.ip.AncillaryData;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.raw.RawReceiver;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** A socket of datagrams that have no ports: raw and ping sockets. */
abstract class PortlessSocket extends DatagramReceiving implements RawReceiver {
    private static final int READABLE = Readiness.POLLIN | Readiness.POLLRDNORM;
    private static final int WRITABLE =
            Readiness.POLLOUT | Readiness.POLLWRNORM | Readiness.POLLWRBAND;

    private boolean isReceiveShut;
    private boolean isSendShut;

    PortlessSocket(Protocols host, int family, int type, int protocol, int uid) {
        super(host, family, type, protocol, uid);
        host.raw().add(this);
    }

    @Override
    final IpAddress localAddress() {
        return endpoint.binding().address();
    }

    @Override
    final @Nullable IpAddress remoteAddress() {
        return endpoint.remote();
    }

    @Override
    final int remotePort() {
        return endpoint.remotePort();
    }

    @Override
    int own(IpAddress local, int port) {
        endpoint.binding().address(local);
        endpoint.addressNamed(!local.isAny());
        endpoint.nameForeign(!maySendFrom(local));
        nameChanged();
        return 0;
    }

    @Override
    final int keepAddress(IpAddress local) {
        return own(local, 0);
    }

    @Override
    final void nameChanged() {
        endpoint.binding().boundIndex(options().boundIndex);
    }

    @Override
    final void push(long nowNanos) {} // nothing is collected

    @Override
    public int connect(SocketAddress address, long nowNanos) {
        if (address.length() < SocketAddress.FAMILY_ONLY) {
            return Errno.EINVAL.result();
        }
        if (address.family() == Family.AF_UNSPEC) {
            udp.output().disconnect(endpoint);
            if (!is(ADDRESS_NAMED)) {
                endpoint.binding().address(any());
            }
            return 0;
        }
        int wrong = wrongDestination(address, false);
        if (wrong < 0) {
            return wrong;
        }
        IpAddress remote = meant(address);
        return isV6() && remote.isV4()
                ? Errno.ENETUNREACH.result()
                : udp.output().connect(endpoint, remote, address.port());
    }

    @Override
    public final int shutdown(int how, long nowNanos) {
        isReceiveShut |= how != Family.SHUT_WR;
        isSendShut |= how != Family.SHUT_RD;
        wake(readiness() | Readiness.POLLHUP);
        return endpoint.isConnected() ? 0 : Errno.ENOTCONN.result();
    }

    @Override
    public final int send(
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            @Nullable ByteBuffer control,
            long nowNanos) {
        if (data.remaining() > 0xffff) {
            return Errno.EMSGSIZE.result();
        }
        if ((flags & MessageFlags.MSG_OOB) != 0) {
            return Errno.EOPNOTSUPP.result();
        }
        int wrong = wrongMessage(data);
        IpAddress remote = endpoint.remote();
        if (wrong == 0 && to != null) {
            wrong = wrongDestination(to, false);
            wrong = wrong == 0 ? wrongPort(to.port()) : wrong;
            remote = wrong == 0 ? meant(to) : null;
        }
        if (wrong < 0 || remote == null) {
            return wrong < 0 ? wrong : Errno.EDESTADDRREQ.result();
        }
        if (isV6() && remote.isV4()) {
            return Errno.ENETUNREACH.result();
        }
        int error = endpoint.takeError();
        AncillaryData with = new AncillaryData();
        with.isDirect = (flags & MessageFlags.MSG_DONTROUTE) != 0;
        int refused =
                error != 0
                        ? -error
                        : control == null
                                ? 0
                                : SentControl.read(this, remote.isV4(), control, with);
        return refused < 0 ? refused : send(data, remote, with, nowNanos);
    }

    private int send(ByteBuffer data, IpAddress remote, AncillaryData with, long nowNanos) {
        int wrong = udp.output().wrongWay(endpoint, remote, with);
        Route route = wrong < 0 ? null : udp.output().route(endpoint, remote, with);
        return route == null
                ? Math.min(wrong, Errno.EPERM.result())
                : send(data, route, with, nowNanos);
    }

    /** What is wrong with the message itself, or 0. */
    abstract int wrongMessage(ByteBuffer data);

    /** What is wrong with the port of a destination, or 0. */
    int wrongPort(int port) {
        return 0;
    }

    /** Sends what is between position and limit; how many octets, or -errno. */
    abstract int send(ByteBuffer data, Route route, AncillaryData with, long nowNanos);

    /** Sends octets as the transport part of a packet; 0 or -errno. */
    final int send(byte[] octets, Route route, AncillaryData with, long nowNanos) {
        RawPacket packet = new RawPacket(route.source(), route.destination(), protocol());
        boolean v4 = !isV6();
        boolean multicast = route.kind() == RouteKind.MULTICAST;
        packet.hopLimit(
                with.hopLimit >= 0
                        ? with.hopLimit
                        : endpoint.options().hops(v4, multicast, host().settings()));
        packet.trafficClass(
                with.trafficClass >= 0 ? with.trafficClass : endpoint.options().trafficClass(v4));
        Slab slab = Slab.of(octets);
        packet.append(slab, 0, octets.length);
        slab.release();
        Packet typed = new PacketCodec().decodeTransport(packet);
        packet.release();
        return host().ip()
                .send(
                        typed,
                        route,
                        endpoint.options().discovery(),
                        endpoint.options().isMulticastLoop(v4),
                        nowNanos);
    }

    /** Whether a packet is between the addresses and over the interface that the socket has. */
    final boolean isBetween(IpAddress own, IpAddress other, @Nullable NetworkInterface in) {
        IpAddress local = localAddress();
        IpAddress remote = endpoint.remote();
        int bound = options().boundIndex;
        return (local.isAny() || local.is(own))
                && (remote == null || remote.is(other))
                && (bound == 0 || in == null || bound == in.index());
    }

    /** Queues octets of a packet from {@code from} on, as one datagram to be received. */
    final void keep(Packet packet, byte[] octets, int from, NetworkInterface in, long nowNanos) {
        Datagram kept = new Datagram(packet.source(), 0, packet.destination(), 0);
        kept.hopLimit(packet.hopLimit());
        kept.trafficClass(packet.trafficClass());
        Slab slab = Slab.of(octets);
        kept.append(slab, from, octets.length - from);
        slab.release();
        udp.offer(endpoint, kept, in, nowNanos);
    }

    @Override
    public final void error(IcmpError error, Packet quoted, long nowNanos) {
        if (quoted.protocol() == protocol()
                && quoted.isV4() != isV6()
                && isOurs(quoted)
                && isBetween(quoted.source(), quoted.destination(), null)) {
            byte[] octets = PacketCodec.encode(quoted);
            int header = quoted.ipHeaderLength();
            ByteBuffer payload = ByteBuffer.wrap(octets, header, octets.length - header).slice();
            udp.report(endpoint, error, quoted, 0, payload);
        }
    }

    /** Whether this socket may have sent what an error quotes. */
    boolean isOurs(Packet quoted) {
        return true;
    }

    @Override
    public final boolean hasEnded() {
        return isReceiveShut;
    }

    @Override
    public final boolean receivesInTurn() {
        return true;
    }

    @Override
    public final int readiness() {
        int ready = WRITABLE;
        if (endpoint.hasError() || endpoint.hasQueuedErrors()) {
            ready |= Readiness.POLLERR;
            ready |= options().tellsErrors ? Readiness.POLLPRI : 0;
        }
        ready |= endpoint.hasData() ? READABLE : 0;
        ready |= isReceiveShut ? READABLE | Readiness.POLLRDHUP : 0;
        return isReceiveShut && isSendShut ? ready | Readiness.POLLHUP : ready;
    }

    @Override
    protected final void released(long nowNanos) {
        host().raw().remove(this);
        udp.close(endpoint);
    }
}
