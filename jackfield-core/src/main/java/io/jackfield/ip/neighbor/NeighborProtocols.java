package io.jackfield.ip.neighbor;

import io.jackfield.entropy.HostEntropy;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.time.TimerWheel;

/** A host's neighbor cache with the two protocols that fill it. */
public final class NeighborProtocols {
    private final ArpProtocol arp;
    private final NeighborDiscovery discovery;
    private final NeighborCache cache;

    public NeighborProtocols(
            Settings settings,
            Counters counters,
            TimerWheel timers,
            HostEntropy entropy,
            Surroundings surroundings) {
        arp = new ArpProtocol(surroundings);
        discovery = new NeighborDiscovery(surroundings, counters);
        cache = new NeighborCache(settings, timers, entropy, surroundings, arp, discovery);
    }

    public NeighborCache cache() {
        return cache;
    }

    /** An ARP message arrived over a link. It stays the caller's. */
    public void arrives(ArpMessage message, NetworkInterface in, long nowNanos) {
        arp.arrives(cache, message, in, nowNanos);
    }

    /**
     * A neighbor solicitation or advertisement arrived; answers false if it is invalid. It stays
     * the caller's.
     */
    public boolean arrives(IcmpMessage message, NetworkInterface in, long nowNanos) {
        return discovery.arrives(cache, message, in, nowNanos);
    }
}
