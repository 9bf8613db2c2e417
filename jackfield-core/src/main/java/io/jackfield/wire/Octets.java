package io.jackfield.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order inside a byte array, at any alignment. */
final class Octets {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Octets() {}

    static int get8(byte[] octets, int at) {
        return octets[at] & 0xff;
    }

    static int get16(byte[] octets, int at) {
        return (short) SHORT.get(octets, at) & 0xffff;
    }

    static int get32(byte[] octets, int at) {
        return (int) INT.get(octets, at);
    }

    static long get64(byte[] octets, int at) {
        return (long) LONG.get(octets, at);
    }

    static void put8(byte[] octets, int at, int value) {
        octets[at] = (byte) value;
    }

    static void put16(byte[] octets, int at, int value) {
        SHORT.set(octets, at, (short) value);
    }

    static void put32(byte[] octets, int at, int value) {
        INT.set(octets, at, value);
    }
}
