package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Calls for asynchronous channels on channels of ours that do not block: read(2) and write(2) as
 * the kernel answers them, without what a SocketChannel remembers, and the sleep between two
 * attempts.
 */
public final class NonBlocking {
    private static final int EAGAIN = Errno.EAGAIN.result();

    private NonBlocking() {}

    private static Descriptor descriptor(SocketChannel channel) {
        return ((StreamChannel) channel).descriptor();
    }

    /** Octets read, 0 where there are none yet, −1 at the end. */
    public static int read(SocketChannel channel, ByteBuffer to) throws IOException {
        return read(channel, to, Transfer.ONE);
    }

    /** As for one buffer. */
    public static int read(SocketChannel channel, ByteBuffer[] to) throws IOException {
        return read(channel, Transfer.NOTHING, to);
    }

    private static int read(SocketChannel channel, ByteBuffer one, ByteBuffer[] several)
            throws IOException {
        int result = Transfer.read(descriptor(channel), one, several);
        if (result == Errno.ECONNRESET.result()) {
            throw new IOException("Connection reset");
        }
        return result == 0 ? -1 : checked(channel, result);
    }

    /** Octets written, 0 where there is no room yet. */
    public static int write(SocketChannel channel, ByteBuffer from) throws IOException {
        return checked(channel, Transfer.write(descriptor(channel), from, Transfer.ONE));
    }

    /** As for one buffer. */
    public static int write(SocketChannel channel, ByteBuffer[] from) throws IOException {
        return checked(channel, Transfer.write(descriptor(channel), Transfer.NOTHING, from));
    }

    private static int checked(SocketChannel channel, int result) throws IOException {
        if (result >= 0) {
            return result;
        }
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        if (result == EAGAIN) {
            return 0;
        }
        throw Failure.ofStreamWrite(result);
    }

    /**
     * Sleeps until a stream can be read from or written to, or should be looked at; false when the
     * time has passed. Negative time is for ever.
     */
    public static boolean await(SocketChannel channel, boolean readable, long timeoutNanos) {
        int events = readable ? Readiness.POLLIN : Readiness.POLLOUT;
        return Blocking.await(descriptor(channel), events, timeoutNanos) != 0;
    }

    /** Sleeps until somebody has connected, or the listener should be looked at. */
    public static void await(ServerSocketChannel channel) {
        Blocking.await(((ListeningChannel) channel).descriptor(), Readiness.POLLIN, -1);
    }
}
