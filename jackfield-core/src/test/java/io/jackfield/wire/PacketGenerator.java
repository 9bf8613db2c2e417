package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import java.util.List;

/** Packets of every kind and both families, with headers and payloads as chance has it. */
final class PacketGenerator {
    private static final List<Integer> LENGTHS =
            List.of(0, 0, 1, 2, 3, 7, 8, 63, 64, 65, 536, 1460);

    /** Numbers that no codec reads a header of, in either family. */
    private static final List<Integer> UNKNOWN_PROTOCOLS =
            List.of(2, 47, 50, 59, 89, 132, 253, 255);

    private final Draws draws;

    PacketGenerator(Draws draws) {
        this.draws = draws;
    }

    /** Any packet that has an IP header. */
    Packet ipPacket() {
        return switch (draws.below(6)) {
            case 0, 1 -> segment();
            case 2 -> datagram();
            case 3 -> icmp();
            case 4 -> fragment();
            default -> raw();
        };
    }

    Segment segment() {
        boolean v4 = draws.flip();
        Segment segment = new Segment(address(v4), port(), address(v4), port());
        segment.seq(draws.int32()).ack(draws.int32()).flags(draws.below(256));
        segment.window(draws.below(65536)).urgentPointer(draws.below(65536));
        options(segment);
        return filled(segment);
    }

    /** Any options that fit, in whatever company. */
    private void options(Segment segment) {
        if (draws.flip()) {
            segment.mss(draws.between(1, 65535));
        }
        if (draws.flip()) {
            segment.timestamps(draws.int32(), draws.int32());
        }
        segment.sackPermitted(draws.oneIn(3));
        if (draws.oneIn(3)) {
            segment.windowScale(draws.below(15));
        }
        int room = (40 - 4 - segment.optionsLength()) / 8;
        if (room > 0 && draws.oneIn(3)) {
            int[] edges = new int[2 * draws.between(1, Math.min(room, SackBlocks.MOST))];
            for (int i = 0; i < edges.length; i++) {
                edges[i] = draws.int32();
            }
            segment.sack(new SackBlocks(edges));
        }
    }

    Datagram datagram() {
        boolean v4 = draws.flip();
        Datagram datagram = new Datagram(address(v4), port(), address(v4), port());
        if (v4 && draws.oneIn(4)) {
            datagram.checksum(0);
        }
        return filled(datagram);
    }

    IcmpMessage icmp() {
        boolean v4 = draws.flip();
        int type = draws.below(256);
        int code = draws.below(256);
        return filled(new IcmpMessage(address(v4), address(v4), type, code, draws.int32()));
    }

    Fragment fragment() {
        boolean v4 = draws.flip();
        int offset = draws.below(8192) * 8;
        // An IPv4 packet with neither offset nor more fragments is whole.
        boolean more = draws.flip() || (v4 && offset == 0);
        return filled(new Fragment(address(v4), address(v4), draws.below(256), offset, more));
    }

    RawPacket raw() {
        boolean v4 = draws.flip();
        int protocol = draws.oneOf(UNKNOWN_PROTOCOLS);
        return filled(new RawPacket(address(v4), address(v4), protocol));
    }

    ArpMessage arp() {
        ArpMessage message =
                new ArpMessage(draws.between(1, 2), mac(), address(true), mac(), address(true));
        message.frame(mac(), mac());
        return message;
    }

    private <P extends Packet> P filled(P packet) {
        packet.frame(mac(), mac());
        packet.hopLimit(draws.below(256));
        packet.trafficClass(draws.below(256));
        if (packet.isV4()) {
            packet.identification(draws.below(65536));
            packet.dontFragment(draws.flip());
        } else {
            packet.flowLabel(draws.below(1 << 20));
            if (packet instanceof Fragment) {
                packet.identification(draws.int32());
            }
        }
        int slices = draws.below(4);
        for (int i = 0; i < slices; i++) {
            int length = draws.oneOf(LENGTHS);
            int offset = draws.below(20);
            Slab slab = Slab.of(draws.octets(offset + length));
            packet.append(slab, offset, length);
            slab.release();
        }
        return packet;
    }

    private int port() {
        return draws.oneIn(8) ? draws.oneOf(List.of(0, 1, 53, 80, 65535)) : draws.below(65536);
    }

    private long mac() {
        return draws.bits() & MacAddress.BROADCAST;
    }

    private IpAddress address(boolean v4) {
        if (v4) {
            return switch (draws.below(4)) {
                case 0 -> IpAddress.LOOPBACK4;
                case 1 -> IpAddress.v4(0x0a00_0000 | draws.below(4));
                case 2 -> IpAddress.BROADCAST4;
                default -> IpAddress.v4(draws.int32());
            };
        }
        return switch (draws.below(4)) {
            case 0 -> IpAddress.LOOPBACK6;
            case 1 -> IpAddress.v6(0xfd00L << 48, draws.below(4));
            case 2 -> IpAddress.ALL_NODES6;
            default -> IpAddress.v6(draws.bits(), draws.bits());
        };
    }
}
