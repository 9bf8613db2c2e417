package io.jackfield.jdk.classic;

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
import java.net.UnknownHostException;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is behind every {@link java.net.Socket} and {@link java.net.ServerSocket} made through the
 * socket factories. Which machine it is on is what the thread was on that made it; what a listener
 * accepts is on the listener's.
 */
public class ClassicSocket extends SocketImpl {
    private final Maker maker;

    /** Two threads that write do not mix their arrays. */
    private final ReentrantLock writeLock = new ReentrantLock();

    private volatile @Nullable Backing backing;
    private volatile boolean ended;
    private volatile int timeoutMillis;

    private interface Maker {
        Backing make() throws IOException;
    }

    private ClassicSocket(Maker maker) {
        this.maker = maker;
    }

    /** A socket of a host, as it makes its descriptors. */
    protected ClassicSocket(DescriptorMaker descriptors, boolean server) {
        this(
                () ->
                        server
                                ? new HostListener(descriptors.stream(true))
                                : new HostConnection(descriptors.stream(false), null));
    }

    /** A socket of a host, as it makes its descriptors. */
    public static ClassicSocket onHost(DescriptorMaker descriptors, boolean server) {
        return new ClassicSocket(descriptors, server);
    }

    /** A socket of the real machine, through the JDK's channels. */
    public static ClassicSocket onKernel(SelectorProvider jdk, boolean server) {
        return new ClassicSocket(
                () ->
                        server
                                ? new KernelListener(jdk.openServerSocketChannel().socket())
                                : new KernelConnection(jdk.openSocketChannel().socket()));
    }

    @Override
    protected void create(boolean stream) throws IOException {
        if (!stream) {
            throw new IOException("Datagram socket creation not supported");
        }
        backing = maker.make();
    }

    private Backing open() throws SocketException {
        Backing open = backing;
        if (open == null) {
            throw new SocketException("Socket not created");
        }
        return open;
    }

    private Connection connection() throws SocketException {
        return (Connection) open();
    }

    private Listener listener() throws SocketException {
        return (Listener) open();
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
            throw new IOException("Unsupported address type");
        }
        if (to.isUnresolved()) {
            throw new UnknownHostException(to.getHostName());
        }
        Connection open = connection();
        address = to.getAddress();
        port = to.getPort();
        open.connect(to, millis);
        localport = localPort(open);
    }

    private static int localPort(Backing bound) {
        InetSocketAddress local = bound.local();
        return local == null ? 0 : local.getPort();
    }

    @Override
    protected void bind(InetAddress host, int wanted) throws IOException {
        Backing open = open();
        open.bind(new InetSocketAddress(host, wanted));
        address = host;
        localport = localPort(open);
    }

    @Override
    protected void listen(int backlog) throws IOException {
        Listener open = listener();
        open.listen(backlog < 1 ? 50 : backlog);
        localport = localPort(open);
    }

    @Override
    protected void accept(SocketImpl into) throws IOException {
        ((ClassicSocket) into).become(listener().accept(timeoutMillis));
    }

    private void become(Connection accepted) {
        backing = accepted;
        localport = localPort(accepted);
        InetSocketAddress peer = accepted.remote();
        if (peer != null) {
            address = peer.getAddress();
            port = peer.getPort();
        }
    }

    @Override
    protected InputStream getInputStream() {
        return new Input();
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, to.length);
            if (length == 0) {
                return 0;
            }
            if (ended) {
                return -1; // as the JDK: the end stays the end, even of a closed socket
            }
            int count = connection().receive(to, offset, length, timeoutMillis);
            ended = count < 0;
            return count;
        }

        @Override
        public int available() throws IOException {
            return ClassicSocket.this.available();
        }

        @Override
        public void close() throws IOException {
            ClassicSocket.this.close();
        }
    }

    @Override
    protected OutputStream getOutputStream() {
        return new Output();
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, from.length);
            writeLock.lock();
            try {
                connection().send(from, offset, length);
            } finally {
                writeLock.unlock();
            }
        }

        @Override
        public void close() throws IOException {
            ClassicSocket.this.close();
        }
    }

    @Override
    protected int available() throws IOException {
        return connection().available();
    }

    @Override
    protected void close() throws IOException {
        Backing open = backing;
        if (open != null) {
            open.close();
        }
    }

    @Override
    protected void shutdownInput() throws IOException {
        connection().shutdownInput();
    }

    @Override
    protected void shutdownOutput() throws IOException {
        connection().shutdownOutput();
    }

    @Override
    protected boolean supportsUrgentData() {
        return true;
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        writeLock.lock();
        try {
            Connection open = connection();
            if (open.remote() == null) {
                throw new SocketException("Not connected");
            }
            open.sendUrgent(data);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        Backing open = backing;
        return open == null ? Set.of() : open.options();
    }

    @Override
    protected <T> void setOption(SocketOption<T> name, T value) throws IOException {
        requireSupported(name);
        if (!name.type().isInstance(value)) {
            throw new IllegalArgumentException("Invalid value '" + value + "'");
        }
        open().option(name, value);
    }

    @Override
    protected <T> T getOption(SocketOption<T> name) throws IOException {
        requireSupported(name);
        return open().option(name);
    }

    private void requireSupported(SocketOption<?> name) {
        if (!supportedOptions().contains(name)) {
            throw new UnsupportedOperationException("'" + name + "' not supported");
        }
    }

    @Override
    public void setOption(int id, Object value) throws SocketException {
        Backing open = open();
        if (id == SO_TIMEOUT) {
            timeoutMillis = (Integer) value;
        } else {
            NumberedOptions.set(open, id, value);
        }
    }

    @Override
    public Object getOption(int id) throws SocketException {
        Backing open = open();
        return id == SO_TIMEOUT ? timeoutMillis : NumberedOptions.get(open, id);
    }
}
