package io.jackfield.ip.neighbor;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Packet;
import io.jackfield.posix.Errno;
import io.jackfield.time.Deadline;
import io.jackfield.time.TimerWheel;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The neighbors of a host on its shared links, of both families, with the states of RFC 4861 §7.3.2
 * and Linux's timers.
 */
public final class NeighborCache {
    private static final long SECOND = 1_000_000_000L;

    /** base_reachable_time; each confirmation lasts half to one and a half of it. */
    static final long BASE_REACHABLE_NANOS = 30 * SECOND;

    /** delay_first_probe_time. */
    static final long DELAY_FIRST_PROBE_NANOS = 5 * SECOND;

    /** retrans_time. */
    static final long RETRANS_NANOS = SECOND;

    /** mcast_solicit and ucast_solicit. */
    static final int MAX_PROBES = 3;

    /** locktime: a younger answer of IPv4 is not overridden by another. */
    static final long LOCK_NANOS = SECOND;

    private final Settings settings;
    private final TimerWheel timers;
    private final HostEntropy entropy;
    private final Surroundings surroundings;
    private final List<@Nullable Map<IpAddress, Neighbor>> byNic = new ArrayList<>();
    private final Solicitor arp;
    private final Solicitor discovery;
    private int size;

    NeighborCache(
            Settings settings,
            TimerWheel timers,
            HostEntropy entropy,
            Surroundings surroundings,
            Solicitor arp,
            Solicitor discovery) {
        this.settings = settings;
        this.timers = timers;
        this.entropy = entropy;
        this.surroundings = surroundings;
        this.arp = arp;
        this.discovery = discovery;
    }

    /** What is known now of an address on an interface's link; null if nothing is. */
    public @Nullable Neighbor find(NetworkInterface nic, IpAddress address, long nowNanos) {
        Neighbor neighbor = find(nic, address);
        if (neighbor != null) {
            age(neighbor, nowNanos);
        }
        return neighbor;
    }

    @Nullable Neighbor find(NetworkInterface nic, IpAddress address) {
        Map<IpAddress, Neighbor> map = nic.index() < byNic.size() ? byNic.get(nic.index()) : null;
        return map == null ? null : map.get(address);
    }

    /** All entries as they are now, by interface, then in the order in which they were made. */
    public List<Neighbor> entries(long nowNanos) {
        List<Neighbor> all = entries();
        all.forEach(neighbor -> age(neighbor, nowNanos));
        return all;
    }

    private List<Neighbor> entries() {
        List<Neighbor> all = new ArrayList<>();
        for (Map<IpAddress, Neighbor> map : byNic) {
            if (map != null) {
                all.addAll(map.values());
            }
        }
        return all;
    }

    /**
     * Sends a packet to a neighbor, now or when its link-layer address is known.
     *
     * @return 0, or −ENOBUFS if the table is full of neighbors in use
     */
    public int output(NetworkInterface nic, IpAddress nextHop, Packet packet, long nowNanos) {
        Neighbor neighbor = find(nic, nextHop);
        if (neighbor == null) {
            neighbor = create(nic, nextHop, nowNanos);
            if (neighbor == null) {
                packet.release();
                return Errno.ENOBUFS.result();
            }
        }
        age(neighbor, nowNanos);
        neighbor.usedNanos = nowNanos;
        switch (neighbor.state) {
            case REACHABLE, DELAY, PROBE, PERMANENT -> transmit(neighbor, packet, nowNanos);
            case STALE -> {
                become(neighbor, NeighborState.DELAY, nowNanos, DELAY_FIRST_PROBE_NANOS);
                transmit(neighbor, packet, nowNanos);
            }
            case INCOMPLETE -> await(neighbor, packet);
            case FAILED -> {
                await(neighbor, packet);
                neighbor.probes = 0;
                become(neighbor, NeighborState.INCOMPLETE, nowNanos, RETRANS_NANOS);
                ask(neighbor, MacAddress.NONE, nowNanos);
            }
        }
        return 0;
    }

