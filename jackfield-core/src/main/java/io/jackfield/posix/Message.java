package io.jackfield.posix;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** struct msghdr of sendmsg(2) and recvmsg(2). */
public final class Message {
    /** msg_iov. */
    public final ByteBuffer[] buffers;

    /** msg_name of sendmsg: where to; null for a connected socket. */
    public @Nullable SocketAddress to;

    /** msg_name of recvmsg: room for where from; null if nobody asks. */
    public @Nullable SocketAddressBuffer from;

    /** msg_control: control messages with their headers; null for none. */
    public @Nullable ByteBuffer control;

    /** msg_flags, filled in by recvmsg. */
    public int flags;

    /** msg_len of struct mmsghdr: octets sent or received, filled in by sendmmsg and recvmmsg. */
    public int length;

    public Message(ByteBuffer... buffers) {
        this.buffers = buffers;
    }
}
