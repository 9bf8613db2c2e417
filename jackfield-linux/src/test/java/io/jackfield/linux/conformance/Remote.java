package io.jackfield.linux.conformance;

import io.jackfield.buffer.Slab;
import io.jackfield.linux.conformance.Wire.Arrival;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * A TCP end at the far end of the {@link Wire} that sends what it is told and nothing else. Its
 * sequence numbers are said counted from its own initial one, those that it acknowledges from the
 * kernel's, once a SYN has told it.
 */
final class Remote {
    /** How long is waited for what is not to come, or comes at once. */
    static final long SHORTLY = 60;

    private static final int ISS = 1_000_000;

    final int port;
    private final Wire wire;
    private final boolean v4;
    private final int kernelPort;

    /** The kernel's initial sequence number. */
    int irs;

    private boolean hasTimestamps;
    private int tsVal;
    private int tsEcr;

    /** The last that it has seen; what an ICMP error quotes. */
    private @Nullable Segment last;

    private Remote(Wire wire, boolean v4, int port, int kernelPort) {
        this.wire = wire;
        this.v4 = v4;
        this.port = port;
        this.kernelPort = kernelPort;
    }

    static Remote of(Calls c, int port, int kernelPort) {
        return new Remote(c.site.wire(c.os), c.isV4, port, kernelPort);
    }

    /** An end that the kernel connects to: it learns the kernel's port from its SYN. */
    static Remote called(Calls c, int port) {
        Wire wire = c.site.wire(c.os);
        Arrival syn =
                wire.take(
                        packet ->
                                packet instanceof Segment segment
                                        && segment.isSyn()
                                        && segment.destinationPort() == port,
                        SHORTLY);
        if (syn == null) {
            throw new AssertionError("no SYN for port " + port);
        }
        Segment segment = (Segment) syn.packet();
        Remote remote = new Remote(wire, c.isV4, port, segment.sourcePort());
        remote.note(segment);
        return remote;
    }

    /** Sends timestamps from now on, the first with this value. */
    Remote withTimestamps(int value) {
        hasTimestamps = true;
        tsVal = value;
        return this;
    }

    /** A segment to the kernel, by relative numbers, not sent yet. */
    Segment segment(int flags, int seq, int ack) {
        Segment segment = new Segment(Wire.far(v4), port, Wire.own(v4), kernelPort);
        segment.flags(flags).seq(ISS + seq).window(65_535);
        if ((flags & Segment.ACK) != 0) {
            segment.ack(irs + ack);
        }
        if (segment.has(Segment.SYN)) {
            segment.mss(1460);
        }
        if (hasTimestamps) {
            segment.timestamps(tsVal++, tsEcr);
        }
        return segment;
    }

    Remote sends(int flags, int seq, int ack) {
        wire.send(segment(flags, seq, ack));
        return this;
    }

    Remote sends(int flags, int seq, int ack, String data) {
        Segment segment = segment(flags | Segment.PSH, seq, ack);
        append(segment, data.getBytes(StandardCharsets.US_ASCII));
        wire.send(segment);
        return this;
    }

    void sends(Segment segment) {
        wire.send(segment);
    }

    private static void append(Packet packet, byte[] octets) {
        Slab slab = Slab.of(octets);
        packet.append(slab, 0, octets.length);
        slab.release();
    }

    Remote syn() {
        return sends(Segment.SYN, 0, 0);
    }

    /** The third segment of a handshake. */
    Remote ack() {
        return sends(Segment.ACK, 1, 1);
    }

    /** SYN, its answer, ACK. */
    Remote connects() {
        syn();
        String answer = next();
        if (!answer.startsWith("SYN|ACK")) {
            throw new AssertionError("a SYN was answered with " + answer);
        }
        return ack();
    }

    /** What comes next for this end; - if nothing comes shortly. */
    String next() {
        return next(SHORTLY);
    }

    /** The same within so many milliseconds. */
    String next(long millis) {
        Arrival arrival = arrival(millis);
        return arrival == null ? "-" : text((Segment) arrival.packet());
    }

    /** What comes next within that time, and when. */
    @Nullable Arrival arrival(long millis) {
        Arrival arrival = wire.take(this::isMine, millis);
        if (arrival != null) {
            note((Segment) arrival.packet());
        }
        return arrival;
    }

    /** How much data the next segments carry. */
    String sizes(int segments) {
        StringJoiner sizes = new StringJoiner(" ");
        for (int i = 0; i < segments; i++) {
            Arrival arrival = arrival(SHORTLY);
            sizes.add(arrival == null ? "-" : "" + arrival.packet().payloadLength());
        }
        return sizes.toString();
    }

    private boolean isMine(Packet packet) {
        return packet instanceof Segment segment
                && segment.destinationPort() == port
                && segment.sourcePort() == kernelPort;
    }

    private void note(Segment segment) {
        last = segment;
        if (segment.has(Segment.SYN)) {
            irs = segment.seq();
        }
        if (segment.hasTimestamps()) {
            tsEcr = segment.tsVal();
        }
    }

    String flags(Arrival arrival) {
        return flags((Segment) arrival.packet());
    }

    private static String flags(Segment segment) {
        StringJoiner flags = new StringJoiner("|");
        flag(flags, segment, Segment.SYN, "SYN");
        flag(flags, segment, Segment.FIN, "FIN");
        flag(flags, segment, Segment.RST, "RST");
        flag(flags, segment, Segment.ACK, "ACK");
        return flags.toString();
    }

    /** Flags, and the numbers that count. */
    private String text(Segment segment) {
        StringBuilder text = new StringBuilder(flags(segment));
        text.append(" seq ").append(segment.seq() - irs);
        if (segment.has(Segment.ACK)) {
            text.append(" ack ").append(segment.ack() - ISS);
        }
        if (segment.payloadLength() > 0) {
            text.append(" '")
                    .append(new String(segment.payload(), StandardCharsets.US_ASCII))
                    .append('\'');
        }
        return text.toString();
    }

    private static void flag(StringJoiner names, Segment segment, int bit, String name) {
        if (segment.has(bit)) {
            names.add(name);
        }
    }

    /** Sends an ICMP error about the last segment that came, as a router on the way would. */
    void complains(int type, int code, int rest) {
        Segment about = last;
        if (about == null) {
            throw new AssertionError("nothing has come that could be complained about");
        }
        IcmpMessage error = new IcmpMessage(Wire.far(v4), Wire.own(v4), type, code, rest);
        PacketCodec.quote(error, about);
        wire.send(error);
    }
}
