package io.jackfield.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads a pcapng capture block by block, of either byte order and any time resolution. */
public final class PcapngReader {
    private final InputStream from;
    private final List<Integer> resolutions = new ArrayList<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    public PcapngReader(InputStream from) {
        this.from = from;
    }

    /** All blocks of a capture. */
    public static List<PcapngBlock> readAll(InputStream from) throws IOException {
        PcapngReader reader = new PcapngReader(from);
        List<PcapngBlock> blocks = new ArrayList<>();
        for (PcapngBlock block = reader.next(); block != null; block = reader.next()) {
            blocks.add(block);
        }
        return blocks;
    }

    /**
     * The next block, or null at the end.
     *
     * @throws IOException if the file is no capture or ends within a block
     */
    public @Nullable PcapngBlock next() throws IOException {
        byte[] head = from.readNBytes(8);
        if (head.length == 0) {
            return null;
        }
        require(head.length == 8, "ends within a block");
        int type = ByteBuffer.wrap(head).order(order).getInt();
        byte[] start = {};
        if (type == Pcapng.SECTION_HEADER) { // the same in both byte orders, which it decides
            start = from.readNBytes(4);
            order = byteOrder(start);
        }
        int length = ByteBuffer.wrap(head).order(order).getInt(4);
        int bodyLength = length - 12;
        require(
                (length & 3) == 0 && bodyLength >= start.length && length <= Pcapng.MAXIMUM_BLOCK,
                "has a block of length " + Integer.toUnsignedString(length));
        byte[] body = from.readNBytes(bodyLength - start.length);
        byte[] trailer = from.readNBytes(4);
        require(
                body.length == bodyLength - start.length && trailer.length == 4,
                "ends within a block");
        require(
                ByteBuffer.wrap(trailer).order(order).getInt() == length,
                "has a block with two different lengths");
        return block(type, ByteBuffer.wrap(body).order(order));
    }

