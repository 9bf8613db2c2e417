package io.jackfield.jdk.classic;

import io.jackfield.jdk.channel.Addresses;
import io.jackfield.jdk.channel.Descriptor;
import io.jackfield.jdk.channel.StreamCalls;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is behind a {@link java.net.Socket} or {@link java.net.ServerSocket} made through the socket
 * factories: a TCP socket of ours, made when the JDK says create. Messages are the JDK's.
 */
public final class ClassicSocket extends SocketImpl {
    private final SocketMaker maker;
    private volatile @Nullable Descriptor descriptor;
    private volatile boolean server;
    private volatile boolean reset;
    private volatile boolean inputShut;
    private volatile boolean outputShut;
    private volatile int timeoutMillis;

    /** Makes the descriptors; the sort says whether the socket will listen. */
    public interface SocketMaker {
        /** A new stream socket, SO_REUSEADDR on if it will listen. */
        Descriptor stream(boolean server) throws IOException;
    }

    /** {@code server} for the implementation of a ServerSocket. */
    public ClassicSocket(SocketMaker maker, boolean server) {
        this.maker = maker;
        this.server = server;
    }

    @Override
    protected void create(boolean stream) throws IOException {
        if (!stream) {
            throw new IOException("Datagram socket no longer supported");
        }
        descriptor = maker.stream(server);
    }

    private Descriptor open() throws SocketException {
        Descriptor d = descriptor;
        if (d == null || d.isClosing()) {
            throw new SocketException("Socket closed");
        }
        return d;
    }

    @Override
    protected void connect(String host, int port) throws IOException {
        connect(new InetSocketAddress(host, port), 0);
    }

    @Override
    protected void connect(InetAddress address, int port) throws IOException {
        connect(new InetSocketAddress(address, port), 0);
    }

    @Override
    protected void connect(SocketAddress remote, int millis) throws IOException {
        if (!(remote instanceof InetSocketAddress to)) {
            throw new IllegalArgumentException("Unsupported address type");
        }
        if (to.isUnresolved()) {
            throw new UnknownHostException(to.getHostName());
        }
        Descriptor d = open();
        address = to.getAddress();
        port = to.getPort();
        try {
            StreamCalls.connect(d, to, millis == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(millis));
            InetSocketAddress local = d.localAddress();
            localport = local == null ? 0 : local.getPort();
        } catch (IOException e) {
            boolean closed = d.isClosing();
            close();
            throw closed ? new SocketException("Socket closed") : e;
        }
    }

    @Override
    protected void bind(InetAddress host, int wanted) throws IOException {
        InetSocketAddress bound = StreamCalls.bind(open(), new InetSocketAddress(host, wanted));
        address = host;
        localport = bound == null ? 0 : bound.getPort();
    }

    @Override
    protected void listen(int backlog) throws IOException {
        StreamCalls.listen(open(), backlog < 1 ? 50 : backlog);
    }

    @Override
    protected void accept(SocketImpl into) throws IOException {
        Descriptor d = open();
        StreamCalls.Accepted accepted =
                StreamCalls.accept(
                        d, timeoutMillis == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
        if (d.isClosing()) {
            if (accepted != null && accepted.descriptor() != null) {
                accepted.descriptor().close();
            }
            throw new SocketException("Socket closed");
        }
        if (accepted == null) {
            throw new SocketTimeoutException("Accept timed out");
        }
        ((ClassicSocket) into).become(accepted);
    }

    private void become(StreamCalls.Accepted accepted) {
        descriptor = accepted.descriptor();
        server = false;
        address = accepted.peer().getAddress();
        port = accepted.peer().getPort();
        InetSocketAddress local = accepted.descriptor().localAddress();
        localport = local == null ? 0 : local.getPort();
    }

    @Override
    protected InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return receive(to, offset, length);
            }

            @Override
            public int available() throws IOException {
                return ClassicSocket.this.available();
            }

            @Override
            public void close() throws IOException {
                ClassicSocket.this.close();
            }
        };
    }

    @Override
    protected OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                send(from, offset, length);
            }

            @Override
            public void close() throws IOException {
                ClassicSocket.this.close();
            }
        };
    }

    private int receive(byte[] to, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, to.length);
        if (length == 0) {
            return 0;
        }
        Descriptor d = open();
        if (reset) {
            throw new SocketException("Connection reset");
        }
        if (inputShut) {
            return -1;
        }
        long timeout = timeoutMillis == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        int result = StreamCalls.receive(d, to, offset, length, timeout);
        if (result > 0) {
            return result;
        }
        if (d.isClosing()) {
            throw new SocketException("Socket closed");
        }
        if (inputShut || result == 0) {
            return -1;
        }
        if (result == Errno.EAGAIN.result()) {
            throw new SocketTimeoutException("Read timed out");
        }
        if (result == Errno.ECONNRESET.result()) {
            reset = true;
            throw new SocketException("Connection reset");
        }
        throw new SocketException(Errno.of(result).text());
    }

    private void send(byte[] from, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, from.length);
        int sent = 0;
        while (sent < length) {
            Descriptor d = open();
            if (outputShut) {
                throw new SocketException("Socket output is shutdown");
            }
            int result = StreamCalls.send(d, from, offset + sent, length - sent);
            if (result < 0) {
                throw new SocketException(
                        d.isClosing() ? "Socket closed" : Errno.of(result).text());
            }
            sent += result;
        }
    }

    @Override
    protected int available() throws IOException {
        return inputShut ? 0 : StreamCalls.available(open());
    }

    @Override
    protected void close() throws IOException {
        Descriptor d = descriptor;
        if (d != null) {
            d.close();
        }
    }

    @Override
    protected void shutdownInput() throws IOException {
        inputShut = true;
        StreamCalls.shutdownInput(open());
    }

    @Override
    protected void shutdownOutput() throws IOException {
        outputShut = true;
        StreamCalls.shutdownOutput(open());
    }

    @Override
    protected boolean supportsUrgentData() {
        return true;
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        StreamCalls.sendUrgent(open(), data);
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        return StreamCalls.options(server);
    }

    @Override
    protected <T> void setOption(SocketOption<T> name, T value) throws IOException {
        StreamCalls.setOption(open(), server, name, value);
    }

    @Override
    protected <T> T getOption(SocketOption<T> name) throws IOException {
        return StreamCalls.getOption(open(), server, name);
    }

    @Override
    public void setOption(int id, Object value) throws SocketException {
        if (id == SO_TIMEOUT) {
            timeoutMillis = (Integer) value;
        } else {
            NumberedOptions.set(open(), id, value);
        }
    }

    @Override
    public Object getOption(int id) throws SocketException {
        Descriptor d = open();
        if (id == SO_TIMEOUT) {
            return timeoutMillis;
        }
        if (id == SO_BINDADDR) {
            InetSocketAddress local = d.localAddress();
            return local == null ? Addresses.of(d.any()) : local.getAddress();
        }
        return NumberedOptions.get(d, id);
    }
}
