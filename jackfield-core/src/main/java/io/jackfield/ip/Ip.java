package io.jackfield.ip;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.filter.ConnectionTracker;
import io.jackfield.ip.filter.Filter;
import io.jackfield.ip.filter.Hook;
import io.jackfield.ip.filter.Hooks;
import io.jackfield.ip.filter.Verdict;
import io.jackfield.ip.fragment.FragmentQueue;
import io.jackfield.ip.neighbor.NeighborCache;
import io.jackfield.ip.neighbor.NeighborProtocols;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.ip.route.RouteTable;
import io.jackfield.link.NetworkInterface;
import io.jackfield.link.PacketReceiver;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Observatory;
import io.jackfield.observe.Settings;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.time.TimerWheel;

import org.jspecify.annotations.Nullable;

/**
 * The internet layer of one host, both families in one code path; every call under the host's lock.
 *
 * <p>A packet that is handed in is the layer's from then on, whatever the answer.
 */
public final class Ip implements PacketReceiver {
    private static final int PROTOCOLS = 256;

    private final RouteTable routes;
    private final NeighborProtocols neighbors;
    private final FragmentQueue fragments;
    private final Groups groups = new Groups();
    private final Drops drops;
    private final IpInput input;
    private final IpOutput output;
    private final @Nullable TransportProtocol[] protocols =
            new @Nullable TransportProtocol[PROTOCOLS];

    private @Nullable Hooks hooks;
    private @Nullable RawDelivery rawDelivery;
    private @Nullable ErrorReporter reporter;
    private @Nullable NetworkInterface loopback;

    public Ip(Settings settings, Counters counters, TimerWheel timers, HostEntropy entropy) {
        drops = new Drops(counters);
        routes = new RouteTable(settings, timers);
        HostSurroundings surroundings = new HostSurroundings(this);
        neighbors = new NeighborProtocols(settings, counters, timers, entropy, surroundings);
        fragments = new FragmentQueue(settings, counters, timers, surroundings);
        output =
                new IpOutput(
                        this, counters, drops, neighbors.cache(), new Identifications(entropy));
        Forwarding forwarding = new Forwarding(this, output, settings, counters, drops);
        input =
                new IpInput(
                        this, settings, counters, drops, routes, neighbors, fragments, forwarding);
    }

    /** Names the receiver of a protocol number, of both families. */
    public void register(int protocol, TransportProtocol receiver) {
        protocols[protocol] = receiver;
    }

    /** Names who sends ICMP errors; without one nobody is told of anything. */
    public void reportTo(ErrorReporter icmp) {
        reporter = icmp;
    }

    /** Names who is told of every packet that is dropped here, under the counter that says why. */
    public void observeTo(Observatory listeners) {
        drops.observeTo(listeners);
    }

    /** Names who keeps raw sockets. */
    public void deliverRaw(@Nullable RawDelivery raw) {
        rawDelivery = raw;
    }

    /**
     * Takes an interface into use. The loopback interface gets 127.0.0.1/8 and ::1/128; any other
     * an IPv6 link-local address made from its MAC address (RFC 4291 appendix A).
     */
    public void attach(NetworkInterface nic) {
        routes.attach(nic);
        for (Prefix own : nic.addresses()) {
            routes.addressAdded(nic, own);
        }
        if (nic.isLoopback()) {
            loopback = nic;
            addAddress(nic, new Prefix(IpAddress.LOOPBACK4, 8));
            addAddress(nic, new Prefix(IpAddress.LOOPBACK6, 128));
        } else if (nic.mac() != MacAddress.NONE) {
            addAddress(nic, linkLocal(nic.mac()));
        }
    }

    /** Gives an interface up: its routes and neighbors are forgotten. */
    public void detach(NetworkInterface nic) {
        neighbors.cache().flush(nic);
        routes.detach(nic);
    }

    /** {@code ip address add}; the attached network becomes reachable. */
    public void addAddress(NetworkInterface nic, Prefix own) {
        if (!nic.addresses().contains(own)) {
            nic.add(own);
            routes.addressAdded(nic, own);
        }
    }

    /** {@code ip address del}. */
    public void removeAddress(NetworkInterface nic, Prefix own) {
        if (nic.remove(own)) {
            routes.addressRemoved(nic, own);
        }
    }

    /** The interface went up or down, or its MTU changed. */
    public void interfaceChanged(NetworkInterface nic) {
        if (!nic.isUp()) {
            neighbors.cache().flush(nic);
        }
        routes.interfaceChanged();
    }

    /**
     * The way to a destination, with the source address filled in: {@code source}, or the selected
     * one if that is 0.0.0.0 or ::.
     *
     * @param boundIndex the only interface to use, or 0
     * @return null: ENETUNREACH
     */
    public @Nullable Route route(IpAddress destination, IpAddress source, int boundIndex) {
        return routes.find(destination, source, boundIndex);
    }

    /**
     * Sends a packet as it is: with DF if it has {@link Packet#dontFragment()}, which for IPv6
     * means that this host does not fragment it either.
     *
     * @return 0, or −EMSGSIZE (does not fit and has DF), −ENETUNREACH, −EPERM (a filter), −ENOBUFS
     */
    public int send(Packet packet, Route route, long nowNanos) {
        PathMtuDiscovery discovery =
                packet.dontFragment() ? PathMtuDiscovery.DO : PathMtuDiscovery.DONT;
        return output.send(packet, route, discovery, true, nowNanos);
    }

    /**
     * Sends a packet with DF as a socket's path MTU discovery has it.
     *
     * @param loop whether a group that this host listens to hears it too (IP_MULTICAST_LOOP)
     */
    public int send(
            Packet packet, Route route, PathMtuDiscovery discovery, boolean loop, long nowNanos) {
        return output.send(packet, route, discovery, loop, nowNanos);
    }

