package io.jackfield.icmp;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.ip.ErrorReporter;
import io.jackfield.ip.Ip;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.MalformedPacket;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

/** Sends the errors that the rules allow, within the limits. */
final class ErrorSender implements ErrorReporter {
    /** RFC 1812 §4.3.2.5: precedence "internetwork control", the low delay bits kept. */
    private static final int INTERNETWORK_CONTROL = 0xc0;

    private static final int TYPE_OF_SERVICE = 0x1e;

    private final Ip ip;
    private final Settings settings;
    private final IcmpCounters counters;
    private final RateLimit limit;

    ErrorSender(Ip ip, Settings settings, IcmpCounters counters) {
        this.ip = ip;
        this.settings = settings;
        this.counters = counters;
        this.limit = new RateLimit(settings);
    }

    @Override
    public void report(
            Trouble trouble,
            Packet offending,
            @Nullable NetworkInterface in,
            int info,
            long nowNanos) {
        if (!mayBeAbout(trouble, offending, in)) {
            return;
        }
        boolean v4 = offending.isV4();
        int type = ErrorTable.type(trouble, v4);
        int code = ErrorTable.code(trouble, v4);
        Route route = routeBack(offending, in);
        if (route == null) {
            counters.notSent(v4);
            return;
        }
        boolean limited = isLimited(v4, type, code);
        boolean fromItself = in != null ? in.isLoopback() : route.isLocal();
        if (limited && !fromItself && !limit.allowsOneMore(nowNanos)) {
            counters.limitedGlobally(v4);
            return;
        }
        if (limited && !route.isLocal() && !limit.allows(route.destination(), nowNanos)) {
            counters.limitedForHost(v4);
            return;
        }
        int rest = ErrorTable.rest(trouble, v4, info);
        IcmpMessage error = new IcmpMessage(route.source(), offending.source(), type, code, rest);
        error.hopLimit(settings.get(v4 ? Setting.IP_DEFAULT_TTL : Setting.IPV6_HOP_LIMIT));
        if (v4) {
            error.trafficClass(offending.trafficClass() & TYPE_OF_SERVICE | INTERNETWORK_CONTROL);
        }
        quote(error, offending);
        counters.sent(v4, type);
        ip.send(error, route, nowNanos);
    }

    /** A super-segment never was one packet: the first that it stands for is quoted. */
    private static void quote(IcmpMessage error, Packet offending) {
        if (offending.isSuper()) {
            Packet first = offending.piece(0, offending.segmentSize());
            PacketCodec.quote(error, first);
            first.release();
        } else {
            PacketCodec.quote(error, offending);
        }
    }

    /** RFC 1812 §4.3.2.7, RFC 4443 §2.4(e): about what no error is sent. */
    private boolean mayBeAbout(Trouble trouble, Packet packet, @Nullable NetworkInterface in) {
        if (packet instanceof ArpMessage || packet instanceof MalformedPacket) {
            return false;
        }
        if (packet instanceof Fragment piece && piece.fragmentOffset() != 0) {
            return false;
        }
        boolean v4 = packet.isV4();
        RouteKind destination = ip.kind(packet.destination());
        boolean toMany =
                destination == RouteKind.MULTICAST
                        || destination == RouteKind.BROADCAST
                        || MacAddress.isGroup(packet.destinationMac());
        if (toMany && (v4 || trouble != Trouble.PACKET_TOO_BIG)) {
            return false; // path MTU discovery works for IPv6 groups too
        }
        IpAddress source = packet.source();
        boolean nobody =
                source.isAny()
                        || ip.kind(source) == RouteKind.MULTICAST
                        || ip.kind(source) == RouteKind.BROADCAST
                        || (source.isLoopback() && in != null && !in.isLoopback());
        return !nobody && !IcmpType.isError(packet);
    }

    /** From the address that the packet was sent to, if that is this host's. */
    private @Nullable Route routeBack(Packet offending, @Nullable NetworkInterface in) {
        IpAddress destination = offending.source();
        IpAddress any = destination.isV4() ? IpAddress.ANY4 : IpAddress.ANY6;
        IpAddress source = ip.isLocal(offending.destination()) ? offending.destination() : any;
        int bound =
                destination.isLinkLocal() && !ip.isLocal(destination) && in != null
                        ? in.index()
                        : 0;
        return ip.route(destination, source, bound);
    }

    /** Linux's icmp_ratemask, and net.ipv6.icmp.ratemask with its stock value. */
    private boolean isLimited(boolean v4, int type, int code) {
        if (!v4) {
            return type < IcmpType.V6_ECHO && type != IcmpType.V6_PACKET_TOO_BIG;
        }
        if (type == IcmpType.DESTINATION_UNREACHABLE && code == IcmpType.FRAGMENTATION_NEEDED) {
            return false;
        }
        return (settings.get(Setting.ICMP_RATEMASK) >>> type & 1) != 0;
    }
}
