package io.jackfield.socket;

import io.jackfield.posix.Errno;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads and writes option values as C lays them out, in the machine's byte order. */
final class OptionValue {
    private static final int MICROS_PER_SECOND = 1_000_000;

    private OptionValue() {}

    static boolean hasInt(ByteBuffer value) {
        return value.remaining() >= Integer.BYTES;
    }

    static int getInt(ByteBuffer value) {
        return at(value).getInt();
    }

    /** An unsigned long or int, all ones of either being the same. */
    static long getUnsigned(ByteBuffer value) {
        if (value.remaining() >= Long.BYTES) {
            return at(value).getLong();
        }
        int number = getInt(value);
        return number == -1 ? -1 : Integer.toUnsignedLong(number);
    }

    /** An unsigned long, or of one that does not fit into a shorter room the largest that does. */
    static int putUnsigned(ByteBuffer room, long number) {
        if (room.remaining() >= Long.BYTES) {
            byte[] octets = new byte[Long.BYTES];
            ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).putLong(number);
            return put(room, octets);
        }
        boolean isLarge = Long.compareUnsigned(number, 0xffff_ffffL) > 0;
        return putInt(room, isLarge ? -1 : (int) number);
    }

    /** The int, or of a shorter value its first octet, as the IP levels take it. */
    static int getIntOrOctet(ByteBuffer value) {
        return hasInt(value) ? getInt(value) : value.get(value.position()) & 0xff;
    }

    /** Fills an int in, cut off at the room there is; 0. */
    static int putInt(ByteBuffer room, int number) {
        byte[] octets = new byte[Integer.BYTES];
        ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).putInt(number);
        return put(room, octets);
    }

    /** Fills octets in, cut off at the room there is; 0. */
    static int put(ByteBuffer room, byte[] octets) {
        room.put(octets, 0, Math.min(octets.length, room.remaining()));
        return 0;
    }

    static int putLinger(ByteBuffer room, boolean on, int seconds) {
        byte[] octets = new byte[2 * Integer.BYTES];
        ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()).putInt(on ? 1 : 0).putInt(seconds);
        return put(room, octets);
    }

    /** struct timeval as nanoseconds, 0 for none; -errno if it is no time. */
    static long getTimeval(ByteBuffer value) {
        if (value.remaining() < 2 * Long.BYTES) {
            return Errno.EINVAL.result();
        }
        ByteBuffer fields = at(value);
        long seconds = fields.getLong();
        long micros = fields.getLong();
        if (micros < 0 || micros >= MICROS_PER_SECOND) {
            return Errno.EDOM.result();
        }
        if (seconds < 0) {
            return 1; // Linux: at once
        }
        return seconds > Long.MAX_VALUE / 2_000_000_000L
                ? 0
                : seconds * 1_000_000_000L + micros * 1000;
    }

    static int putTimeval(ByteBuffer room, long nanos) {
        byte[] octets = new byte[2 * Long.BYTES];
        ByteBuffer.wrap(octets)
                .order(ByteOrder.nativeOrder())
                .putLong(nanos / 1_000_000_000L)
                .putLong(nanos / 1000 % MICROS_PER_SECOND);
        return put(room, octets);
    }

    /** A name that ends at the first 0 or the end of the value. */
    static String getText(ByteBuffer value, int most) {
        byte[] octets = new byte[Math.min(value.remaining(), most)];
        value.duplicate().get(octets);
        int end = 0;
        while (end < octets.length && octets[end] != 0) {
            end++;
        }
        return new String(octets, 0, end, StandardCharsets.US_ASCII);
    }

    static int putText(ByteBuffer room, String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return put(room, Arrays.copyOf(octets, octets.length + 1));
    }

    private static ByteBuffer at(ByteBuffer value) {
        return value.duplicate().order(ByteOrder.nativeOrder());
    }
}
