package io.jackfield.sweep;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.wire.PacketCodec;
import io.jackfield.wire.ReferenceChecksum;

import java.util.Arrays;
import java.util.List;

/** Packets at a host as somebody would send them who means it harm and hears what it answers. */
final class Assailant {
    private static final int[] DISTANCES = {
        0, 0, 0, 1, -1, 2, 99, -100, 1448, 65_535, 65_536, -65_536, 1 << 20, 1 << 30, 1 << 31
    };
    private static final int[] LENGTHS = {0, 0, 0, 1, 7, 8, 100, 536, 1200};
    private static final int MOST_OCTETS = 1500;

    private final Draws draws;
    private final Knowledge knowledge;
    private final List<IpAddress> victims;
    private final List<IpAddress> neighbors;
    private final int[] ports;
    private final PacketCodec codec = new PacketCodec();
    private int fragmentId;

    /**
     * @param victims the addresses of the host, IPv4 first
     * @param neighbors addresses that the host has connections with
     * @param ports where somebody listens
     */
    Assailant(
            Draws draws,
            Knowledge knowledge,
            List<IpAddress> victims,
            List<IpAddress> neighbors,
            int... ports) {
        this.draws = draws;
        this.knowledge = knowledge;
        this.victims = victims;
        this.neighbors = neighbors;
        this.ports = ports;
    }

    /** The next packet, read from its octets as a wire would give them. */
    Packet next() {
        byte[] octets;
        int kind = draws.below(16);
        if (kind == 0 && !knowledge.packets().isEmpty()) {
            octets = knowledge.packets().get(draws.below(knowledge.packets().size())).clone();
        } else if (kind == 1) {
            octets = new byte[draws.below(200)];
            fill(octets, octets.length);
        } else {
            Packet packet = packet(kind);
            octets = PacketCodec.encode(packet);
            packet.release();
        }
        if (draws.oneIn(4)) {
            octets = mutated(octets);
        }
        if (!draws.oneIn(10)) {
            ReferenceChecksum.mend(octets, 0, octets.length);
        }
        return codec.decode(octets, 0, octets.length);
    }

    private Packet packet(int kind) {
        boolean v4 = draws.oneIn(2);
        return switch (kind) {
            case 2 -> loaded(new Datagram(source(v4), draws.below(65_536), target(v4), port()));
            case 3, 4 -> draws.oneIn(2) ? half(v4) : fragment(v4);
            case 5 -> icmpError(v4);
            case 6 -> icmp(v4);
            case 7 -> loaded(new RawPacket(source(v4), target(v4), draws.below(256)));
            case 8, 9, 10 -> stray(v4);
            default -> near(v4);
        };
    }

    private IpAddress target(boolean v4) {
        if (draws.oneIn(20)) {
            return v4
                    ? draws.oneOf(IpAddress.BROADCAST4, IpAddress.of("224.0.0.1"), IpAddress.ANY4)
                    : draws.oneOf(IpAddress.ALL_NODES6, IpAddress.LOOPBACK6, IpAddress.ANY6);
        }
        return victims.get(v4 ? 0 : 1);
    }

    private IpAddress source(boolean v4) {
        return switch (draws.below(8)) {
            case 0 -> v4 ? IpAddress.v4((int) draws.bits()) : IpAddress.v6(draws.bits(), 7);
            case 1 -> target(v4);
            case 2 -> v4 ? IpAddress.v4(10 << 24 | 1 << 8 | draws.below(256)) : neighbors.get(1);
            default -> neighbors.get(v4 ? 0 : 1);
        };
    }

    private int port() {
        return draws.oneIn(6) ? draws.below(65_536) : ports[draws.below(ports.length)];
    }

    /** A segment near the windows of a connection that was overheard. */
    private Packet near(boolean v4) {
        if (knowledge.segments().isEmpty()) {
            return stray(v4);
        }
        Knowledge.Heard heard = knowledge.segments().get(draws.below(knowledge.segments().size()));
        Segment segment =
                new Segment(heard.peer(), heard.peerPort(), heard.host(), heard.hostPort());
        segment.seq(heard.ack() + distance()).ack(heard.seq() + distance());
        segment.flags(draws.oneIn(3) ? draws.below(256) : Segment.ACK | (draws.below(16) & ~6));
        if (heard.ack() == 0 && !draws.oneIn(4)) {
            segment.flags(draws.oneOf(Segment.SYN, Segment.SYN | Segment.ACK));
        }
        segment.window(draws.oneIn(2) ? 512 : draws.below(65_536));
        segment.urgentPointer(draws.below(3) * draws.below(65_536));
        if (heard.hasTimestamps() && !draws.oneIn(4)) {
            segment.timestamps(heard.tsEcr() + distance(), heard.tsVal() + distance());
        }
        if (draws.oneIn(4)) {
            int left = heard.seq() + distance();
            segment.sack(new SackBlocks(left, left + distance()));
        }
        return loaded(segment);
    }

