package io.jackfield.posix;

import java.util.Arrays;

/**
 * Room for a socket address that a call fills in: {@code addr} and {@code addrlen} of accept(2).
 * The length goes in as the room there is and comes out as the address's full length; what does not
 * fit is cut off.
 */
public final class SocketAddressBuffer {
    private static final SocketAddress EMPTY = SocketAddress.ofOctets(new byte[0]);

    private final int room;
    private SocketAddress address = EMPTY;
    private int length;

    /** Room for any address. */
    public SocketAddressBuffer() {
        this(SocketAddress.SOCKADDR_STORAGE);
    }

    /** Room for {@code octets} octets. */
    public SocketAddressBuffer(int octets) {
        room = octets;
        length = octets;
    }

    /** Fills the buffer in, cutting the address off at its room. */
    public void set(SocketAddress full) {
        length = full.length();
        address =
                length <= room ? full : SocketAddress.ofOctets(Arrays.copyOf(full.octets(), room));
    }

    /** addrlen: the full length of the last address, which may be more than there was room for. */
    public int length() {
        return length;
    }

    public int room() {
        return room;
    }

    /** The address as far as it fitted. */
    public SocketAddress address() {
        return address;
    }
}