    private static ByteOrder byteOrder(byte[] magic) throws IOException {
        require(magic.length == 4, "ends within a block");
        int word = ByteBuffer.wrap(magic).getInt();
        boolean little = Integer.reverseBytes(word) == Pcapng.BYTE_ORDER_MAGIC;
        require(little || word == Pcapng.BYTE_ORDER_MAGIC, "has no byte order");
        return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private PcapngBlock block(int type, ByteBuffer body) throws IOException {
        return switch (type) {
            case Pcapng.SECTION_HEADER -> section(body);
            case Pcapng.INTERFACE_DESCRIPTION -> description(body);
            case Pcapng.ENHANCED_PACKET -> packet(body);
            case Pcapng.NAME_RESOLUTION -> names(body);
            case Pcapng.INTERFACE_STATISTICS -> statistics(body);
            default -> new PcapngBlock.Other(type);
        };
    }

    private PcapngBlock section(ByteBuffer body) throws IOException {
        require(body.remaining() >= 12 && body.getShort() == 1, "is of an unknown version");
        body.position(12);
        resolutions.clear();
        String application = null;
        for (Option option = option(body); option != null; option = option(body)) {
            application = option.code == Pcapng.USER_APPLICATION ? option.text() : application;
        }
        return new PcapngBlock.Section(application);
    }

    private PcapngBlock description(ByteBuffer body) throws IOException {
        require(body.remaining() >= 8, "has too short a block");
        int linkType = body.getShort() & 0xffff;
        body.getShort();
        int snapLength = body.getInt();
        String name = null;
        String text = null;
        int resolution = 6; // microseconds unless the interface says otherwise
        for (Option option = option(body); option != null; option = option(body)) {
            switch (option.code) {
                case Pcapng.INTERFACE_NAME -> name = option.text();
                case Pcapng.INTERFACE_DESCRIPTION_TEXT -> text = option.text();
                case Pcapng.TIME_RESOLUTION -> resolution = option.octet();
                default -> {} // options say more than is asked here
            }
        }
        resolutions.add(resolution);
        int number = resolutions.size() - 1;
        return new PcapngBlock.Interface(number, linkType, snapLength, name, text);
    }

    private PcapngBlock packet(ByteBuffer body) throws IOException {
        require(body.remaining() >= 20, "has too short a block");
        int number = interfaceNumber(body);
        long time = time(body, number);
        int captured = body.getInt();
        int length = body.getInt();
        require(
                captured >= 0 && captured <= body.remaining(),
                "has a packet longer than its block");
        byte[] octets = new byte[captured];
        body.get(octets);
        body.position(Math.min(body.limit(), Pcapng.padded(body.position())));
        CaptureDirection direction = CaptureDirection.UNKNOWN;
        String comment = null;
        for (Option option = option(body); option != null; option = option(body)) {
            if (option.code == Pcapng.COMMENT) {
                comment = option.text();
            } else if (option.code == Pcapng.PACKET_FLAGS) {
                int code = option.value().getInt() & 3;
                require(code < 3, "has a packet of direction 3");
                direction = CaptureDirection.values()[code];
            }
        }
        return new PcapngBlock.Captured(number, time, octets, length, direction, comment);
    }

    private PcapngBlock names(ByteBuffer body) throws IOException {
        List<PcapngBlock.Name> names = new ArrayList<>();
        for (Option record = option(body); record != null; record = option(body)) {
            if (record.code != Pcapng.IPV4_NAME && record.code != Pcapng.IPV6_NAME) {
                continue;
            }
            int addressLength = record.code == Pcapng.IPV4_NAME ? 4 : 16;
            require(record.octets.length >= addressLength, "has a name without address");
            byte[] address = new byte[addressLength];
            ByteBuffer value = record.value().get(address);
            byte[] rest = new byte[value.remaining()];
            value.get(rest);
            for (String name : new String(rest, UTF_8).split("\0")) {
                if (!name.isEmpty()) {
                    names.add(new PcapngBlock.Name(IpAddress.ofOctets(address), name));
                }
            }
        }
        return new PcapngBlock.Names(List.copyOf(names));
    }

    private PcapngBlock statistics(ByteBuffer body) throws IOException {
        require(body.remaining() >= 12, "has too short a block");
        int number = interfaceNumber(body);
        time(body, number);
        long[] figures = {-1, -1, -1, -1};
        for (Option option = option(body); option != null; option = option(body)) {
            int at = option.code - Pcapng.STATISTICS_START_TIME;
            if (at >= 0 && at < figures.length) {
                require(option.octets.length == 8, "has statistics of a wrong length");
                figures[at] = at < 2 ? time(option.value(), number) : option.value().getLong();
            }
        }
        return new PcapngBlock.Statistics(number, figures[0], figures[1], figures[2], figures[3]);
    }

    private int interfaceNumber(ByteBuffer body) throws IOException {
        int number = body.getInt();
        require(number >= 0 && number < resolutions.size(), "names an unknown interface");
        return number;
    }

    /** Two words, the high one first, in the interface's resolution, made nanoseconds. */
    private long time(ByteBuffer from, int interfaceNumber) {
        long ticks = (long) from.getInt() << 32 | (from.getInt() & 0xffff_ffffL);
        int resolution = resolutions.get(interfaceNumber);
        int exponent = resolution & 0x7f;
        if ((resolution & 0x80) != 0) {
            int excess = Math.max(0, exponent - 30);
            long scaled = excess > 63 ? 0 : ticks >>> excess;
            int bits = exponent - excess;
            long fraction = scaled & ((1L << bits) - 1);
            return (scaled >>> bits) * 1_000_000_000L + (fraction * 1_000_000_000L >>> bits);
        }
        long nanos = ticks;
        for (; exponent < 9; exponent++) {
            nanos *= 10;
        }
        for (; exponent > 9; exponent--) {
            nanos /= 10;
        }
        return nanos;
    }

    /** An option or a name record: both are a code, a length and padded octets. */
    private final class Option {
        final int code;
        final byte[] octets;

        Option(int code, byte[] octets) {
            this.code = code;
            this.octets = octets;
        }

        ByteBuffer value() throws IOException {
            require(octets.length >= 4, "has too short an option");
            return ByteBuffer.wrap(octets).order(order);
        }

        int octet() throws IOException {
            require(octets.length == 1, "has an option of a wrong length");
            return octets[0] & 0xff;
        }

        String text() {
            return new String(octets, UTF_8);
        }
    }

    private @Nullable Option option(ByteBuffer body) throws IOException {
        if (body.remaining() < 4) {
            return null;
        }
        int code = body.getShort() & 0xffff;
        int length = body.getShort() & 0xffff;
        if (code == Pcapng.END_OF_OPTIONS) {
            return null;
        }
        require(length <= body.remaining(), "has an option longer than its block");
        byte[] octets = new byte[length];
        body.get(octets);
        body.position(Math.min(body.limit(), Pcapng.padded(body.position())));
        return new Option(code, octets);
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("the capture " + otherwise);
        }
    }
}
