package io.jackfield.jdk.channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** The {@link ServerSocket} face of a {@link ListeningChannel}. */
final class ChannelServerSocket extends ServerSocket {
    private final ListeningChannel channel;
    private final AdaptorOptions options;

    private ChannelServerSocket(ListeningChannel channel) {
        super(new NoSocket());
        this.channel = channel;
        this.options = new AdaptorOptions(channel);
    }

    static ChannelServerSocket on(ListeningChannel channel) {
        return new ChannelServerSocket(channel);
    }

    @Override
    public void bind(@Nullable SocketAddress local) throws IOException {
        bind(local, 50);
    }

    @Override
    public void bind(@Nullable SocketAddress local, int backlog) throws IOException {
        try {
            channel.bind(local == null ? Addresses.anyPort() : local, backlog);
        } catch (IOException | RuntimeException e) {
            throw Adapted.failure(e);
        }
    }

    private @Nullable InetSocketAddress local() {
        return (InetSocketAddress) channel.local();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress address = local();
        return address == null ? null : address.getAddress();
    }

    @Override
    public int getLocalPort() {
        InetSocketAddress address = local();
        return address == null ? -1 : address.getPort();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return local();
    }

    @Override
    public Socket accept() throws IOException {
        SocketChannel accepted;
        try {
            accepted = channel.accept(options.timeoutNanos());
        } catch (IOException | RuntimeException e) {
            throw Adapted.failure(e);
        }
        if (accepted == null && !channel.isBlocking()) {
            throw new IllegalBlockingModeException(); // but it has looked, as the JDK's does
        }
        if (accepted == null) {
            throw new SocketTimeoutException("Accept timed out");
        }
        return accepted.socket();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public ServerSocketChannel getChannel() {
        return channel;
    }

    @Override
    public boolean isBound() {
        return channel.isBound();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        options.timeoutMillis(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return options.timeoutMillis();
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        options.set(StandardSocketOptions.SO_REUSEADDR, on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return options.get(StandardSocketOptions.SO_REUSEADDR);
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        if (size <= 0) {
            throw new IllegalArgumentException("size cannot be 0 or negative");
        }
        options.set(StandardSocketOptions.SO_RCVBUF, size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return options.get(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public <T> ServerSocket setOption(SocketOption<T> name, T value) throws IOException {
        channel.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return channel.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }

    @Override
    public String toString() {
        return isBound()
                ? "ServerSocket[addr=%s,localport=%d]".formatted(getInetAddress(), getLocalPort())
                : "ServerSocket[unbound]";
    }
}
