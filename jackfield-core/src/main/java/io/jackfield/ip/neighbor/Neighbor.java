package io.jackfield.ip.neighbor;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;
import io.jackfield.time.Timer;

import org.jspecify.annotations.Nullable;

/** One entry of the cache; its timer is that of its state. */
public abstract class Neighbor extends Timer {
    final NetworkInterface nic;
    final IpAddress address;
    NeighborState state = NeighborState.FAILED;
    long mac = MacAddress.NONE;
    int probes;

    /** When it was last heard to work; at first so long ago that it proves nothing. */
    long confirmedNanos = -2 * NeighborCache.BASE_REACHABLE_NANOS;

    long usedNanos;
    long updatedNanos;
    long reachableNanos;

    private @Nullable Packet firstWaiting;
    private @Nullable Packet lastWaiting;
    private int waiting;

    Neighbor(NetworkInterface nic, IpAddress address) {
        this.nic = nic;
        this.address = address;
    }

    public NetworkInterface nic() {
        return nic;
    }

    public IpAddress address() {
        return address;
    }

    public NeighborState state() {
        return state;
    }

    /** {@link MacAddress#NONE} while it is not known. */
    public long mac() {
        return mac;
    }

    /** Packets that wait for the link-layer address. */
    public int waiting() {
        return waiting;
    }

    /** Queues a packet; answers the oldest if it had to make room. */
    @Nullable Packet await(Packet packet, int limit) {
        packet.next = null;
        if (lastWaiting == null) {
            firstWaiting = packet;
        } else {
            lastWaiting.next = packet;
        }
        lastWaiting = packet;
        waiting++;
        return waiting > limit ? takeWaiting() : null;
    }

    /** The oldest waiting packet, no longer queued; null if none waits. */
    @Nullable Packet takeWaiting() {
        Packet packet = firstWaiting;
        if (packet != null) {
            firstWaiting = packet.next;
            packet.next = null;
            waiting--;
            if (firstWaiting == null) {
                lastWaiting = null;
            }
        }
        return packet;
    }

    /** The packet that has waited longest, still queued. */
    @Nullable Packet oldestWaiting() {
        return firstWaiting;
    }

    /** As {@code ip neigh} prints it. */
    @Override
    public String toString() {
        return address
                + " dev "
                + nic.name()
                + (mac == MacAddress.NONE ? "" : " lladdr " + MacAddress.text(mac))
                + " "
                + state;
    }
}