    /** An upper layer made progress with the neighbor's help (RFC 4861 §7.3.1). */
    public void confirm(NetworkInterface nic, IpAddress nextHop, long nowNanos) {
        Neighbor neighbor = find(nic, nextHop);
        if (neighbor != null && neighbor.state.isValid()) {
            neighbor.confirmedNanos = nowNanos;
        }
    }

    /** Sets an entry by hand, as {@code ip neigh replace … nud permanent}. */
    public void setPermanent(NetworkInterface nic, IpAddress address, long mac, long nowNanos) {
        Neighbor neighbor = find(nic, address);
        if (neighbor == null) {
            neighbor = add(nic, address);
        }
        neighbor.mac = mac;
        become(neighbor, NeighborState.PERMANENT, nowNanos, Deadline.NEVER);
        sendWaiting(neighbor, nowNanos);
    }

    /** Forgets every neighbor on the interface's link; what waits for one is dropped. */
    public void flush(NetworkInterface nic) {
        for (Neighbor neighbor : entries()) {
            if (neighbor.nic == nic) {
                remove(neighbor);
            }
        }
    }

    /** The neighbor, made if need be; null if the table is full. */
    @Nullable Neighbor create(NetworkInterface nic, IpAddress address, long nowNanos) {
        Neighbor known = find(nic, address);
        if (known != null) {
            return known;
        }
        if (size >= settings.get(Setting.NEIGH_GC_THRESH3) && !makeRoom(nowNanos)) {
            return null;
        }
        return add(nic, address);
    }

    /** The neighbor told its address, or something it sent did: RFC 4861 §7.2.3, RFC 826. */
    void learn(Neighbor neighbor, long mac, boolean solicited, long nowNanos) {
        if (neighbor.state == NeighborState.PERMANENT) {
            return;
        }
        boolean changed = neighbor.mac != mac;
        boolean wasValid = neighbor.state.isValid();
        neighbor.mac = mac;
        neighbor.updatedNanos = changed ? nowNanos : neighbor.updatedNanos;
        if (solicited) {
            reached(neighbor, nowNanos);
        } else if (changed || !wasValid) {
            become(neighbor, NeighborState.STALE, nowNanos, Deadline.NEVER);
        }
        if (!wasValid) {
            sendWaiting(neighbor, nowNanos);
        }
    }

    /** RFC 4861 §7.2.5: an answer that may not override puts the known address in doubt. */
    void doubt(Neighbor neighbor, long nowNanos) {
        if (neighbor.state == NeighborState.REACHABLE) {
            become(neighbor, NeighborState.STALE, nowNanos, Deadline.NEVER);
        }
    }

    void reached(Neighbor neighbor, long nowNanos) {
        neighbor.confirmedNanos = nowNanos;
        long half = BASE_REACHABLE_NANOS / 2;
        neighbor.reachableNanos =
                half + entropy.below(Purpose.NEIGHBOR, (int) (BASE_REACHABLE_NANOS / 1000)) * 1000L;
        become(neighbor, NeighborState.REACHABLE, nowNanos, Deadline.NEVER);
    }

    private Neighbor add(NetworkInterface nic, IpAddress address) {
        while (byNic.size() <= nic.index()) {
            byNic.add(null);
        }
        Map<IpAddress, Neighbor> map = byNic.get(nic.index());
        if (map == null) {
            map = new LinkedHashMap<>();
            byNic.set(nic.index(), map);
        }
        Neighbor neighbor =
                new Neighbor(nic, address) {
                    @Override
                    protected void fire(long nowNanos) {
                        expire(this, nowNanos);
                    }
                };
        map.put(address, neighbor);
        size++;
        return neighbor;
    }

    private void remove(Neighbor neighbor) {
        timers.cancel(neighbor);
        for (Packet p = neighbor.takeWaiting(); p != null; p = neighbor.takeWaiting()) {
            p.release();
        }
        Map<IpAddress, Neighbor> map = byNic.get(neighbor.nic.index());
        if (map != null && map.remove(neighbor.address) != null) {
            size--;
        }
    }

