package io.jackfield.jdk.classic;

import io.jackfield.jdk.channel.Descriptor;
import io.jackfield.jdk.channel.StreamCalls;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Set;

/** A TCP connection of a host, as java.net uses one. */
final class HostConnection extends HostSocket implements Connection {
    private static final int ECONNRESET = Errno.ECONNRESET.result();

    private volatile @Nullable InetSocketAddress remote;
    private volatile boolean reset;
    private volatile boolean inputShut;

    /** Will be connected to somebody, or was accepted from {@code remote}. */
    HostConnection(Descriptor descriptor, @Nullable InetSocketAddress remote) {
        super(descriptor);
        this.remote = remote;
    }

    @Override
    public void connect(InetSocketAddress to, int millis) throws IOException {
        try {
            StreamCalls.connect(open(), to, nanos(millis));
            remote = to;
        } catch (IOException e) {
            boolean closed = isClosed();
            close();
            if (closed) {
                throw closed();
            }
            boolean interrupted =
                    e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
            throw interrupted ? new SocketException("Closed by interrupt") : e;
        }
    }

    @Override
    public int receive(byte[] to, int offset, int length, int millis) throws IOException {
        Descriptor d = open();
        if (reset) {
            throw new SocketException("Connection reset");
        }
        if (inputShut) {
            return -1;
        }
        int result = StreamCalls.receive(d, to, offset, length, nanos(millis));
        if (result > 0) {
            return result;
        }
        if (isClosed()) {
            throw closed();
        }
        if (result == 0 || inputShut) {
            return -1;
        }
        if (result == EAGAIN) {
            throw new SocketTimeoutException("Read timed out");
        }
        if (result == ECONNRESET) {
            reset = true;
            throw new SocketException("Connection reset");
        }
        throw failure(result);
    }

    @Override
    public void send(byte[] from, int offset, int length) throws IOException {
        int sent = 0;
        while (sent < length) {
            int result = StreamCalls.send(open(), from, offset + sent, length - sent);
            if (result < 0) {
                throw failure(result);
            }
            sent += result;
        }
    }

    @Override
    public void sendUrgent(int octet) throws IOException {
        int result = StreamCalls.sendUrgent(open(), ByteBuffer.wrap(new byte[] {(byte) octet}));
        if (result < 0) {
            throw isClosed() || result == EINTR
                    ? failure(result)
                    : new IOException(Errno.of(result).text()); // sic, as the JDK's
        }
    }

    @Override
    public int available() throws IOException {
        Descriptor d = open();
        return inputShut ? 0 : StreamCalls.available(d);
    }

    @Override
    public void shutdownInput() throws IOException {
        Descriptor d = open();
        inputShut = true;
        StreamCalls.shutdownInput(d);
    }

    @Override
    public void shutdownOutput() throws IOException {
        StreamCalls.shutdownOutput(open());
    }

    @Override
    public Set<SocketOption<?>> options() {
        return StreamCalls.connectionOptions();
    }

    @Override
    public void oobInline(boolean on) throws IOException {
        StreamCalls.oobInline(open(), on);
    }

    @Override
    public boolean oobInline() throws IOException {
        return StreamCalls.oobInline(open());
    }

    @Override
    public @Nullable InetSocketAddress remote() {
        return remote;
    }
}
