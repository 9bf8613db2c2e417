package io.jackfield.jdk.classic;

import io.jackfield.jdk.channel.Addresses;
import io.jackfield.jdk.channel.Descriptor;
import io.jackfield.jdk.channel.StreamCalls;
import io.jackfield.posix.Errno;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.util.concurrent.TimeUnit;

/** What connections and listeners of a host share. */
abstract class HostSocket {
    static final int EAGAIN = Errno.EAGAIN.result();
    static final int EINTR = Errno.EINTR.result();

    private final Descriptor descriptor;

    HostSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
        descriptor.endCallsByInterrupt();
    }

    static long nanos(int millis) {
        return millis == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(millis);
    }

    static SocketException closed() {
        return new SocketException("Socket closed");
    }

    boolean isClosed() {
        return descriptor.isClosing();
    }

    Descriptor open() throws SocketException {
        if (descriptor.isClosing()) {
            throw closed();
        }
        return descriptor;
    }

    /** What to throw for a call that was ended by close, by an interrupt, or by an error. */
    IOException failure(int result) {
        if (descriptor.isClosing()) {
            return closed();
        }
        return result == EINTR
                ? new InterruptedIOException() // java.net closes the socket and says so
                : new SocketException(Errno.of(result).text());
    }

    public void bind(InetSocketAddress address) throws IOException {
        StreamCalls.bind(open(), address);
    }

    public void close() {
        descriptor.close();
    }

    public InetSocketAddress local() {
        InetSocketAddress local = descriptor.localAddress();
        return local == null ? new InetSocketAddress(Addresses.of(descriptor.any()), 0) : local;
    }

    public <T> void option(SocketOption<T> name, T value) throws IOException {
        StreamCalls.setOption(open(), name, value);
    }

    public <T> T option(SocketOption<T> name) throws IOException {
        return StreamCalls.getOption(open(), name);
    }
}
