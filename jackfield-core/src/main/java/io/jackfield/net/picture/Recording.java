package io.jackfield.net.picture;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.NetworkInterface;
import io.jackfield.link.Verdict;
import io.jackfield.net.Onlooker;
import io.jackfield.net.World;
import io.jackfield.net.picture.Entry.Reception;
import io.jackfield.observe.Observation;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketCodec;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What happens in a world, noted for pictures; without ARP and neighbour discovery. */
final class Recording implements Onlooker {
    /** So much is kept; the rest is only counted. */
    static final int BOUND = 200_000;

    /** ICMPv6: router solicitation to redirect (RFC 4861 §4). */
    private static final int NDP_FIRST = 133;

    private static final int NDP_LAST = 137;

    private final World world;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    Recording(World world) {
        this.world = world;
        world.watch(this);
    }

    /** The hosts of the world now. */
    List<Host> hosts() {
        return world.hosts();
    }

    long nowNanos() {
        return world.nowNanos();
    }

    /** What has been noted so far, in order. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** How much happened after the bound was reached. */
    int missed() {
        return Math.max(0, count.get() - BOUND);
    }

    @Override
    public void packet(Direction way, Packet packet, long nowNanos, Verdict verdict) {
        if (isNeighbourTalk(packet)) {
            return;
        }
        Identity identity = Identity.of(packet);
        switch (verdict) {
            case DELIVERED -> note(new Entry.Came(nowNanos, way, identity, reception(way, packet)));
            case CUT_OFF -> note(new Entry.CutOff(nowNanos, way, identity));
            case SENT,
                    DUPLICATED,
                    REORDERED,
                    CORRUPTED,
                    MARKED,
                    FORGED,
                    LOST,
                    OVER_LIMIT,
                    NO_CARRIER,
                    BLACKHOLED,
                    RULED_OUT,
                    TOO_BIG ->
                    note(
                            new Entry.Left(
                                    nowNanos,
                                    packet.dueNanos(),
                                    way,
                                    verdict,
                                    identity,
                                    copy(packet)));
        }
    }

    /** What was seen, which goes on and is changed: octets, read again. */
    private static Packet copy(Packet packet) {
        byte[] octets = PacketCodec.encode(packet);
        return new PacketCodec().decode(octets, 0, octets.length);
    }

    private static boolean isNeighbourTalk(Packet packet) {
        return packet instanceof ArpMessage
                || (packet instanceof IcmpMessage message
                        && !packet.isV4()
                        && message.type() >= NDP_FIRST
                        && message.type() <= NDP_LAST);
    }

    private static Reception reception(Direction way, Packet packet) {
        if (way.to() instanceof NetworkInterface nic) {
            if (!nic.isUp() || !nic.isPowered()) {
                return Reception.NO_POWER;
            }
            return nic.isForUs(packet) ? Reception.TAKEN : Reception.NOT_FOR_US;
        }
        return Reception.TAKEN;
    }

    @Override
    public void observed(Host host, Observation observation) {
        if (!(observation instanceof Observation.CongestionChanged) && !isLoopback(observation)) {
            note(new Entry.Observed(observation.nanos(), host, observation));
        }
    }

    private static boolean isLoopback(Observation observation) {
        return observation instanceof Observation.StateChanged changed
                && isLoopback(changed.remote().address());
    }

    private static boolean isLoopback(IpAddress address) {
        return address.isLoopback();
    }

    @Override
    public void happened(String what, long nanos) {
        note(new Entry.Said(nanos, what));
    }

    private void note(Entry entry) {
        if (count.incrementAndGet() <= BOUND) {
            entries.add(entry);
        }
    }
}