    /** Removes the entry that is idle and was used least lately; answers whether there was one. */
    private boolean makeRoom(long nowNanos) {
        Neighbor oldest = null;
        for (Neighbor neighbor : entries(nowNanos)) {
            boolean idle =
                    neighbor.state == NeighborState.STALE || neighbor.state == NeighborState.FAILED;
            if (idle && (oldest == null || neighbor.usedNanos < oldest.usedNanos)) {
                oldest = neighbor;
            }
        }
        if (oldest != null) {
            remove(oldest);
        }
        return oldest != null;
    }

    /**
     * A confirmation that has run out leaves the neighbor stale. Linux has a timer for that; here
     * it shows when somebody looks, so that a world in which nothing else happens comes to rest.
     */
    private void age(Neighbor neighbor, long nowNanos) {
        if (neighbor.state == NeighborState.REACHABLE
                && nowNanos - neighbor.confirmedNanos >= neighbor.reachableNanos) {
            become(neighbor, NeighborState.STALE, nowNanos, Deadline.NEVER);
        }
    }

    private void become(Neighbor neighbor, NeighborState state, long nowNanos, long afterNanos) {
        neighbor.state = state;
        timers.arm(neighbor, Deadline.after(nowNanos, afterNanos));
    }

    private void await(Neighbor neighbor, Packet packet) {
        Packet dropped = neighbor.await(packet, settings.get(Setting.NEIGH_UNRES_QLEN));
        if (dropped != null) {
            dropped.release();
        }
    }

    private void transmit(Neighbor neighbor, Packet packet, long nowNanos) {
        packet.frame(neighbor.nic.mac(), neighbor.mac);
        neighbor.nic.transmit(packet, nowNanos);
    }

    private void sendWaiting(Neighbor neighbor, long nowNanos) {
        for (Packet p = neighbor.takeWaiting(); p != null; p = neighbor.takeWaiting()) {
            transmit(neighbor, p, nowNanos);
        }
    }

    private void ask(Neighbor neighbor, long mac, long nowNanos) {
        neighbor.probes++;
        Packet waiting = neighbor.oldestWaiting();
        (neighbor.address.isV4() ? arp : discovery)
                .solicit(
                        neighbor.nic,
                        neighbor.address,
                        mac,
                        waiting == null ? null : waiting.source(),
                        nowNanos);
    }

    private void expire(Neighbor neighbor, long nowNanos) {
        switch (neighbor.state) {
            case INCOMPLETE -> {
                if (neighbor.probes >= MAX_PROBES) {
                    fail(neighbor, nowNanos);
                } else {
                    become(neighbor, NeighborState.INCOMPLETE, nowNanos, RETRANS_NANOS);
                    ask(neighbor, MacAddress.NONE, nowNanos);
                }
            }
            case DELAY -> {
                if (nowNanos - neighbor.confirmedNanos <= DELAY_FIRST_PROBE_NANOS) {
                    reached(neighbor, neighbor.confirmedNanos);
                } else {
                    neighbor.probes = 0;
                    probe(neighbor, nowNanos);
                }
            }
            case PROBE -> {
                if (neighbor.probes >= MAX_PROBES) {
                    fail(neighbor, nowNanos);
                } else {
                    probe(neighbor, nowNanos);
                }
            }
            case REACHABLE, STALE, FAILED, PERMANENT -> {}
        }
    }

    private void probe(Neighbor neighbor, long nowNanos) {
        become(neighbor, NeighborState.PROBE, nowNanos, RETRANS_NANOS);
        ask(neighbor, neighbor.mac, nowNanos);
    }

    private void fail(Neighbor neighbor, long nowNanos) {
        become(neighbor, NeighborState.FAILED, nowNanos, Deadline.NEVER);
        neighbor.mac = MacAddress.NONE;
        for (Packet p = neighbor.takeWaiting(); p != null; p = neighbor.takeWaiting()) {
            surroundings.unreachable(p, neighbor.nic, nowNanos);
            p.release();
        }
    }
}
