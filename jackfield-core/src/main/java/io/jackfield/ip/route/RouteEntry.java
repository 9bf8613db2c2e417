package io.jackfield.ip.route;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.link.NetworkInterface;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * One line of a routing table. Among entries of one prefix the lowest metric wins, then the oldest.
 *
 * @param gateway the next hop, or null if the network is on the link
 * @param source the preferred source address, or null to select one
 */
public record RouteEntry(
        RouteKind kind,
        Prefix prefix,
        NetworkInterface nic,
        @Nullable IpAddress gateway,
        @Nullable IpAddress source,
        int metric) {

    public RouteEntry {
        prefix = prefix.network();
        Objects.requireNonNull(nic);
        if (gateway != null && gateway.isV4() != prefix.address().isV4()) {
            throw new IllegalArgumentException("gateway " + gateway + " for " + prefix);
        }
    }

    /** A network that is on the link itself. */
    public static RouteEntry onLink(Prefix prefix, NetworkInterface nic) {
        return new RouteEntry(RouteKind.UNICAST, prefix, nic, null, null, 0);
    }

    /** A network behind a gateway. */
    public static RouteEntry via(Prefix prefix, IpAddress gateway, NetworkInterface nic) {
        return new RouteEntry(RouteKind.UNICAST, prefix, nic, gateway, null, 0);
    }

    /** Whether the entry may carry a packet now, restricted to one interface unless 0. */
    boolean serves(int boundIndex) {
        return nic.isUp() && (boundIndex == 0 || nic.index() == boundIndex);
    }

    /** As {@code ip route} prints it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (kind != RouteKind.UNICAST) {
            text.append(kind.name().toLowerCase(java.util.Locale.ROOT)).append(' ');
        }
        text.append(destinationText());
        if (gateway != null) {
            text.append(" via ").append(gateway);
        }
        text.append(" dev ").append(nic.name());
        if (source != null) {
            text.append(" src ").append(source);
        }
        return metric == 0 ? text.toString() : text.append(" metric ").append(metric).toString();
    }

    private String destinationText() {
        if (prefix.length() == 0) {
            return "default";
        }
        boolean host = prefix.length() == (prefix.address().isV4() ? 32 : 128);
        return host ? prefix.address().toString() : prefix.toString();
    }
}
