package io.jackfield.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/**
 * A capture file in the pcapng format, written as a stream: one section, one link type, times in
 * nanoseconds, names of hosts, comments and directions of packets, statistics of interfaces.
 *
 * <p>Not safe for use by several threads. The octets of a file depend on nothing but the calls.
 */
public final class PcapngWriter implements Closeable, Flushable {
    private static final int FLUSH_AT = 64 << 10;
    private static final int ROOM_AT_FIRST = 80 << 10;

    /*
     * libpcap refuses a file whose interfaces differ in link type or in snap length, so neither is a
     * choice per interface.
     */
    private static final int SNAP_LENGTH = 256 << 10;

    private final WritableByteChannel to;
    private final LinkType linkType;
    private ByteBuffer block = ByteBuffer.allocate(ROOM_AT_FIRST).order(ByteOrder.LITTLE_ENDIAN);
    private int blockStart;
    private int interfaces;

    public PcapngWriter(OutputStream to, LinkType linkType) {
        this(Channels.newChannel(to), linkType);
    }

    public PcapngWriter(WritableByteChannel to, LinkType linkType) {
        this.to = to;
        this.linkType = linkType;
        begin(Pcapng.SECTION_HEADER);
        block.putInt(Pcapng.BYTE_ORDER_MAGIC);
        block.putShort((short) 1).putShort((short) 0);
        block.putLong(-1); // the length of the section is not known while it is written
        option(Pcapng.USER_APPLICATION, "Jackfield".getBytes(UTF_8));
        endOfOptions();
        end();
    }

    public LinkType linkType() {
        return linkType;
    }

    /**
     * Describes one more interface and returns its number, counted from zero, which packets and
     * statistics refer to.
     */
    public int addInterface(String name, @Nullable String description) throws IOException {
        begin(Pcapng.INTERFACE_DESCRIPTION);
        block.putShort((short) linkType.number()).putShort((short) 0);
        block.putInt(SNAP_LENGTH);
        option(Pcapng.INTERFACE_NAME, text(name));
        if (description != null) {
            option(Pcapng.INTERFACE_DESCRIPTION_TEXT, text(description));
        }
        option(Pcapng.TIME_RESOLUTION, new byte[] {9});
        endOfOptions();
        end();
        makeRoom();
        return interfaces++;
    }

    /** Says that the address belongs to the host of that name. */
    public void nameHost(IpAddress of, String name) throws IOException {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name in a capture cannot contain NUL");
        }
        byte[] address = of.octets();
        byte[] letters = text(name);
        begin(Pcapng.NAME_RESOLUTION);
        block.putShort((short) (address.length == 4 ? Pcapng.IPV4_NAME : Pcapng.IPV6_NAME));
        int length = address.length + letters.length + 1;
        reserve(length);
        block.putShort((short) length);
        block.put(address).put(letters).put((byte) 0);
        pad(length);
        block.putShort((short) Pcapng.END_OF_NAMES).putShort((short) 0);
        end();
        makeRoom();
    }

    /**
     * Writes one packet, seen at that time at that interface; {@code comment} appears beside it in
     * Wireshark.
     */
    public void packet(
            int interfaceNumber,
            long timeNanos,
            byte[] octets,
            int offset,
            int length,
            CaptureDirection direction,
            @Nullable String comment)
            throws IOException {
        requireInterface(interfaceNumber);
        int captured = Math.min(length, SNAP_LENGTH);
        begin(Pcapng.ENHANCED_PACKET);
        block.putInt(interfaceNumber);
        time(timeNanos);
        block.putInt(captured).putInt(length);
        reserve(Pcapng.padded(captured));
        block.put(octets, offset, captured);
        pad(captured);
        if (comment != null) {
            option(Pcapng.COMMENT, text(comment));
        }
        if (direction != CaptureDirection.UNKNOWN) {
            block.putShort((short) Pcapng.PACKET_FLAGS).putShort((short) 4);
            block.putInt(direction.ordinal());
        }
        if (comment != null || direction != CaptureDirection.UNKNOWN) {
            endOfOptions();
        }
        end();
        makeRoom();
    }

    /**
     * Writes what an interface counted between two times: packets that it received and packets that
     * it dropped.
     */
    public void statistics(
            int interfaceNumber, long startNanos, long endNanos, long received, long dropped)
            throws IOException {
        requireInterface(interfaceNumber);
        begin(Pcapng.INTERFACE_STATISTICS);
        block.putInt(interfaceNumber);
        time(endNanos);
        block.putShort((short) Pcapng.STATISTICS_START_TIME).putShort((short) 8);
        time(startNanos);
        block.putShort((short) Pcapng.STATISTICS_END_TIME).putShort((short) 8);
        time(endNanos);
        block.putShort((short) Pcapng.RECEIVED).putShort((short) 8).putLong(received);
        block.putShort((short) Pcapng.DROPPED).putShort((short) 8).putLong(dropped);
        endOfOptions();
        end();
        makeRoom();
    }

    @Override
    public void flush() throws IOException {
        block.flip();
        while (block.hasRemaining()) {
            to.write(block);
        }
        block.clear();
    }

    @Override
    public void close() throws IOException {
        try (to) {
            flush();
        }
    }

    private void requireInterface(int number) {
        if (number < 0 || number >= interfaces) {
            throw new IllegalArgumentException(
                    "interface " + number + " is not described in this capture");
        }
    }

    private void begin(int type) {
        reserve(128);
        blockStart = block.position();
        block.putInt(type).putInt(0); // the length, known at the end
    }

    private void end() {
        reserve(4);
        int length = block.position() - blockStart + 4;
        block.putInt(blockStart + 4, length);
        block.putInt(length);
    }

    /** A time is two words, the high one first, whatever the byte order. */
    private void time(long nanos) {
        block.putInt((int) (nanos >>> 32)).putInt((int) nanos);
    }

    private void option(int code, byte[] value) {
        reserve(Pcapng.padded(value.length) + 8);
        block.putShort((short) code).putShort((short) value.length).put(value);
        pad(value.length);
    }

    private void endOfOptions() {
        block.putShort((short) Pcapng.END_OF_OPTIONS).putShort((short) 0);
    }

    private void pad(int length) {
        for (int n = length; (n & 3) != 0; n++) {
            block.put((byte) 0);
        }
    }

    /** UTF-8, cut before the character that would not fit into an option. */
    private static byte[] text(String text) {
        byte[] octets = text.getBytes(UTF_8);
        int length = Math.min(octets.length, Pcapng.MAXIMUM_OPTION - 64);
        while (length < octets.length && (octets[length] & 0xC0) == 0x80) {
            length--;
        }
        return length == octets.length ? octets : Arrays.copyOf(octets, length);
    }

    /** Keeps room for that many octets and for what always follows them. */
    private void reserve(int octets) {
        int wanted = octets + 256;
        if (block.remaining() < wanted) {
            int capacity = Math.max(block.capacity() * 2, block.position() + wanted);
            ByteBuffer larger = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
            block.flip();
            block = larger.put(block);
        }
    }

    private void makeRoom() throws IOException {
        if (block.position() >= FLUSH_AT) {
            flush();
        }
    }
}