    private int distance() {
        return draws.oneIn(20)
                ? (int) draws.bits()
                : DISTANCES[draws.below(draws.oneIn(2) ? 3 : DISTANCES.length)];
    }

    /** A segment of no known connection: mostly SYNs, with all their options. */
    private Packet stray(boolean v4) {
        Segment segment = new Segment(source(v4), draws.below(65_536), target(v4), port());
        segment.seq((int) draws.bits()).ack((int) draws.bits());
        segment.flags(draws.oneIn(3) ? draws.below(256) : Segment.SYN);
        segment.window(draws.below(65_536));
        segment.mss(draws.oneIn(2) ? 1460 : draws.below(65_536));
        segment.sackPermitted(draws.oneIn(2));
        if (draws.oneIn(2)) {
            segment.windowScale(draws.below(128));
        }
        if (draws.oneIn(2)) {
            segment.timestamps((int) draws.bits(), draws.oneIn(2) ? 0 : (int) draws.bits());
        }
        return draws.oneIn(8) ? loaded(segment) : segment;
    }

    /** Pieces of few datagrams: they overlap, repeat, lack, and end beyond the end. */
    private Packet fragment(boolean v4) {
        int offset = draws.below(draws.oneIn(4) ? 8192 : 200) * 8;
        boolean more = !draws.oneIn(4) || (v4 && offset == 0);
        int protocol = draws.oneIn(4) ? 6 : 17;
        IpAddress from = neighbors.get(v4 ? 0 : 1);
        Fragment fragment = new Fragment(from, target(v4), protocol, offset, more);
        fragmentId += draws.oneIn(8) ? 1 : 0;
        fragment.identification(1 + (fragmentId & 0xffff));
        return loaded(fragment);
    }

    /** One of two pieces that fit together. */
    private Packet half(boolean v4) {
        boolean first = draws.oneIn(2);
        int family = v4 ? 0 : 1;
        Fragment fragment =
                new Fragment(neighbors.get(family), victims.get(family), 17, first ? 0 : 8, first);
        fragment.identification(1 + (fragmentId & 0xffff));
        Slab slab = Slab.of(new byte[] {1, 0, 1, 0, 0, 16, 0, 0});
        fragment.append(slab, 0, slab.capacity());
        slab.release();
        return fragment;
    }

    private Packet icmp(boolean v4) {
        int type = draws.oneIn(2) ? (v4 ? 8 : 128) : draws.below(256);
        int code = draws.oneIn(2) ? 0 : draws.below(20);
        IcmpMessage message =
                new IcmpMessage(source(v4), target(v4), type, code, (int) draws.bits());
        message.hopLimit(draws.oneIn(2) ? 255 : 64);
        return loaded(message);
    }

    /** About a packet that the host has sent, or so it says. */
    private Packet icmpError(boolean v4) {
        int type = v4 ? draws.oneOf(3, 11, 12, 4, 5) : draws.oneOf(1, 2, 3, 4);
        int rest = draws.oneIn(2) ? draws.below(2000) : (int) draws.bits();
        IcmpMessage error = new IcmpMessage(source(v4), target(v4), type, draws.below(16), rest);
        if (!knowledge.packets().isEmpty()) {
            byte[] quoted = knowledge.packets().get(draws.below(knowledge.packets().size()));
            Slab slab = Slab.of(draws.oneIn(4) ? mutated(quoted.clone()) : quoted);
            error.append(slab, 0, slab.capacity());
            slab.release();
        }
        return error;
    }

    private <P extends Packet> P loaded(P packet) {
        byte[] data = new byte[LENGTHS[draws.below(LENGTHS.length)]];
        if (data.length > 0) {
            fill(data, Math.min(40, data.length));
            Slab slab = Slab.of(data);
            packet.append(slab, 0, data.length);
            slab.release();
        }
        return packet;
    }

    private void fill(byte[] octets, int to) {
        for (int i = 0; i < to; i += 8) {
            long bits = draws.bits();
            for (int j = i; j < Math.min(i + 8, to); j++) {
                octets[j] = (byte) (bits >>> 8 * (j - i));
            }
        }
    }

    private byte[] mutated(byte[] octets) {
        byte[] mutated = octets;
        for (int n = draws.below(4); n > 0 && mutated.length > 0; n--) {
            int at = draws.below(draws.oneIn(2) ? Math.min(80, mutated.length) : mutated.length);
            switch (draws.below(4)) {
                case 0 -> mutated = Arrays.copyOf(mutated, at);
                case 1 ->
                        mutated =
                                Arrays.copyOf(mutated, Math.min(MOST_OCTETS, mutated.length + at));
                case 2 -> mutated[at] = (byte) draws.bits();
                default -> mutated[at] ^= (byte) (1 << draws.below(8));
            }
        }
        return mutated;
    }
}
