package io.jackfield.icmp;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.Ip;
import io.jackfield.ip.TransportProtocol;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.posix.Errno;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/** ICMP and ICMPv6 of one host: answers echoes, tells and hears of errors. */
public final class Icmp implements TransportProtocol {
    /** What ping(8) sends behind the header. */
    public static final int USUAL_ECHO_DATA = 56;

    private static final int MOST_PINGS = 0x8000;

    private final Ip ip;
    private final Settings settings;
    private final IcmpCounters counters;
    private final PacketCodec codec = new PacketCodec();
    private final Map<Integer, Ping> pings = new LinkedHashMap<>();
    private int lastIdentifier;

    public Icmp(Ip ip, Settings settings, Counters counters) {
        this.ip = ip;
        this.settings = settings;
        this.counters = new IcmpCounters(counters);
        ip.register(IpProtocol.ICMP, this);
        ip.register(IpProtocol.ICMPV6, this);
        ip.reportTo(new ErrorSender(ip, settings, this.counters));
    }

    @Override
    public void arrives(Packet packet, NetworkInterface in, long nowNanos) {
        boolean v4 = packet.isV4();
        if (packet.protocol() != (v4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)) {
            counters.unknownProtocol(v4); // the other family's ICMP
            ip.report(Trouble.PROTOCOL_UNREACHABLE, packet, in, v4 ? 9 : 6, nowNanos);
        } else {
            counters.receivedAny(v4);
            if (packet instanceof IcmpMessage message && message.integrity() == Integrity.SOUND) {
                counters.received(v4, message.type());
                if (v4) {
                    arrivesV4(message, in, nowNanos);
                } else {
                    arrivesV6(message, in, nowNanos);
                }
            } else {
                countDamage(packet, v4);
            }
        }
        packet.release();
    }

    private void countDamage(Packet packet, boolean v4) {
        if (packet.integrity() == Integrity.BAD_CHECKSUM) {
            counters.receivedBadChecksum(v4);
        }
        counters.receivedBad(v4);
    }

    private void arrivesV4(IcmpMessage message, NetworkInterface in, long nowNanos) {
        switch (message.type()) {
            case IcmpType.ECHO -> {
                boolean toMany = isToMany(message);
                boolean ignored =
                        settings.isOn(Setting.ICMP_ECHO_IGNORE_ALL)
                                || (toMany && settings.isOn(Setting.ICMP_ECHO_IGNORE_BROADCASTS));
                if (!ignored) {
                    answer(message, IcmpType.ECHO_REPLY, in, nowNanos);
                }
            }
            case IcmpType.ECHO_REPLY -> answered(message, nowNanos);
            case IcmpType.DESTINATION_UNREACHABLE,
                    IcmpType.TIME_EXCEEDED,
                    IcmpType.PARAMETER_PROBLEM ->
                    errorArrives(message, nowNanos);
            default -> {} // RFC 1122 §3.2.2: unknown types are discarded silently
        }
    }

    private void arrivesV6(IcmpMessage message, NetworkInterface in, long nowNanos) {
        switch (message.type()) {
            case IcmpType.V6_ECHO -> answer(message, IcmpType.V6_ECHO_REPLY, in, nowNanos);
            case IcmpType.V6_ECHO_REPLY -> answered(message, nowNanos);
            case IcmpType.V6_NEIGHBOR_SOLICITATION, IcmpType.V6_NEIGHBOR_ADVERTISEMENT -> {
                if (!ip.neighborMessage(message, in, nowNanos)) {
                    counters.receivedBad(false);
                }
            }
            case IcmpType.V6_DESTINATION_UNREACHABLE,
                    IcmpType.V6_PACKET_TOO_BIG,
                    IcmpType.V6_TIME_EXCEEDED,
                    IcmpType.V6_PARAMETER_PROBLEM ->
                    errorArrives(message, nowNanos);
            default -> {} // RFC 4443 §2.4(b)
        }
    }

    private boolean isToMany(Packet packet) {
        RouteKind kind = ip.kind(packet.destination());
        return kind == RouteKind.MULTICAST
                || kind == RouteKind.BROADCAST
                || MacAddress.isGroup(packet.destinationMac());
    }

    /** RFC 1122 §3.2.2.6, RFC 4443 §4.2: the same data back, from the address that was asked. */
    private void answer(IcmpMessage echo, int type, NetworkInterface in, long nowNanos) {
        boolean v4 = echo.isV4();
        IpAddress any = v4 ? IpAddress.ANY4 : IpAddress.ANY6;
        IpAddress source = ip.isLocal(echo.destination()) ? echo.destination() : any;
        boolean onLink = echo.source().isLinkLocal() && !in.isLoopback();
        Route route = ip.route(echo.source(), source, onLink ? in.index() : 0);
        if (route == null) {
            counters.notSent(v4);
            return;
        }
        IcmpMessage reply = new IcmpMessage(route.source(), echo.source(), type, 0, echo.rest());
        reply.trafficClass(echo.trafficClass());
        reply.appendPayloadOf(echo, 0, echo.payloadLength());
        send(reply, route, nowNanos);
    }

