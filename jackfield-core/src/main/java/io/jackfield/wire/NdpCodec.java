package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.wire.NdpMessage.NeighborAdvertisement;
import io.jackfield.wire.NdpMessage.NeighborSolicitation;
import io.jackfield.wire.NdpMessage.PrefixInformation;
import io.jackfield.wire.NdpMessage.RouterAdvertisement;
import io.jackfield.wire.NdpMessage.RouterSolicitation;

import org.jspecify.annotations.Nullable;

/**
 * Neighbor Discovery messages as ICMPv6 messages (RFC 4861 §4), with the checks of §6.1 and §7.1.
 */
public final class NdpCodec {
    public static final int ROUTER_SOLICITATION = 133;
    public static final int ROUTER_ADVERTISEMENT = 134;
    public static final int NEIGHBOR_SOLICITATION = 135;
    public static final int NEIGHBOR_ADVERTISEMENT = 136;

    /** The hop limit of every message: no router lets one through (RFC 4861 §3.1). */
    public static final int HOP_LIMIT = 255;

    private static final int ROUTER = 1 << 31;
    private static final int SOLICITED = 1 << 30;
    private static final int OVERRIDE = 1 << 29;
    private static final int MANAGED = 1 << 23;
    private static final int OTHER = 1 << 22;

    private NdpCodec() {}

    /** The message as a packet from {@code source} to {@code destination}. */
    public static IcmpMessage encode(NdpMessage message, IpAddress source, IpAddress destination) {
        int type;
        int rest = 0;
        byte[] body;
        switch (message) {
            case RouterSolicitation(long mac) -> {
                type = ROUTER_SOLICITATION;
                body = new byte[NdpOptions.macLength(mac)];
                NdpOptions.putMac(NdpOptions.SOURCE_MAC, mac, body, 0);
            }
            case RouterAdvertisement advertisement -> {
                type = ROUTER_ADVERTISEMENT;
                rest = rest(advertisement);
                body = body(advertisement);
            }
            case NeighborSolicitation(IpAddress target, long mac) -> {
                type = NEIGHBOR_SOLICITATION;
                body = body(target, NdpOptions.SOURCE_MAC, mac);
            }
            case NeighborAdvertisement a -> {
                type = NEIGHBOR_ADVERTISEMENT;
                rest |= a.router() ? ROUTER : 0;
                rest |= a.solicited() ? SOLICITED : 0;
                rest |= a.override() ? OVERRIDE : 0;
                body = body(a.target(), NdpOptions.TARGET_MAC, a.targetMac());
            }
        }
        IcmpMessage packet = new IcmpMessage(source, destination, type, 0, rest);
        packet.hopLimit(HOP_LIMIT);
        Slab slab = Slab.of(body);
        packet.append(slab, 0, body.length);
        slab.release();
        return packet;
    }

    private static byte[] body(IpAddress target, int option, long mac) {
        byte[] body = new byte[16 + NdpOptions.macLength(mac)];
        target.writeV6To(body, 0);
        NdpOptions.putMac(option, mac, body, 16);
        return body;
    }

    private static int rest(RouterAdvertisement a) {
        int flags = (a.managed() ? MANAGED : 0) | (a.otherConfiguration() ? OTHER : 0);
        return a.hopLimit() << 24 | flags | (a.lifetimeSeconds() & 0xffff);
    }

    private static byte[] body(RouterAdvertisement a) {
        int length = 8 + NdpOptions.macLength(a.sourceMac());
        int mtuLength = a.mtu() == 0 ? 0 : NdpOptions.MTU_LENGTH;
        int prefixLength = NdpOptions.PREFIX_LENGTH * a.prefixes().size();
        byte[] body = new byte[length + mtuLength + prefixLength];
        Octets.put32(body, 0, a.reachableMillis());
        Octets.put32(body, 4, a.retransMillis());
        NdpOptions.putMac(NdpOptions.SOURCE_MAC, a.sourceMac(), body, 8);
        if (a.mtu() != 0) {
            NdpOptions.putMtu(a.mtu(), body, length);
        }
        int at = length + mtuLength;
        for (PrefixInformation prefix : a.prefixes()) {
            NdpOptions.putPrefix(prefix, body, at);
            at += NdpOptions.PREFIX_LENGTH;
        }
        return body;
    }

    /** The message in the packet; null if it is none, or one that RFC 4861 says to discard. */
    public static @Nullable NdpMessage decode(IcmpMessage packet) {
        if (packet.isV4() || packet.hopLimit() != HOP_LIMIT || packet.code() != 0) {
            return null;
        }
        byte[] body = packet.payload();
        return switch (packet.type()) {
            case ROUTER_SOLICITATION -> routerSolicitation(packet, body);
            case ROUTER_ADVERTISEMENT -> routerAdvertisement(packet, body);
            case NEIGHBOR_SOLICITATION -> neighborSolicitation(packet, body);
            case NEIGHBOR_ADVERTISEMENT -> neighborAdvertisement(packet, body);
            default -> null;
        };
    }

    private static @Nullable NdpMessage routerSolicitation(IcmpMessage packet, byte[] body) {
        NdpOptions options = NdpOptions.read(body, 0);
        if (options == null || (packet.source().isAny() && options.hasSourceMac())) {
            return null;
        }
        return new RouterSolicitation(options.sourceMac());
    }

    private static @Nullable NdpMessage routerAdvertisement(IcmpMessage packet, byte[] body) {
        NdpOptions options = NdpOptions.read(body, 8);
        if (options == null || !packet.source().isLinkLocal()) {
            return null;
        }
        int rest = packet.rest();
        return new RouterAdvertisement(
                rest >>> 24,
                (rest & MANAGED) != 0,
                (rest & OTHER) != 0,
                rest & 0xffff,
                Octets.get32(body, 0),
                Octets.get32(body, 4),
                options.sourceMac(),
                options.mtu(),
                options.prefixes());
    }

    private static @Nullable NdpMessage neighborSolicitation(IcmpMessage packet, byte[] body) {
        NdpOptions options = NdpOptions.read(body, 16);
        if (options == null) {
            return null;
        }
        IpAddress target = IpAddress.v6At(body, 0);
        // RFC 4861 §7.1.1: a probe for duplicates goes to the solicited-node group, without
        // address.
        boolean probe = packet.source().isAny();
        boolean refused =
                probe && (options.hasSourceMac() || !isSolicitedNode(packet.destination()));
        return refused || target.isMulticast()
                ? null
                : new NeighborSolicitation(target, options.sourceMac());
    }

    private static boolean isSolicitedNode(IpAddress group) {
        return group.solicitedNode().is(group);
    }

    private static @Nullable NdpMessage neighborAdvertisement(IcmpMessage packet, byte[] body) {
        NdpOptions options = NdpOptions.read(body, 16);
        if (options == null) {
            return null;
        }
        IpAddress target = IpAddress.v6At(body, 0);
        boolean solicited = (packet.rest() & SOLICITED) != 0;
        // RFC 4861 §7.1.2: no one asked for what is told to a group.
        if (target.isMulticast() || (solicited && packet.destination().isMulticast())) {
            return null;
        }
        return new NeighborAdvertisement(
                target,
                (packet.rest() & ROUTER) != 0,
                solicited,
                (packet.rest() & OVERRIDE) != 0,
                options.targetMac());
    }
}
