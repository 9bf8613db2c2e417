package io.jackfield.posix;

import org.jspecify.annotations.Nullable;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Control messages, msg_control of sendmsg(2) and recvmsg(2), as a 64-bit Linux lays them out: each
 * begins with struct cmsghdr, its own length (8 octets), level and type (4 each), in the machine's
 * byte order; the data follow, and padding up to a multiple of 8 octets (cmsg(3)).
 *
 * <p>An object of this class reads those of a buffer one after the other, as CMSG_FIRSTHDR and
 * CMSG_NXTHDR do; the static methods write.
 */
public final class ControlMessages {
    /** sizeof(struct cmsghdr). */
    public static final int HEADER = 16;

    private static final int ALIGNMENT = Long.BYTES;
    private static final int LEVEL = 8;
    private static final int TYPE = 12;

    private final ByteBuffer octets;
    private int at = -1;

    private ControlMessages(ByteBuffer octets) {
        this.octets = octets;
    }

    /** Reads what is between position and limit, which stay where they are. */
    public static ControlMessages in(ByteBuffer control) {
        return new ControlMessages(control.slice().order(ByteOrder.nativeOrder()));
    }

    /** CMSG_ALIGN. */
    public static int align(int octets) {
        return (octets + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** CMSG_LEN: the length that the header of a message with so much data says. */
    public static int length(int data) {
        return HEADER + data;
    }

    /** CMSG_SPACE: the octets that a message with so much data takes up. */
    public static int space(int data) {
        return HEADER + align(data);
    }

    /**
     * Goes on to the next message.
     *
     * @return 1 if there is one, 0 if there is none, −EINVAL if its length cannot be
     */
    public int next() {
        int begin = at < 0 ? 0 : at + align(currentLength());
        if (begin > octets.capacity() - HEADER) {
            return 0;
        }
        at = begin;
        long length = octets.getLong(at);
        return length < HEADER || length > octets.capacity() - at ? Errno.EINVAL.result() : 1;
    }

    private int currentLength() {
        return (int) octets.getLong(at);
    }

    /** cmsg_level of the current message. */
    public int level() {
        return octets.getInt(at + LEVEL);
    }

    /** cmsg_type of the current message. */
    public int type() {
        return octets.getInt(at + TYPE);
    }

    /** Octets of its data. */
    public int dataLength() {
        return currentLength() - HEADER;
    }

    /** CMSG_DATA: a view of its data, in the machine's byte order. */
    public ByteBuffer data() {
        return octets.slice(at + HEADER, dataLength()).order(ByteOrder.nativeOrder());
    }

    /**
     * A buffer with one message, ready to be sent.
     *
     * @param data between position and limit, which stay where they are
     */
    public static ByteBuffer of(int level, int type, ByteBuffer data) {
        ByteBuffer control = Values.room(space(data.remaining()));
        put(control, level, type, data);
        return control.flip();
    }

    /**
     * Appends a message at the position, which advances by CMSG_SPACE.
     *
     * @param data between position and limit, which stay where they are
     * @throws BufferOverflowException if it does not fit
     */
    public static void put(ByteBuffer control, int level, int type, ByteBuffer data) {
        if (control.remaining() < space(data.remaining())) {
            throw new BufferOverflowException();
        }
        deliver(control, level, type, data);
    }

    /**
     * What a kernel does for recvmsg(2): appends a message at the position, cut off at the room
     * there is.
     *
     * @param room null for none
     * @param data between position and limit, which stay where they are
     * @return 0, or MSG_CTRUNC if not all of it had room: nothing is written where not even the
     *     header has
     */
    public static int deliver(@Nullable ByteBuffer room, int level, int type, ByteBuffer data) {
        if (room == null || room.remaining() < HEADER) {
            return MessageFlags.MSG_CTRUNC;
        }
        int whole = length(data.remaining());
        int length = Math.min(whole, room.remaining());
        int end = room.position() + Math.min(space(data.remaining()), room.remaining());
        ByteOrder order = room.order();
        room.order(ByteOrder.nativeOrder());
        room.putLong(length).putInt(level).putInt(type).order(order);
        room.put(data.slice(data.position(), length - HEADER));
        while (room.position() < end) {
            room.put((byte) 0);
        }
        return length < whole ? MessageFlags.MSG_CTRUNC : 0;
    }
}