    private int send(IcmpMessage message, Route route, long nowNanos) {
        boolean v4 = message.isV4();
        message.hopLimit(settings.get(v4 ? Setting.IP_DEFAULT_TTL : Setting.IPV6_HOP_LIMIT));
        counters.sent(v4, message.type());
        return ip.send(message, route, nowNanos);
    }

    private void errorArrives(IcmpMessage message, long nowNanos) {
        boolean v4 = message.isV4();
        IcmpError error = ErrorTable.read(message);
        if (error == null) {
            return;
        }
        boolean unwanted =
                v4
                        && error.kind() == IcmpError.Kind.PACKET_TOO_BIG
                        && settings.get(Setting.IP_NO_PMTU_DISC) != 0;
        Packet quoted = unwanted ? null : codec.decodeQuote(message);
        if (quoted == null) {
            if (!unwanted) {
                counters.receivedBad(v4);
            }
            return;
        }
        TransportProtocol protocol = ip.protocol(quoted.protocol());
        if (!mayConcernUs(quoted)) {
            counters.receivedBad(v4);
        } else {
            ip.rawError(error, quoted, nowNanos);
            if (protocol != null) {
                protocol.icmpError(error, quoted, nowNanos);
            }
        }
        quoted.release();
    }

    /** What this host sent, to one receiver, and far enough quoted to say which socket sent it. */
    private boolean mayConcernUs(Packet quoted) {
        RouteKind destination = ip.kind(quoted.destination());
        return !(quoted instanceof Fragment)
                && ip.isLocal(quoted.source())
                && destination != RouteKind.BROADCAST
                && (destination != RouteKind.MULTICAST || !quoted.isV4());
    }

    /** An error about an echo that this host sent. */
    @Override
    public void icmpError(IcmpError error, Packet quoted, long nowNanos) {
        if (error.kind() == IcmpError.Kind.PACKET_TOO_BIG) {
            ip.pathMtu(quoted.destination(), error.mtu(), nowNanos);
        }
        if (quoted instanceof IcmpMessage echo) {
            Ping ping = pings.get(echo.rest() >>> 16);
            if (ping != null && ping.destination().is(echo.destination())) {
                pings.remove(ping.identifier());
                ping.failed(error, nowNanos);
            }
        }
    }

    private void answered(IcmpMessage reply, long nowNanos) {
        Ping ping = pings.get(reply.rest() >>> 16);
        if (ping != null && isFrom(ping, reply.source())) {
            pings.remove(ping.identifier());
            ping.answered(reply.source(), reply.hopLimit(), nowNanos);
        }
    }

    private boolean isFrom(Ping ping, IpAddress source) {
        return ping.destination().is(source) || ip.kind(ping.destination()) != RouteKind.UNICAST;
    }

    /**
     * Sends one echo request with {@code octets} of data. The answer shows in the Ping.
     *
     * @param whenDone called under the host's lock when an answer or an error has come, or null
     */
    public Ping ping(
            IpAddress destination, int octets, @Nullable Runnable whenDone, long nowNanos) {
        boolean v4 = destination.isV4();
        int identifier = ++lastIdentifier & 0xffff;
        Route route = ip.route(destination, v4 ? IpAddress.ANY4 : IpAddress.ANY6, 0);
        if (route == null) {
            int result = Errno.ENETUNREACH.result();
            return new Ping(destination, identifier, nowNanos, result, whenDone);
        }
        IcmpMessage echo =
                new IcmpMessage(
                        route.source(),
                        route.destination(),
                        v4 ? IcmpType.ECHO : IcmpType.V6_ECHO,
                        0,
                        identifier << 16 | 1);
        Slab slab = Slab.of(pattern(octets));
        echo.append(slab, 0, octets);
        slab.release();
        int result = send(echo, route, nowNanos);
        Ping ping = new Ping(route.destination(), identifier, nowNanos, result, whenDone);
        if (result == 0) { // nothing arrives before this call has returned: links are drained later
            pings.put(identifier, ping);
            if (pings.size() > MOST_PINGS) {
                pings.remove(pings.keySet().iterator().next());
            }
        }
        return ping;
    }

    /** Nobody waits for the answer any longer. */
    public void forget(Ping ping) {
        pings.remove(ping.identifier(), ping);
    }

    private static byte[] pattern(int octets) {
        byte[] data = new byte[octets];
        for (int i = 0; i < octets; i++) {
            data[i] = (byte) i;
        }
        return data;
    }
}
