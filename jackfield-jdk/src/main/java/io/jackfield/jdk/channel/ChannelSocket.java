package io.jackfield.jdk.channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The {@link Socket} face of a {@link StreamChannel}. */
final class ChannelSocket extends Socket {
    private final StreamChannel channel;
    private final AdaptorOptions options;

    ChannelSocket(StreamChannel channel) throws SocketException {
        super(new NoSocket());
        this.channel = channel;
        this.options = new AdaptorOptions(channel);
    }

    /** The adaptor; its constructor throws for no reason that can occur. */
    static ChannelSocket on(StreamChannel channel) {
        try {
            return new ChannelSocket(channel);
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void connect(SocketAddress remote) throws IOException {
        connect(remote, 0);
    }

    @Override
    public void connect(SocketAddress remote, int timeout) throws IOException {
        if (remote == null) {
            throw new IllegalArgumentException("connect: The address can't be null");
        }
        if (remote instanceof InetSocketAddress to && to.isUnresolved()) {
            refuseUnresolved(to);
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("connect: timeout can't be negative");
        }
        try {
            channel.connect(remote, timeout == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(timeout));
        } catch (IOException | RuntimeException e) {
            throw Adapted.failure(e);
        }
    }

    private void refuseUnresolved(InetSocketAddress to) throws IOException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
        if (channel.isConnected()) {
            throw new SocketException("Already connected");
        }
        close();
        throw new UnknownHostException(to.toString());
    }

    @Override
    public void bind(@Nullable SocketAddress local) throws IOException {
        try {
            channel.bind(local == null ? Addresses.anyPort() : local);
        } catch (IOException | RuntimeException e) {
            throw Adapted.failure(e);
        }
    }

    private @Nullable InetSocketAddress local() {
        return (InetSocketAddress) channel.state().local();
    }

    private @Nullable InetSocketAddress remote() {
        return (InetSocketAddress) channel.state().remote();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress peer = remote();
        return peer == null ? null : peer.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress peer = remote();
        return peer == null ? 0 : peer.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return remote();
    }

    @Override
    public InetAddress getLocalAddress() {
        InetSocketAddress address = channel.isOpen() ? local() : null;
        return address == null ? Addresses.anyPort().getAddress() : address.getAddress();
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
    public SocketChannel getChannel() {
        return channel;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        requireConnected();
        if (channel.isInputShut()) {
            throw new SocketException("Socket input is shutdown");
        }
        return new ChannelStreams.Input(channel, options);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        requireConnected();
        if (channel.isOutputShut()) {
            throw new SocketException("Socket output is shutdown");
        }
        return new ChannelStreams.Output(channel);
    }

    private void requireConnected() throws SocketException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
        if (!channel.isConnected()) {
            throw new SocketException("Socket is not connected");
        }
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        options.set(StandardSocketOptions.TCP_NODELAY, on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return options.get(StandardSocketOptions.TCP_NODELAY);
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        options.set(StandardSocketOptions.SO_LINGER, on ? seconds : -1);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return options.get(StandardSocketOptions.SO_LINGER);
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        if (channel.writeUrgent((byte) data) == 0) {
            throw new IOException("Socket buffer full");
        }
    }

    @Override
    public void setOOBInline(boolean on) throws SocketException {
        options.oobInline(channel.descriptor(), on);
    }

    @Override
    public boolean getOOBInline() throws SocketException {
        return options.oobInline(channel.descriptor());
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
    public void setSendBufferSize(int size) throws SocketException {
        if (size <= 0) {
            throw new IllegalArgumentException("Invalid send size");
        }
        options.set(StandardSocketOptions.SO_SNDBUF, size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return options.get(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        if (size <= 0) {
            throw new IllegalArgumentException("Invalid receive size");
        }
        options.set(StandardSocketOptions.SO_RCVBUF, size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return options.get(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        options.set(StandardSocketOptions.SO_KEEPALIVE, on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return options.get(StandardSocketOptions.SO_KEEPALIVE);
    }

    @Override
    public void setTrafficClass(int octet) throws SocketException {
        options.set(StandardSocketOptions.IP_TOS, octet);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return options.get(StandardSocketOptions.IP_TOS);
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
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        try {
            channel.shutdownInput();
        } catch (IOException | RuntimeException e) {
            throw Adapted.failure(e);
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        try {
            channel.shutdownOutput();
        } catch (IOException | RuntimeException e) {
            throw Adapted.failure(e);
        }
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isBound() {
        return local() != null;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return channel.isInputShut();
    }

    @Override
    public boolean isOutputShutdown() {
        return channel.isOutputShut();
    }

    @Override
    public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
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
        return channel.isConnected()
                ? "Socket[addr=%s,port=%d,localport=%d]"
                        .formatted(getInetAddress(), getPort(), getLocalPort())
                : "Socket[unconnected]";
    }
}
