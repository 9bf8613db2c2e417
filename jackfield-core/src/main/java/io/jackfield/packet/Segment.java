package io.jackfield.packet;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

/** A TCP segment (RFC 9293 §3.1), named SEG in the RFC's text. */
public final class Segment extends Packet {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int URG = 0x20;
    public static final int ECE = 0x40;
    public static final int CWR = 0x80;

    /** {@link #windowScale()} of a segment without the option. */
    public static final int NO_SCALE = -1;

    private final char sourcePort;
    private final char destinationPort;
    private int seq;
    private int ack;
    private int flags;
    private char window;
    private char urgentPointer;
    private char mss;
    private byte windowScale = NO_SCALE;
    private boolean sackPermitted;
    private boolean timestamps;
    private int tsVal;
    private int tsEcr;
    private @Nullable SackBlocks sack;

    public Segment(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        super(source, destination);
        this.sourcePort = (char) sourcePort;
        this.destinationPort = (char) destinationPort;
    }

    @Override
    public int protocol() {
        return IpProtocol.TCP;
    }

    @Override
    public String kind() {
        return "TCP";
    }

    /** 20 octets and the options, padded to a multiple of four. */
    @Override
    public int transportHeaderLength() {
        return 20 + optionsLength();
    }

    /** Octets of the options as the codec lays them out: each padded with NOPs as Linux does. */
    public int optionsLength() {
        int octets = mss != 0 ? 4 : 0;
        if (timestamps) {
            octets += 12; // with SACK-permitted in place of the two NOPs, as Linux
        } else if (sackPermitted) {
            octets += 4;
        }
        octets += windowScale != NO_SCALE ? 4 : 0;
        return sack == null ? octets : octets + 4 + 8 * sack.count();
    }

    public int sourcePort() {
        return sourcePort;
    }

    public int destinationPort() {
        return destinationPort;
    }

    public int seq() {
        return seq;
    }

    public Segment seq(int number) {
        seq = number;
        return this;
    }

    public int ack() {
        return ack;
    }

    public Segment ack(int number) {
        ack = number;
        return this;
    }

    /** The control bits, {@link #FIN} to {@link #CWR}. */
    public int flags() {
        return flags;
    }

    public Segment flags(int bits) {
        flags = bits;
        return this;
    }

    public boolean has(int bits) {
        return (flags & bits) == bits;
    }

    public boolean isSyn() {
        return (flags & (SYN | ACK)) == SYN;
    }

    public boolean isSynAck() {
        return has(SYN | ACK);
    }

    public boolean isFin() {
        return has(FIN);
    }

    public boolean isRst() {
        return has(RST);
    }

    /** An ACK that carries nothing else: no data, no SYN, FIN or RST. */
    public boolean isPureAck() {
        return (flags & (SYN | FIN | RST | ACK)) == ACK && payloadLength() == 0;
    }

    /** SEG.LEN: the octets of sequence space, SYN and FIN counted (RFC 9293 §3.3.1). */
    public int len() {
        return payloadLength() + (flags & FIN) + ((flags & SYN) >> 1);
    }

    /** The window field as it travels, unscaled. */
    public int window() {
        return window;
    }

    public Segment window(int field) {
        window = (char) field;
        return this;
    }

    public int urgentPointer() {
        return urgentPointer;
    }

    public Segment urgentPointer(int offset) {
        urgentPointer = (char) offset;
        return this;
    }

    /** The maximum segment size option, 0 without it. */
    public int mss() {
        return mss;
    }

    public Segment mss(int octets) {
        mss = (char) octets;
        return this;
    }

    /** The shift of the window scale option (RFC 7323 §2.2), or {@link #NO_SCALE}. */
    public int windowScale() {
        return windowScale;
    }

    public Segment windowScale(int shift) {
        windowScale = (byte) shift;
        return this;
    }

    public boolean sackPermitted() {
        return sackPermitted;
    }

    public Segment sackPermitted(boolean present) {
        sackPermitted = present;
        return this;
    }

    public boolean hasTimestamps() {
        return timestamps;
    }

    /** TSval (RFC 7323 §3.2); meaningless without timestamps. */
    public int tsVal() {
        return tsVal;
    }

    /** TSecr; meaningless without timestamps or without ACK. */
    public int tsEcr() {
        return tsEcr;
    }

    public Segment timestamps(int val, int ecr) {
        timestamps = true;
        tsVal = val;
        tsEcr = ecr;
        return this;
    }

    public @Nullable SackBlocks sack() {
        return sack;
    }

    public Segment sack(@Nullable SackBlocks blocks) {
        sack = blocks;
        return this;
    }

    @Override
    public Segment copy() {
        Segment copy = header();
        copy.takeAllOf(this);
        copy.flags = flags;
        copy.seq = seq;
        return copy;
    }

    /** The same between other endpoints, with the checksum yet to be computed. */
    public Segment readdressed(IpAddress from, int fromPort, IpAddress to, int toPort) {
        Segment changed = header(new Segment(from, fromPort, to, toPort));
        changed.takeAllOf(this);
        changed.checksum(OFFLOADED);
        changed.flags = flags;
        changed.seq = seq;
        return changed;
    }

    /**
     * The wire-size segment of a super-segment that carries {@code length} octets from {@code from}
     * on. FIN and PSH stay on the last one, CWR on the first.
     */
    @Override
    public Segment piece(int from, int length) {
        Segment piece = header();
        piece.takeHeaderOf(this);
        piece.seq = seq + from;
        boolean last = from + length == payloadLength();
        piece.flags = flags & ~(last ? 0 : FIN | PSH) & ~(from == 0 ? 0 : CWR);
        piece.pointUrgent(urgentPointer - from);
        piece.appendPayloadOf(this, from, length);
        return piece;
    }

    /** A pointer that the octets before have used up is none. */
    private void pointUrgent(int offset) {
        urgentPointer = (char) Math.max(offset, 0);
        flags &= offset > 0 ? -1 : ~URG;
    }

    private Segment header() {
        return header(new Segment(source(), sourcePort, destination(), destinationPort));
    }

    private Segment header(Segment header) {
        header.ack = ack;
        header.window = window;
        header.urgentPointer = urgentPointer;
        header.mss = mss;
        header.windowScale = windowScale;
        header.sackPermitted = sackPermitted;
        header.timestamps = timestamps;
        header.tsVal = tsVal;
        header.tsEcr = tsEcr;
        header.sack = sack;
        return header;
    }
}
