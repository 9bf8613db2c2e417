package io.jackfield.ip;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.fragment.FragmentQueue;
import io.jackfield.ip.neighbor.Surroundings;
import io.jackfield.ip.route.Route;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/** What the neighbor protocols and the fragment queue ask of the host and tell it. */
final class HostSurroundings implements Surroundings, FragmentQueue.Troubles {
    private final Ip ip;

    HostSurroundings(Ip ip) {
        this.ip = ip;
    }

    /** Linux's arp_ignore 0 for IPv4: whatever interface has it; RFC 4861 §7.2.3 for IPv6. */
    @Override
    public boolean isLocal(IpAddress address, NetworkInterface nic) {
        return address.isV4() ? ip.isLocal(address) : has(nic, address);
    }

    @Override
    public @Nullable IpAddress sourceFor(
            IpAddress target, NetworkInterface nic, @Nullable IpAddress wanted) {
        if (wanted != null && (target.isV4() ? ip.isLocal(wanted) : has(nic, wanted))) {
            return wanted;
        }
        IpAddress any = target.isV4() ? IpAddress.ANY4 : IpAddress.ANY6;
        Route route = ip.route(target, any, nic.index());
        return route == null || route.source().isAny() ? null : route.source();
    }

    @Override
    public void unreachable(Packet packet, NetworkInterface nic, long nowNanos) {
        ip.report(Trouble.HOST_UNREACHABLE, packet, null, 0, nowNanos);
    }

    @Override
    public void expired(Fragment head, NetworkInterface in, long nowNanos) {
        ip.report(Trouble.REASSEMBLY_TIME_EXCEEDED, head, in, 0, nowNanos);
    }

    @Override
    public void malformed(Fragment fragment, NetworkInterface in, int pointer, long nowNanos) {
        ip.report(Trouble.PARAMETER_PROBLEM, fragment, in, pointer, nowNanos);
    }

    @Override
    public void beheaded(Fragment head, NetworkInterface in, long nowNanos) {
        ip.report(Trouble.INCOMPLETE_HEADER_CHAIN, head, in, 0, nowNanos);
    }

    private static boolean has(NetworkInterface nic, IpAddress address) {
        for (Prefix own : nic.addresses()) {
            if (own.address().is(address)) {
                return true;
            }
        }
        return false;
    }
}
