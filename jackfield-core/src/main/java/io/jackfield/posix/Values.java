package io.jackfield.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Option values as C lays them out, in the machine's byte order. */
public final class Values {
    private Values() {}

    /** An int. */
    public static ByteBuffer ofInt(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).flip();
    }

    /** struct linger: l_onoff, l_linger in seconds. */
    public static ByteBuffer linger(boolean on, int seconds) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(on ? 1 : 0)
                .putInt(seconds)
                .flip();
    }

    /** struct timeval of SO_RCVTIMEO and SO_SNDTIMEO. */
    public static ByteBuffer timeval(long nanos) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putLong(nanos / 1_000_000_000L)
                .putLong(nanos / 1000 % 1_000_000)
                .flip();
    }

    /** Room for {@code octets} octets in the machine's order. */
    public static ByteBuffer room(int octets) {
        return ByteBuffer.allocate(octets).order(ByteOrder.nativeOrder());
    }
}
