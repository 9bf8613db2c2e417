package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.NetworkInterface;
import io.jackfield.link.Tap;
import io.jackfield.link.Verdict;
import io.jackfield.packet.Packet;
import io.jackfield.wire.CaptureDirection;
import io.jackfield.wire.EthernetCodec;
import io.jackfield.wire.LinkType;
import io.jackfield.wire.PacketCodec;
import io.jackfield.wire.PacketText;
import io.jackfield.wire.PcapngWriter;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Packets as they were seen at interfaces, with what befell those that did not get through. A
 * packet is noted and copied where it goes by; it is written later, when the capture is flushed or
 * closed.
 */
public final class Capture implements AutoCloseable {
    private final LinkType linkType;
    private final List<Direction> tapped = new ArrayList<>();
    private final List<Tap> taps = new ArrayList<>();
    private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final List<Seen> written = new ArrayList<>();
    private final @Nullable ByteArrayOutputStream memory;
    private final PcapngWriter writer;
    private boolean isClosed;

    /** One packet at one interface. */
    private static final class Seen {
        private final int place;
        private final Direction way;
        private final long nanos;
        private final byte[] octets;
        private final Verdict verdict;

        Seen(int place, Direction way, long nanos, byte[] octets, Verdict verdict) {
            this.place = place;
            this.way = way;
            this.nanos = nanos;
            this.octets = octets;
            this.verdict = verdict;
        }

        CaptureDirection direction() {
            return verdict == Verdict.DELIVERED
                    ? CaptureDirection.INBOUND
                    : CaptureDirection.OUTBOUND;
        }

        @Nullable String comment() {
            return switch (verdict) {
                case SENT, DELIVERED -> null;
                case DUPLICATED, REORDERED, CORRUPTED, MARKED, FORGED -> word();
                case LOST, OVER_LIMIT, NO_CARRIER, CUT_OFF, BLACKHOLED, RULED_OUT, TOO_BIG ->
                        "dropped: " + word();
            };
        }

        private String word() {
            return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    Capture(@Nullable OutputStream to, LinkType linkType) {
        this.linkType = linkType;
        if (to == null) {
            memory = new ByteArrayOutputStream();
            writer = new PcapngWriter(memory, linkType);
        } else {
            memory = null;
            writer = new PcapngWriter(to, linkType);
        }
    }

    /** Names the hosts, so that Wireshark can. */
    void name(List<Host> hosts) {
        try {
            for (Host host : hosts) {
                for (var address : host.addresses()) {
                    writer.nameHost(address, host.name());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes each packet of the direction once, where it is sent. */
    void sendingEnd(Direction way) {
        int place = place(way.from().label());
        tap(
                way,
                (direction, packet, nowNanos, verdict) -> {
                    if (isSent(verdict)) {
                        note(place, direction, packet, nowNanos, verdict);
                    }
                });
    }

    /** Notes what an interface sends and what it receives. */
    void bothWays(NetworkInterface nic, Direction out, Direction in) {
        int place = place(nic.label());
        tap(
                out,
                (direction, packet, nowNanos, verdict) -> {
                    if (isSent(verdict)) {
                        note(place, direction, packet, nowNanos, verdict);
                    }
                });
        tap(
                in,
                (direction, packet, nowNanos, verdict) -> {
                    if (verdict == Verdict.DELIVERED) {
                        note(place, direction, packet, nowNanos, verdict);
                    }
                });
    }

    /** A packet is told once where it is sent, and again where it is cut off or delivered. */
    private static boolean isSent(Verdict verdict) {
        return verdict != Verdict.DELIVERED && verdict != Verdict.CUT_OFF;
    }

    private int place(String label) {
        try {
            return writer.addInterface(label, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tap(Direction way, Tap tap) {
        tapped.add(way);
        taps.add(tap);
        way.add(tap);
    }

    private void note(int place, Direction way, Packet packet, long nowNanos, Verdict verdict) {
        byte[] octets =
                linkType == LinkType.ETHERNET
                        ? EthernetCodec.encode(packet)
                        : PacketCodec.encode(packet);
        seen.add(new Seen(place, way, nowNanos, octets, verdict));
    }

    /** Writes what has been seen so far. */
    public void flush() {
        writing.lock();
        try {
            for (Seen next = seen.poll(); next != null; next = seen.poll()) {
                byte[] octets = next.octets;
                writer.packet(
                        next.place,
                        next.nanos,
                        octets,
                        0,
                        octets.length,
                        next.direction(),
                        next.comment());
                if (memory != null) {
                    written.add(next);
                }
            }
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * One line for each packet so far, of a capture in memory: time, way, packet, what befell it.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Seen each : seenSoFar()) {
            lines.add(line(each, decoded(each.octets)));
        }
        return lines;
    }

    /** The packets so far, those that were lost too, of a capture in memory. */
    public List<PacketView> packets() {
        List<PacketView> packets = new ArrayList<>();
        for (Seen each : seenSoFar()) {
            Packet packet = decoded(each.octets);
            if (packet != null) {
                packets.add(new PacketView(packet));
            }
        }
        return packets;
    }

    private List<Seen> seenSoFar() {
        requireMemory();
        flush();
        return written;
    }

    private @Nullable Packet decoded(byte[] octets) {
        return linkType == LinkType.ETHERNET
                ? new EthernetCodec().decode(octets, 0, octets.length)
                : new PacketCodec().decode(octets, 0, octets.length);
    }

    private static String line(Seen seen, @Nullable Packet packet) {
        String comment = seen.comment();
        return String.format(
                Locale.ROOT,
                "%d.%09d %s %s%s",
                seen.nanos / 1_000_000_000,
                seen.nanos % 1_000_000_000,
                seen.way,
                packet == null ? "a frame of another kind" : PacketText.of(packet),
                comment == null ? "" : "  [" + comment + "]");
    }

    private ByteArrayOutputStream requireMemory() {
        if (memory == null) {
            throw new IllegalStateException("this capture is written to a file");
        }
        return memory;
    }

    /** The octets of the file so far, of a capture in memory. */
    public byte[] octets() {
        flush();
        return requireMemory().toByteArray();
    }

    boolean isClosed() {
        return isClosed;
    }

    /** Ends the capture. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        for (int i = 0; i < taps.size(); i++) {
            tapped.get(i).remove(taps.get(i));
        }
        taps.clear();
        tapped.clear();
        flush();
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
