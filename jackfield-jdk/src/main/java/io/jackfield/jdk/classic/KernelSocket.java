package io.jackfield.jdk.classic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.UnknownHostException;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/**
 * A socket of the real machine for a thread that belongs to no host, once the factories are set: it
 * works through the adaptors of the JDK's own channels.
 */
public final class KernelSocket extends SocketImpl {
    private final SelectorProvider jdk;
    private final boolean server;
    private @Nullable Socket socket;
    private @Nullable ServerSocket listener;
    private @Nullable InetSocketAddress wanted;

    /** {@code server} for the implementation of a ServerSocket. */
    public KernelSocket(SelectorProvider jdk, boolean server) {
        this.jdk = jdk;
        this.server = server;
    }

    @Override
    protected void create(boolean stream) throws IOException {
        if (server) {
            listener = jdk.openServerSocketChannel().socket();
        } else {
            socket = jdk.openSocketChannel().socket();
        }
    }

    private Socket socket() throws SocketException {
        Socket open = socket;
        if (open == null) {
            throw new SocketException("Socket closed");
        }
        return open;
    }

    private ServerSocket listener() throws SocketException {
        ServerSocket open = listener;
        if (open == null) {
            throw new SocketException("Socket closed");
        }
        return open;
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
        if (remote instanceof InetSocketAddress to) {
            if (to.isUnresolved()) {
                throw new UnknownHostException(to.getHostName());
            }
            address = to.getAddress();
            port = to.getPort();
        }
        socket().connect(remote, millis);
        localport = socket().getLocalPort();
    }

    @Override
    protected void bind(InetAddress host, int port) throws IOException {
        InetSocketAddress to = new InetSocketAddress(host, port);
        if (server) {
            address = host;
            wanted = to; // an adaptor binds and listens in one step: see listen
        } else {
            socket().bind(to);
            localport = socket().getLocalPort();
        }
    }

    @Override
    protected void listen(int backlog) throws IOException {
        listener().bind(wanted, backlog);
        localport = listener().getLocalPort();
    }

    @Override
    protected void accept(SocketImpl into) throws IOException {
        Socket accepted = listener().accept();
        KernelSocket to = (KernelSocket) into;
        to.socket = accepted;
        to.address = accepted.getInetAddress();
        to.port = accepted.getPort();
        to.localport = accepted.getLocalPort();
    }

    @Override
    protected InputStream getInputStream() throws IOException {
        return socket().getInputStream();
    }

    @Override
    protected OutputStream getOutputStream() throws IOException {
        return socket().getOutputStream();
    }

    @Override
    protected int available() throws IOException {
        return socket().getInputStream().available();
    }

    @Override
    protected void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        if (listener != null) {
            listener.close();
        }
    }

    @Override
    protected void shutdownInput() throws IOException {
        socket().shutdownInput();
    }

    @Override
    protected void shutdownOutput() throws IOException {
        socket().shutdownOutput();
    }

    @Override
    protected boolean supportsUrgentData() {
        return true;
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        socket().sendUrgentData(data);
    }

    @Override
    protected Set<SocketOption<?>> supportedOptions() {
        if (server) {
            return listener == null ? Set.of() : listener.supportedOptions();
        }
        return socket == null ? Set.of() : socket.supportedOptions();
    }

    @Override
    protected <T> void setOption(SocketOption<T> name, T value) throws IOException {
        if (server) {
            listener().setOption(name, value);
        } else {
            socket().setOption(name, value);
        }
    }

    @Override
    protected <T> T getOption(SocketOption<T> name) throws IOException {
        return server ? listener().getOption(name) : socket().getOption(name);
    }

    @Override
    public void setOption(int id, Object value) throws SocketException {
        if (server) {
            setServerOption(id, value);
            return;
        }
        Socket s = socket();
        switch (id) {
            case TCP_NODELAY -> s.setTcpNoDelay((Boolean) value);
            case SO_LINGER ->
                    s.setSoLinger(value instanceof Integer, value instanceof Integer n ? n : 0);
            case SO_TIMEOUT -> s.setSoTimeout((Integer) value);
            case SO_SNDBUF -> s.setSendBufferSize((Integer) value);
            case SO_RCVBUF -> s.setReceiveBufferSize((Integer) value);
            case SO_KEEPALIVE -> s.setKeepAlive((Boolean) value);
            case SO_OOBINLINE -> s.setOOBInline((Boolean) value);
            case SO_REUSEADDR -> s.setReuseAddress((Boolean) value);
            case IP_TOS -> s.setTrafficClass((Integer) value);
            default -> throw new SocketException("Unknown option " + id);
        }
    }

    private void setServerOption(int id, Object value) throws SocketException {
        switch (id) {
            case SO_TIMEOUT -> listener().setSoTimeout((Integer) value);
            case SO_RCVBUF -> listener().setReceiveBufferSize((Integer) value);
            case SO_REUSEADDR -> listener().setReuseAddress((Boolean) value);
            default -> throw new SocketException("Unknown option " + id);
        }
    }

    @Override
    public Object getOption(int id) throws SocketException {
        try {
            return server ? serverOption(id) : streamOption(id);
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage());
        }
    }

    private Object serverOption(int id) throws IOException {
        return switch (id) {
            case SO_TIMEOUT -> listener().getSoTimeout();
            case SO_RCVBUF -> listener().getReceiveBufferSize();
            case SO_REUSEADDR -> listener().getReuseAddress();
            case SO_BINDADDR -> listener().getInetAddress();
            default -> throw new SocketException("Unknown option " + id);
        };
    }

    private Object streamOption(int id) throws IOException {
        Socket s = socket();
        return switch (id) {
            case TCP_NODELAY -> s.getTcpNoDelay();
            case SO_LINGER -> s.getSoLinger();
            case SO_TIMEOUT -> s.getSoTimeout();
            case SO_SNDBUF -> s.getSendBufferSize();
            case SO_RCVBUF -> s.getReceiveBufferSize();
            case SO_KEEPALIVE -> s.getKeepAlive();
            case SO_OOBINLINE -> s.getOOBInline();
            case SO_REUSEADDR -> s.getReuseAddress();
            case SO_BINDADDR -> s.getLocalAddress();
            case IP_TOS -> s.getTrafficClass();
            default -> throw new SocketException("Unknown option " + id);
        };
    }
}
