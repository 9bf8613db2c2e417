package io.jackfield.link;

import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.Packet;
import io.jackfield.wire.TransportChecksum;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A host's attachment to a link. Guarded by the host's lock, but for what says otherwise. */
public final class NetworkInterface implements End {
    private final String host;
    private final String name;
    private final int index;
    private final long mac;
    private final Inbox inbox;
    private final DrainList work;
    private final byte[] scratch = new byte[60];

    private int mtu;
    private boolean up = true;
    private boolean powered = true;
    private volatile List<Prefix> addresses = List.of(); // which routes are made from
    private @Nullable Link link;
    private @Nullable Direction out;
    private @Nullable Direction in;

    private long sentPackets;
    private long sentOctets;
    private long sendDrops;
    private long receivedPackets;
    private long receivedOctets;
    private long otherHostPackets;

    /**
     * @param host the host's name, for people
     * @param index the host's number for the interface, from 1
     * @param attachment the host
     * @param work where inboxes go that get packets while the host's lock is held
     */
    public NetworkInterface(
            String host,
            String name,
            int index,
            long mac,
            int mtu,
            Attachment attachment,
            DrainList work) {
        this.host = host;
        this.name = name;
        this.index = index;
        this.mac = mac;
        this.mtu = mtu;
        this.work = work;
        this.inbox = new Inbox(attachment, this);
    }

    public String name() {
        return name;
    }

    public int index() {
        return index;
    }

    /** The Ethernet address, see {@link MacAddress}. */
    public long mac() {
        return mac;
    }

    /** The longest packet, in octets from the IP header on. */
    public int mtu() {
        return mtu;
    }

    public void mtu(int octets) {
        if (octets < 68) {
            throw new IllegalArgumentException("an MTU is at least 68 octets (RFC 791 §3.2)");
        }
        mtu = octets;
    }

    /** Whether the host has it switched on (IFF_UP). */
    public boolean isUp() {
        return up;
    }

    public void up(boolean on) {
        up = on;
    }

    /** Whether the host has power: without, nothing leaves, and what comes is lost. */
    public void power(boolean on) {
        powered = on;
    }

    /** Whether its host has power. */
    public boolean isPowered() {
        return powered;
    }

    /** Whether the link is there and connected (IFF_RUNNING). */
    public boolean hasCarrier() {
        return link != null && link.isUp();
    }

    public boolean isLoopback() {
        return link instanceof Loopback;
    }

    /** Whether the next hop's Ethernet address must be known before a packet can be sent. */
    public boolean needsNeighbor() {
        return link != null && link.isEthernet();
    }

    public List<Prefix> addresses() {
        return addresses;
    }

    public void add(Prefix address) {
        List<Prefix> more = new ArrayList<>(addresses);
        more.remove(address);
        more.add(address);
        addresses = List.copyOf(more);
    }

    /** Takes an address away; false if the interface has not got it. */
    public boolean remove(Prefix address) {
        List<Prefix> fewer = new ArrayList<>(addresses);
        boolean found = fewer.remove(address);
        addresses = List.copyOf(fewer);
        return found;
    }

    /** The link, null before one is plugged in. */
    public @Nullable Link link() {
        return link;
    }

    /** The direction in which packets leave; null before a link is plugged in. */
    public @Nullable Direction out() {
        return out;
    }

    /** Takes over a packet and sends it. */
    public void transmit(Packet packet, long nowNanos) {
        if (out == null || !up || !powered) {
            sendDrops++;
            packet.release();
            return;
        }
        assert packet.isSuper() || packet.length() <= mtu || isLoopback()
                : packet.length() + " octets through " + label() + " with MTU " + mtu;
        sentPackets += packet.wirePackets();
        sentOctets += packet.length();
        out.transmit(packet, nowNanos, work);
    }

    /**
     * Gives the receiver every packet of the batch that has arrived and is for this host: the
     * host's part of {@link Attachment#deliver}.
     */
    public void deliver(PacketReceiver receiver, long nowNanos) {
        Direction way = Objects.requireNonNull(in);
        boolean verifies = way.checksums();
        Packet packet = inbox.next();
        while (packet != null) {
            way.delivered(packet, nowNanos);
            if (!up || !powered) {
                packet.release();
            } else if (isForUs(packet)) {
                receivedPackets += packet.wirePackets();
                receivedOctets += packet.length();
                if (verifies && !TransportChecksum.isValid(packet, scratch)) {
                    packet.integrity(Integrity.BAD_CHECKSUM);
                }
                receiver.receive(this, packet, nowNanos);
            } else {
                otherHostPackets++;
                packet.release();
            }
            packet = inbox.next();
        }
    }

    /**
     * Whether a packet is for this host: a switch also sends those of others here when it does not
     * know where they are.
     */
    public boolean isForUs(Packet packet) {
        long to = packet.destinationMac();
        return !needsNeighbor() || to == mac || MacAddress.isGroup(to);
    }

    /** Packets sent, super-segments counted as the packets they stand for. */
    public long sentPackets() {
        return sentPackets;
    }

    public long sentOctets() {
        return sentOctets;
    }

    /** Packets that could not be sent: no link, or switched off. */
    public long sendDrops() {
        return sendDrops;
    }

    public long receivedPackets() {
        return receivedPackets;
    }

    public long receivedOctets() {
        return receivedOctets;
    }

    /** Frames for other hosts, seen and discarded. */
    public long otherHostPackets() {
        return otherHostPackets;
    }

    /** May be asked from any thread. */
    @Override
    public String label() {
        return host + ":" + name;
    }

    /** May be asked from any thread. */
    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public boolean isBridge() {
        return false;
    }

    @Override
    public void plug(Link plugged, Direction leaving, Direction coming) {
        if (link != null) {
            throw new IllegalStateException(label() + " is plugged into " + link);
        }
        link = plugged;
        out = leaving;
        in = coming;
    }

    @Override
    public String toString() {
        return label();
    }
}
