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
import java.util.concurrent.TimeUnit;

/** The {@link ServerSocket} face of a {@link ListeningChannel}. */
final class ChannelServerSocket extends ServerSocket {
    private final ListeningChannel channel;
    private volatile int timeoutMillis;

    private ChannelServerSocket(ListeningChannel channel) {
        super(new NoSocket());
        this.channel = channel;
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
        return channel.local();
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
        int millis = timeoutMillis;
        SocketChannel accepted;
        try {
            accepted = channel.accept(millis == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(millis));
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
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
        if (millis < 0) {
            throw new IllegalArgumentException("timeout < 0");
        }
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() throws SocketException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
        return timeoutMillis;
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        put(StandardSocketOptions.SO_REUSEADDR, on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return take(StandardSocketOptions.SO_REUSEADDR);
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        if (size <= 0) {
            throw new IllegalArgumentException("size cannot be 0 or negative");
        }
        put(StandardSocketOptions.SO_RCVBUF, size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return take(StandardSocketOptions.SO_RCVBUF);
    }

    private <T> void put(SocketOption<T> name, T value) throws SocketException {
        try {
            channel.setOption(name, value);
        } catch (IOException e) {
            throw Adapted.ofSocket(e);
        }
    }

    private <T> T take(SocketOption<T> name) throws SocketException {
        try {
            return channel.getOption(name);
        } catch (IOException e) {
            throw Adapted.ofSocket(e);
        }
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
