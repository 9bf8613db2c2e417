package io.jackfield.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** struct ucred: whose process it is. */
public record Credentials(int pid, int uid, int gid) {
    /** sizeof(struct ucred). */
    public static final int OCTETS = 12;

    /** Uid and gid that stand for none that this process knows. */
    public static final int OVERFLOW_ID = 65_534;

    /** The struct at the beginning of what a buffer has left. */
    public static Credentials of(ByteBuffer octets) {
        ByteBuffer fields = octets.duplicate().order(ByteOrder.nativeOrder());
        return new Credentials(fields.getInt(), fields.getInt(), fields.getInt());
    }

    /** The struct. */
    public byte[] octets() {
        ByteBuffer fields = ByteBuffer.allocate(OCTETS).order(ByteOrder.nativeOrder());
        return fields.putInt(pid).putInt(uid).putInt(gid).array();
    }
}
