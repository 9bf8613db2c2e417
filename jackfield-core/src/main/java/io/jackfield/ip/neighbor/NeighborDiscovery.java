package io.jackfield.ip.neighbor;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.packet.IcmpMessage;

import org.jspecify.annotations.Nullable;

/**
 * Neighbor solicitations and advertisements (RFC 4861 §7.2). Addresses are not tried for duplicates
 * before use (RFC 4862 §5.4); others' trials are answered.
 */
final class NeighborDiscovery implements Solicitor {
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int SOURCE_LINK_LAYER_ADDRESS = 1;
    private static final int TARGET_LINK_LAYER_ADDRESS = 2;
    private static final int SOLICITED = 0x4000_0000;
    private static final int OVERRIDE = 0x2000_0000;
    private static final int TARGET_LENGTH = 16;
    private static final int OPTION_LENGTH = 8;

    /** {@link #linkLayerAddress} of a message whose options contradict themselves. */
    private static final long MALFORMED = -1;

    /** RFC 4861 §7.1: whoever is a hop away cannot have sent it. */
    private static final int ON_LINK_HOP_LIMIT = 255;

    private final Surroundings surroundings;
    private final Counters counters;

    NeighborDiscovery(Surroundings surroundings, Counters counters) {
        this.surroundings = surroundings;
        this.counters = counters;
    }

    @Override
    public void solicit(
            NetworkInterface nic,
            IpAddress target,
            long mac,
            @Nullable IpAddress wanted,
            long nowNanos) {
        IpAddress source = surroundings.sourceFor(target, nic, wanted);
        if (source == null) {
            return; // an interface without an IPv6 address asks nobody
        }
        boolean everybody = mac == MacAddress.NONE;
        IpAddress destination = everybody ? target.solicitedNode() : target;
        counters.increment(Counter.ICMP6_OUT_NEIGHBOR_SOLICITS);
        transmit(
                message(source, destination, SOLICITATION, 0, target, nic.mac()),
                nic,
                everybody ? MacAddress.ofMulticast(destination) : mac,
                nowNanos);
    }

    /** A solicitation or advertisement; answers false if it is invalid (RFC 4861 §7.1). */
    boolean arrives(NeighborCache cache, IcmpMessage message, NetworkInterface in, long nowNanos) {
        if (message.hopLimit() != ON_LINK_HOP_LIMIT
                || message.code() != 0
                || message.payloadLength() < TARGET_LENGTH) {
            return false;
        }
        byte[] octets = message.payload();
        IpAddress target = IpAddress.v6At(octets, 0);
        if (target.isMulticast()) {
            return false;
        }
        if (message.type() == SOLICITATION) {
            return solicitation(cache, message, target, octets, in, nowNanos);
        }
        return advertisement(cache, message, target, octets, in, nowNanos);
    }

    private boolean solicitation(
            NeighborCache cache,
            IcmpMessage message,
            IpAddress target,
            byte[] octets,
            NetworkInterface in,
            long nowNanos) {
        long mac = linkLayerAddress(octets, SOURCE_LINK_LAYER_ADDRESS);
        IpAddress source = message.source();
        boolean trial = source.isAny();
        boolean trialIsValid =
                mac == MacAddress.NONE && message.destination().is(target.solicitedNode());
        if (mac == MALFORMED || (trial && !trialIsValid)) {
            return false;
        }
        if (!surroundings.isLocal(target, in)) {
            return true;
        }
        Neighbor neighbor =
                trial || mac == MacAddress.NONE ? null : cache.create(in, source, nowNanos);
        if (neighbor != null) {
            cache.learn(neighbor, mac, false, nowNanos);
        }
        advertise(cache, target, trial ? IpAddress.ALL_NODES6 : source, message, in, nowNanos);
        return true;
    }

    /** RFC 4861 §7.2.4. */
    private void advertise(
            NeighborCache cache,
            IpAddress target,
            IpAddress destination,
            IcmpMessage question,
            NetworkInterface in,
            long nowNanos) {
        int flags = destination.isMulticast() ? OVERRIDE : OVERRIDE | SOLICITED;
        IcmpMessage answer = message(target, destination, ADVERTISEMENT, flags, target, in.mac());
        Neighbor known = cache.find(in, destination);
        long mac =
                destination.isMulticast()
                        ? MacAddress.ofMulticast(destination)
                        : known != null && known.state.isValid() ? known.mac : question.sourceMac();
        counters.increment(Counter.ICMP6_OUT_NEIGHBOR_ADVERTISEMENTS);
        transmit(answer, in, mac, nowNanos);
    }

    /** RFC 4861 §7.2.5, in its order. */
    private boolean advertisement(
            NeighborCache cache,
            IcmpMessage message,
            IpAddress target,
            byte[] octets,
            NetworkInterface in,
            long nowNanos) {
        boolean solicited = (message.rest() & SOLICITED) != 0;
        boolean override = (message.rest() & OVERRIDE) != 0;
        long mac = linkLayerAddress(octets, TARGET_LINK_LAYER_ADDRESS);
        if (mac == MALFORMED || (solicited && message.destination().isMulticast())) {
            return false;
        }
        Neighbor neighbor = cache.find(in, target);
        if (neighbor == null || surroundings.isLocal(target, in)) {
            return true;
        }
        if (!neighbor.state.isValid()) {
            if (mac != MacAddress.NONE && neighbor.state == NeighborState.INCOMPLETE) {
                cache.learn(neighbor, mac, solicited, nowNanos);
            }
            return true;
        }
        boolean differs = mac != MacAddress.NONE && mac != neighbor.mac;
        if (differs && !override) {
            cache.doubt(neighbor, nowNanos);
        } else {
            cache.learn(neighbor, differs ? mac : neighbor.mac, solicited, nowNanos);
        }
        return true;
    }

    /** The address in the option of that type, NONE without it, MALFORMED for bad options. */
    private static long linkLayerAddress(byte[] octets, int wantedType) {
        long mac = MacAddress.NONE;
        int at = TARGET_LENGTH;
        while (at < octets.length) {
            int length = at + 1 < octets.length ? (octets[at + 1] & 0xff) * 8 : 0;
            if (length == 0 || length > octets.length - at) {
                return MALFORMED; // RFC 4861 §7.1.1: all options have a length that is not zero
            }
            if (octets[at] == wantedType && length == OPTION_LENGTH) {
                mac = MacAddress.at(octets, at + 2);
            }
            at += length;
        }
        return mac;
    }

    private static IcmpMessage message(
            IpAddress source,
            IpAddress destination,
            int type,
            int flags,
            IpAddress target,
            long mac) {
        IcmpMessage message = new IcmpMessage(source, destination, type, 0, flags);
        message.hopLimit(ON_LINK_HOP_LIMIT);
        byte[] octets = new byte[TARGET_LENGTH + OPTION_LENGTH];
        target.writeV6To(octets, 0);
        boolean question = type == SOLICITATION;
        octets[16] = (byte) (question ? SOURCE_LINK_LAYER_ADDRESS : TARGET_LINK_LAYER_ADDRESS);
        octets[17] = 1;
        MacAddress.write(mac, octets, 18);
        Slab slab = Slab.of(octets);
        message.append(slab, 0, octets.length);
        slab.release();
        return message;
    }

    private void transmit(IcmpMessage message, NetworkInterface nic, long mac, long nowNanos) {
        counters.increment(Counter.ICMP6_OUT_MSGS);
        message.frame(nic.mac(), mac);
        nic.transmit(message, nowNanos);
    }
}