    @Override
    public void receive(NetworkInterface in, Packet packet, long nowNanos) {
        input.receive(in, packet, nowNanos);
    }

    /** One of this host's own addresses, 127.0.0.0/8 among them. */
    public boolean isLocal(IpAddress address) {
        return kind(address) == RouteKind.LOCAL;
    }

    /** What an address is to this host; UNICAST for anybody else's. */
    public RouteKind kind(IpAddress address) {
        if (address.isMulticast()) {
            return RouteKind.MULTICAST;
        }
        if (address.isLimitedBroadcast()) {
            return RouteKind.BROADCAST;
        }
        RouteEntry own = routes.local(address);
        return own == null ? RouteKind.UNICAST : own.kind();
    }

    /**
     * A transport accepts the MTU that an ICMP error told it of; answers whether the path is
     * narrower than it was. Routes in use show it at once.
     */
    public boolean pathMtu(IpAddress destination, int mtu, long nowNanos) {
        return routes.pathMtu(destination, mtu, nowNanos);
    }

    /** A transport got an answer over this route: its next hop is there (RFC 4861 §7.3.1). */
    public void confirm(Route route, long nowNanos) {
        if (route.nic().needsNeighbor()) {
            neighbors.cache().confirm(route.nic(), route.nextHop(), nowNanos);
        }
    }

    /** Tells the sender of a packet why it did not get through; the packet stays the caller's. */
    public void report(
            Trouble trouble,
            Packet offending,
            @Nullable NetworkInterface in,
            int info,
            long nowNanos) {
        if (reporter != null) {
            reporter.report(trouble, offending, in, info, nowNanos);
        }
    }

    /** Tells raw sockets of an ICMP error about a packet of this host. */
    public void rawError(IcmpError error, Packet quoted, long nowNanos) {
        if (rawDelivery != null) {
            rawDelivery.error(error, quoted, nowNanos);
        }
    }

    public void addFilter(Hook hook, Filter filter) {
        hooks().add(hook, filter);
    }

    /** Takes a filter away; answers whether it was there. */
    public boolean removeFilter(Hook hook, Filter filter) {
        boolean removed = hooks != null && hooks.remove(hook, filter);
        forgetEmptyHooks();
        return removed;
    }

    /** Sets the connection tracker, or takes it away. */
    public void trackConnections(@Nullable ConnectionTracker tracker) {
        hooks().tracker(tracker);
        forgetEmptyHooks();
    }

    /** Takes over the filters of another; its connection tracker forgets what it knew. */
    public void filterAs(Ip other) {
        hooks = other.hooks;
        if (hooks != null) {
            hooks.restart(refusals());
        }
    }

    private Hooks.Refusals refusals() {
        return (so, packet, in, nowNanos) -> {
            drops.filtered(packet, nowNanos);
            if (so == Verdict.RESET && packet instanceof Segment segment) {
                reset(segment, nowNanos);
            } else if (so != Verdict.DROP) {
                report(Trouble.PORT_UNREACHABLE, packet, in, 0, nowNanos);
            }
        };
    }

    /** RFC 9293 §3.10.7.1, in the name of whom the segment was for. */
    private void reset(Segment segment, long nowNanos) {
        IpAddress sender = segment.source();
        IpAddress receiver = segment.destination();
        int senderPort = segment.sourcePort();
        int receiverPort = segment.destinationPort();
        Route route = route(sender, receiver, 0);
        if (segment.isRst() || route == null) {
            return;
        }
        Segment rst = new Segment(receiver, receiverPort, sender, senderPort);
        if (segment.has(Segment.ACK)) {
            rst.seq(segment.ack()).flags(Segment.RST);
        } else {
            rst.ack(segment.seq() + segment.len()).flags(Segment.RST | Segment.ACK);
        }
        send(rst, route, nowNanos);
    }

    private Hooks hooks() {
        if (hooks == null) {
            hooks = new Hooks(refusals());
        }
        return hooks;
    }

    private void forgetEmptyHooks() {
        if (hooks != null && hooks.isEmpty()) {
            hooks = null;
        }
    }

    public RouteTable routes() {
        return routes;
    }

    public NeighborCache neighbors() {
        return neighbors.cache();
    }

    public FragmentQueue fragments() {
        return fragments;
    }

    public Groups groups() {
        return groups;
    }

    /**
     * A neighbor solicitation or advertisement, which icmp hands down again; answers false if it is
     * invalid.
     */
    public boolean neighborMessage(IcmpMessage message, NetworkInterface in, long nowNanos) {
        return neighbors.arrives(message, in, nowNanos);
    }

    /** The receiver of a protocol number, or null: for ICMP errors that quote it. */
    public @Nullable TransportProtocol protocol(int number) {
        return number >= 0 && number < PROTOCOLS ? protocols[number] : null;
    }

    @Nullable Hooks hooksOrNull() {
        return hooks;
    }

    @Nullable RawDelivery rawDeliveryOrNull() {
        return rawDelivery;
    }

    @Nullable NetworkInterface loopback() {
        return loopback;
    }

    /** The interface that sent a copy which came back over the loopback interface. */
    NetworkInterface senderOfLooped(Packet packet, NetworkInterface otherwise) {
        for (NetworkInterface nic : routes.interfaces()) {
            if (nic.mac() == packet.sourceMac()) {
                return nic;
            }
        }
        return otherwise;
    }

    private static Prefix linkLocal(long mac) {
        long high = mac >>> 24 ^ 0x02_0000; // the universal/local bit is inverted
        long identifier = high << 40 | 0xff_fe00_0000L | (mac & 0xff_ffff);
        return new Prefix(IpAddress.v6(0xfe80_0000_0000_0000L, identifier), 64);
    }
}
