package io.jackfield.ip.route;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Settings;
import io.jackfield.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A host's routes of both families: the local table, which Linux asks first and which the addresses
 * of the interfaces fill, and the main table, in which the longest prefix wins.
 */
public final class RouteTable {
    private static final int CACHE_SLOTS = 256;
    private static final int FIRST_METRIC_V6 = 256;
    private static final Prefix LINK_LOCAL6 = Prefix.of("fe80::/64");
    private static final Prefix MULTICAST6 = Prefix.of("ff00::/8");
    private static final int FULL4 = 32;
    private static final int FULL6 = 128;

    private final PrefixTable local4 = new PrefixTable();
    private final PrefixTable local6 = new PrefixTable();
    private final PrefixTable main4 = new PrefixTable();
    private final PrefixTable main6 = new PrefixTable();
    private final List<NetworkInterface> interfaces = new ArrayList<>();
    private final @Nullable Route[] cache = new @Nullable Route[CACHE_SLOTS];
    private final PathMtus paths;
    private int generation;

    public RouteTable(Settings settings, TimerWheel timers) {
        paths = new PathMtus(settings, timers);
    }

    /** Every change of tables, addresses or interfaces; a route of an older one is not valid. */
    public int generation() {
        return generation;
    }

    PathMtus paths() {
        return paths;
    }

    /** Makes an interface known; its addresses are told one by one. */
    public void attach(NetworkInterface nic) {
        interfaces.add(nic);
        if (!nic.isLoopback()) {
            local6.add(automatic(RouteKind.MULTICAST, MULTICAST6, nic, null));
        }
        changed();
    }

    /** Forgets an interface and every route over it. */
    public void detach(NetworkInterface nic) {
        interfaces.remove(nic);
        for (PrefixTable table : List.of(local4, local6, main4, main6)) {
            table.entries(entry -> entry.nic() == nic).forEach(table::remove);
        }
        changed();
    }

    /** In the order in which they were attached. */
    public List<NetworkInterface> interfaces() {
        return List.copyOf(interfaces);
    }

    /** The interface of that index, or null. */
    public @Nullable NetworkInterface nic(int index) {
        for (int i = 0; i < interfaces.size(); i++) {
            if (interfaces.get(i).index() == index) {
                return interfaces.get(i);
            }
        }
        return null;
    }

    /** An interface went up or down, or has another MTU. */
    public void interfaceChanged() {
        changed();
    }

    /**
     * The interface has this address from now on: local table, directed broadcast, and the attached
     * network in the main table.
     */
    public void addressAdded(NetworkInterface nic, Prefix own) {
        boolean v4 = own.address().isV4();
        Prefix host = new Prefix(own.address(), v4 ? FULL4 : FULL6);
        local(v4).add(automatic(RouteKind.LOCAL, host, nic, own.address()));
        if (v4 && own.address().isLoopback()) {
            local4.add(automatic(RouteKind.LOCAL, own, nic, own.address()));
        }
        if (v4 && own.length() < 31) { // RFC 3021: a /31 has no broadcast address
            Prefix broadcast = new Prefix(own.broadcast(), FULL4);
            local4.add(automatic(RouteKind.BROADCAST, broadcast, nic, own.address()));
        }
        if (!own.address().isLoopback() && own.length() < host.length()) {
            IpAddress preferred = v4 ? own.address() : null;
            Prefix network = own.address().isLinkLocal() && !v4 ? LINK_LOCAL6 : own;
            main(v4).add(automatic(RouteKind.UNICAST, network, nic, preferred));
        }
        changed();
    }

    /** The reverse of {@link #addressAdded}: also takes routes that prefer the address. */
    public void addressRemoved(NetworkInterface nic, Prefix own) {
        boolean v4 = own.address().isV4();
        for (PrefixTable table : List.of(local(v4), main(v4))) {
            table.entries(
                            entry ->
                                    entry.nic() == nic
                                            && Objects.equals(entry.source(), own.address()))
                    .forEach(table::remove);
        }
        Prefix network = own.network();
        if (!v4) {
            main6.remove(automatic(RouteKind.UNICAST, network, nic, null));
        }
        changed();
    }

    /** Adds a route to the main table, as {@code ip route add}. */
    public void add(RouteEntry entry) {
        main(entry.prefix().address().isV4()).add(entry);
        changed();
    }

    /** Removes a route from the main table; answers whether it was there. */
    public boolean remove(RouteEntry entry) {
        boolean removed = main(entry.prefix().address().isV4()).remove(entry);
        changed();
        return removed;
    }

    /** The main table, IPv4 first. */
    public List<RouteEntry> entries() {
        List<RouteEntry> all = main4.entries(_ -> true);
        all.addAll(main6.entries(_ -> true));
        return all;
    }

    /** The local table, IPv4 first. */
    public List<RouteEntry> localEntries() {
        List<RouteEntry> all = local4.entries(_ -> true);
        all.addAll(local6.entries(_ -> true));
        return all;
    }

    /** What an address is to this host; null if it is somebody else's. */
    public @Nullable RouteEntry local(IpAddress address) {
        return local(address.isV4()).find(address, 0);
    }

