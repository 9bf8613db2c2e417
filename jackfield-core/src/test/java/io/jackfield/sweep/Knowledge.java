package io.jackfield.sweep;

import io.jackfield.address.IpAddress;
import io.jackfield.link.Direction;
import io.jackfield.link.Verdict;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.wire.PacketCodec;

import java.util.ArrayList;
import java.util.List;

/** What an attacker on the path has overheard: the latest packets of a host. */
final class Knowledge {
    private static final int KEPT = 256;
    private static final int MOST_QUOTED = 400;

    /** One segment of the host: who it is to, and which numbers are near its windows. */
    record Heard(
            IpAddress host,
            int hostPort,
            IpAddress peer,
            int peerPort,
            int seq,
            int ack,
            boolean hasTimestamps,
            int tsVal,
            int tsEcr) {}

    private final List<Heard> segments = new ArrayList<>();

    /** Packets as octets, to be quoted by ICMP errors or mutated. */
    private final List<byte[]> packets = new ArrayList<>();

    private int heard;

    /** Listens to what leaves on a way. */
    Knowledge(Direction way) {
        way.add((_, packet, _, verdict) -> hear(packet, verdict));
    }

    private void hear(Packet packet, Verdict verdict) {
        if (verdict == Verdict.DELIVERED) {
            return;
        }
        heard++;
        if (packet instanceof Segment seg && !seg.isRst()) {
            keep(segments, heard(seg));
        }
        if (packet.length() < MOST_QUOTED) {
            keep(packets, PacketCodec.encode(packet));
        }
    }

    private static Heard heard(Segment seg) {
        return new Heard(
                seg.source(),
                seg.sourcePort(),
                seg.destination(),
                seg.destinationPort(),
                seg.seq() + seg.len(),
                seg.ack(),
                seg.hasTimestamps(),
                seg.tsVal(),
                seg.tsEcr());
    }

    private <T> void keep(List<T> list, T latest) {
        if (list.size() < KEPT) {
            list.add(latest);
        } else {
            list.set(heard % KEPT, latest);
        }
    }

    List<Heard> segments() {
        return segments;
    }

    List<byte[]> packets() {
        return packets;
    }

    int heard() {
        return heard;
    }
}
