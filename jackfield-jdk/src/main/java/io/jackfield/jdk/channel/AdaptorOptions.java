package io.jackfield.jdk.channel;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.util.concurrent.TimeUnit;

/**
 * The options of a socket adaptor: its channel's, with the exceptions of java.net, and SO_TIMEOUT,
 * which no channel has.
 */
final class AdaptorOptions {
    private final NetworkChannel channel;
    private volatile int timeoutMillis;

    AdaptorOptions(NetworkChannel channel) {
        this.channel = channel;
    }

    <T> void set(SocketOption<T> name, T value) throws SocketException {
        try {
            channel.setOption(name, value);
        } catch (IOException e) {
            throw Adapted.ofSocket(e);
        }
    }

    <T> T get(SocketOption<T> name) throws SocketException {
        try {
            return channel.getOption(name);
        } catch (IOException e) {
            throw Adapted.ofSocket(e);
        }
    }

    void oobInline(Descriptor descriptor, boolean on) throws SocketException {
        requireOpen();
        try {
            StreamCalls.oobInline(descriptor, on);
        } catch (IOException e) {
            throw Adapted.ofSocket(e);
        }
    }

    boolean oobInline(Descriptor descriptor) throws SocketException {
        requireOpen();
        try {
            return StreamCalls.oobInline(descriptor);
        } catch (IOException e) {
            throw Adapted.ofSocket(e);
        }
    }

    void timeoutMillis(int millis) throws SocketException {
        requireOpen();
        if (millis < 0) {
            throw new IllegalArgumentException("timeout < 0");
        }
        timeoutMillis = millis;
    }

    int timeoutMillis() throws SocketException {
        requireOpen();
        return timeoutMillis;
    }

    /** How long a call waits at the most; negative for ever. */
    long timeoutNanos() {
        int millis = timeoutMillis;
        return millis == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void requireOpen() throws SocketException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
    }
}