    /**
     * The way to a destination.
     *
     * @param source the address to send from, or 0.0.0.0 or :: to have one selected
     * @param boundIndex the only interface to use, or 0
     * @return null if there is none: ENETUNREACH
     */
    public @Nullable Route find(IpAddress destination, IpAddress source, int boundIndex) {
        int slot = (destination.hashCode() * 31 + source.hashCode()) * 31 + boundIndex;
        slot = (slot ^ slot >>> 16) & CACHE_SLOTS - 1;
        Route cached = cache[slot];
        if (cached != null && cached.answers(destination, source, boundIndex) && cached.isValid()) {
            return cached;
        }
        Route found = look(destination, source, boundIndex);
        if (found != null) {
            found.answersFor(destination, source, boundIndex);
        }
        cache[slot] = found;
        return found;
    }

    private @Nullable Route look(IpAddress asked, IpAddress source, int boundIndex) {
        IpAddress destination = asked;
        if (asked.isAny()) { // Linux: "this host" as a destination is the loopback address
            destination = asked.isV4() ? IpAddress.LOOPBACK4 : IpAddress.LOOPBACK6;
        }
        int bound = source.isAny() || boundIndex != 0 ? boundIndex : senderOf(destination, source);
        RouteEntry entry = entry(destination, bound);
        if (entry == null) {
            return assumeOnLink(destination, source, bound);
        }
        NetworkInterface nic = entry.kind() == RouteKind.LOCAL ? loopback(entry) : entry.nic();
        return build(kind(entry, destination), destination, source, nic, entry);
    }

    /** A group or broadcast leaves through the interface that has the source address. */
    private int senderOf(IpAddress destination, IpAddress source) {
        if (!destination.isMulticast() && !destination.isLimitedBroadcast()) {
            return 0;
        }
        RouteEntry own = local(source);
        return own == null || own.kind() != RouteKind.LOCAL ? 0 : own.nic().index();
    }

    private @Nullable RouteEntry entry(IpAddress destination, int boundIndex) {
        boolean v4 = destination.isV4();
        RouteEntry own = local(v4).find(destination, boundIndex);
        return own != null ? own : main(v4).find(destination, boundIndex);
    }

    private static RouteKind kind(RouteEntry entry, IpAddress destination) {
        if (destination.isMulticast()) {
            return RouteKind.MULTICAST;
        }
        return destination.isLimitedBroadcast() ? RouteKind.BROADCAST : entry.kind();
    }

    /** Linux, IPv4: with an interface given and no route, the destination is on its link. */
    private @Nullable Route assumeOnLink(IpAddress destination, IpAddress source, int bound) {
        NetworkInterface nic = bound == 0 ? null : nic(bound);
        if (nic == null || !nic.isUp() || !destination.isV4()) {
            return null;
        }
        RouteEntry entry = RouteEntry.onLink(new Prefix(destination, FULL4), nic);
        return build(kind(entry, destination), destination, source, nic, entry);
    }

    private @Nullable Route build(
            RouteKind kind,
            IpAddress destination,
            IpAddress wanted,
            NetworkInterface nic,
            RouteEntry entry) {
        IpAddress gateway = kind == RouteKind.UNICAST ? entry.gateway() : null;
        IpAddress source = wanted;
        if (source.isAny()) {
            IpAddress nextHop = gateway != null ? gateway : destination;
            IpAddress selected =
                    entry.source() != null && usable(entry.source())
                            ? entry.source()
                            : SourceSelection.select(destination, nextHop, nic, interfaces);
            source = selected != null ? selected : wanted;
        }
        if (source.isAny() && kind != RouteKind.BROADCAST && kind != RouteKind.MULTICAST) {
            return null; // a host without an address of the family reaches nobody
        }
        return new Route(this, kind, destination, source, nic, gateway);
    }

    private boolean usable(IpAddress source) {
        RouteEntry own = local(source);
        return own != null && own.kind() == RouteKind.LOCAL;
    }

    private NetworkInterface loopback(RouteEntry own) {
        for (int i = 0; i < interfaces.size(); i++) {
            if (interfaces.get(i).isLoopback()) {
                return interfaces.get(i);
            }
        }
        return own.nic();
    }

    /**
     * Learns from an ICMP error that packets to the destination may have {@code mtu} octets;
     * answers whether that is less than before.
     */
    public boolean pathMtu(IpAddress destination, int mtu, long nowNanos) {
        IpAddress any = destination.isV4() ? IpAddress.ANY4 : IpAddress.ANY6;
        Route route = find(destination, any, 0);
        // A socket that is bound to an interface may reach what the tables do not.
        int current = route != null ? route.mtu() : paths.mtu(destination, Integer.MAX_VALUE);
        return paths.learn(destination, mtu, current, nowNanos);
    }

    /** Forgets every learned path MTU, as {@code ip route flush cache}. */
    public void forgetPathMtus() {
        paths.forgetAll();
    }

    private static RouteEntry automatic(
            RouteKind kind, Prefix prefix, NetworkInterface nic, @Nullable IpAddress source) {
        boolean v6Network = !prefix.address().isV4() && kind != RouteKind.LOCAL;
        return new RouteEntry(kind, prefix, nic, null, source, v6Network ? FIRST_METRIC_V6 : 0);
    }

    private PrefixTable local(boolean v4) {
        return v4 ? local4 : local6;
    }

    private PrefixTable main(boolean v4) {
        return v4 ? main4 : main6;
    }

    private void changed() {
        generation++;
    }
}
