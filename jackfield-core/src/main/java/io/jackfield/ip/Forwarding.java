package io.jackfield.ip;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.filter.Hook;
import io.jackfield.ip.filter.Hooks;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Packet;

/** What a router does with a packet for somebody else (RFC 1812 §5.2, RFC 8200 §3). */
final class Forwarding {
    private final Ip ip;
    private final IpOutput output;
    private final Settings settings;
    private final Counters counters;
    private final Drops drops;

    Forwarding(Ip ip, IpOutput output, Settings settings, Counters counters, Drops drops) {
        this.ip = ip;
        this.output = output;
        this.settings = settings;
        this.counters = counters;
        this.drops = drops;
    }

    void forward(NetworkInterface in, Packet packet, long nowNanos) {
        boolean v4 = packet.isV4();
        if (!settings.isOn(v4 ? Setting.IP_FORWARD : Setting.IPV6_FORWARDING)) {
            drops.drop(packet, Counter.IP_IN_ADDR_ERRORS, Counter.IP6_IN_ADDR_ERRORS, nowNanos);
            return;
        }
        if (MacAddress.isGroup(packet.destinationMac()) || !mayLeaveItsLink(packet)) {
            drops.drop(packet, Counter.IP_IN_ADDR_ERRORS, Counter.IP6_IN_ADDR_ERRORS, nowNanos);
            return;
        }
        IpAddress any = v4 ? IpAddress.ANY4 : IpAddress.ANY6;
        Route route = ip.route(packet.destination(), any, 0);
        if (route == null || route.kind() != RouteKind.UNICAST) {
            ip.report(Trouble.NET_UNREACHABLE, packet, in, 0, nowNanos);
            drops.drop(packet, Counter.IP_IN_NO_ROUTES, Counter.IP6_IN_NO_ROUTES, nowNanos);
            return;
        }
        if (!v4 && packet.source().isLinkLocal()) { // RFC 4291 §2.5.6
            ip.report(Trouble.BEYOND_SCOPE, packet, in, 0, nowNanos);
            drops.drop(packet, Counter.IP_IN_ADDR_ERRORS, Counter.IP6_IN_ADDR_ERRORS, nowNanos);
            return;
        }
        if (packet.hopLimit() <= 1) {
            ip.report(Trouble.HOP_LIMIT_EXCEEDED, packet, in, 0, nowNanos);
            drops.drop(packet, Counter.IP_IN_HDR_ERRORS, Counter.IP6_IN_HDR_ERRORS, nowNanos);
            return;
        }
        pass(in, packet, route, nowNanos);
    }

    private void pass(NetworkInterface in, Packet sound, Route route, long nowNanos) {
        boolean v4 = sound.isV4();
        Packet packet = sound;
        Hooks hooks = ip.hooksOrNull();
        if (hooks != null) {
            packet = hooks.pass(Hook.FORWARD, sound, in, route.nic(), nowNanos);
            if (packet == null) {
                return;
            }
        }
        // Linux counts it as forwarded even if it then turns out to be too big.
        counters.increment(v4 ? Counter.IP_FORW_DATAGRAMS : Counter.IP6_OUT_FORW_DATAGRAMS);
        int mtu = route.nic().mtu(); // Linux: ip_forward_use_pmtu is off
        if (IpOutput.wireLength(packet) > mtu && (!v4 || packet.dontFragment())) {
            ip.report(Trouble.PACKET_TOO_BIG, packet, in, mtu, nowNanos);
            if (!v4) {
                counters.increment(Counter.IP6_IN_TOO_BIG_ERRORS);
            }
            drops.drop(packet, Counter.IP_FRAG_FAILS, Counter.IP6_FRAG_FAILS, nowNanos);
            return;
        }
        Packet changed = packet.copy();
        changed.hopLimit(packet.hopLimit() - 1);
        packet.release();
        output.leave(changed, route, in, mtu, nowNanos);
    }

    /** Addresses that mean something on one link or one host only, and groups, are not routed. */
    private static boolean mayLeaveItsLink(Packet packet) {
        IpAddress destination = packet.destination();
        if (destination.isMulticast() || packet.source().isAny()) {
            return false;
        }
        return packet.isV4() || !destination.isLinkLocal();
    }
}
