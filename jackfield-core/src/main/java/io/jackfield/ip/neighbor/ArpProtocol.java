package io.jackfield.ip.neighbor;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.ArpMessage;

import org.jspecify.annotations.Nullable;

/** Address resolution for IPv4 (RFC 826). Asks and answers; it announces nothing by itself. */
final class ArpProtocol implements Solicitor {
    private final Surroundings surroundings;

    ArpProtocol(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void solicit(
            NetworkInterface nic,
            IpAddress target,
            long mac,
            @Nullable IpAddress wanted,
            long nowNanos) {
        IpAddress source = surroundings.sourceFor(target, nic, wanted);
        IpAddress sender = source == null ? IpAddress.ANY4 : source;
        ArpMessage request = new ArpMessage(ArpMessage.REQUEST, nic.mac(), sender, mac, target);
        request.frame(nic.mac(), mac == MacAddress.NONE ? MacAddress.BROADCAST : mac);
        nic.transmit(request, nowNanos);
    }

    /** RFC 826 "Packet Reception", with Linux's choice of which senders become entries. */
    void arrives(NeighborCache cache, ArpMessage message, NetworkInterface in, long nowNanos) {
        IpAddress sender = message.source();
        IpAddress target = message.destination();
        if (!sender.isV4() || sender.isMulticast() || target.isMulticast() || target.isLoopback()) {
            return;
        }
        boolean forUs = surroundings.isLocal(target, in);
        boolean request = message.operation() == ArpMessage.REQUEST;
        if (!sender.isAny() && !surroundings.isLocal(sender, in)) {
            Neighbor neighbor =
                    request && forUs ? cache.create(in, sender, nowNanos) : cache.find(in, sender);
            if (neighbor != null && mayOverride(neighbor, message, nowNanos)) {
                boolean solicited = !request && message.destinationMac() == in.mac();
                cache.learn(neighbor, message.senderMac(), solicited, nowNanos);
            }
        }
        if (request && forUs) {
            answer(message, in, nowNanos);
        }
    }

    /** RFC 826: "swap hardware and protocol fields". */
    private static void answer(ArpMessage request, NetworkInterface in, long nowNanos) {
        IpAddress own = request.destination();
        IpAddress asker = request.source();
        long askerMac = request.senderMac();
        ArpMessage reply = new ArpMessage(ArpMessage.REPLY, in.mac(), own, askerMac, asker);
        reply.frame(in.mac(), askerMac);
        in.transmit(reply, nowNanos);
    }

    /** Linux's locktime: of several answers the first counts. */
    private static boolean mayOverride(Neighbor neighbor, ArpMessage message, long nowNanos) {
        return !neighbor.state.isValid()
                || neighbor.mac == message.senderMac()
                || nowNanos > neighbor.updatedNanos + NeighborCache.LOCK_NANOS;
    }
}
