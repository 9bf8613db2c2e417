package io.jackfield.socket;

import io.jackfield.posix.Errno;

import java.nio.ByteBuffer;

/**
 * What a program has set with SOL_SOCKET, of what most programs leave alone: shared by all who do,
 * and copied for the first change.
 */
final class SocketOptions {
    static final SocketOptions DEFAULT = new SocketOptions();

    /** SO_LINGER in seconds; -1 while it is off. */
    int lingerSeconds = -1;

    /** SO_RCVTIMEO; 0 for none. */
    long receiveTimeoutNanos;

    /** SO_SNDTIMEO; 0 for none. */
    long sendTimeoutNanos;

    /** SO_PEEK_OFF: how far MSG_PEEK has looked ahead; negative while it always begins anew. */
    int peekOffset = -1;

    /** SO_RCVLOWAT. */
    int receiveLowWater = 1;

    /** SO_BINDTODEVICE; 0 for none. */
    int boundIndex;

    /** What is told with each datagram: bits of {@link Asked}. */
    int asked;

    /** SO_DONTROUTE: to hosts on attached networks alone. */
    boolean isDirect;

    /** SO_SELECT_ERR_QUEUE: a queued error is an exceptional condition too. */
    boolean tellsErrors;

    /** Options that are on and mean nothing to this type of socket, a bit for each number. */
    private int idle;

    private SocketOptions() {}

    SocketOptions copy() {
        SocketOptions copy = new SocketOptions();
        copy.lingerSeconds = lingerSeconds;
        copy.receiveTimeoutNanos = receiveTimeoutNanos;
        copy.sendTimeoutNanos = sendTimeoutNanos;
        copy.peekOffset = peekOffset;
        copy.receiveLowWater = receiveLowWater;
        copy.boundIndex = boundIndex;
        copy.asked = asked;
        copy.isDirect = isDirect;
        copy.tellsErrors = tellsErrors;
        copy.idle = idle;
        return copy;
    }

    /** SO_LINGER; 0 or -EINVAL. */
    int linger(ByteBuffer value) {
        if (value.remaining() < 2 * Integer.BYTES) {
            return Errno.EINVAL.result();
        }
        boolean on = OptionValue.getInt(value) != 0;
        int seconds = OptionValue.getInt(value.slice().position(Integer.BYTES));
        lingerSeconds = on ? (seconds < 0 ? Integer.MAX_VALUE : seconds) : -1;
        return 0;
    }

    /** Keeps an option that Linux takes for any type of socket and that changes nothing here. */
    void idle(int name, boolean on) {
        idle = on ? idle | 1 << name : idle & ~(1 << name);
    }

    boolean isIdleOn(int name) {
        return (idle & 1 << name) != 0;
    }
}
