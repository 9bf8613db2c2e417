package io.jackfield.jdk.channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.MembershipKey;
import java.util.Set;

/** The {@link DatagramSocket} face of a {@link PacketChannel}. */
final class ChannelDatagramSocket extends DatagramSocket {
    private final PacketChannel channel;
    private final PacketRooms rooms = new PacketRooms();
    private final AdaptorOptions options;

    ChannelDatagramSocket(PacketChannel channel) {
        super(new NoDatagramSocket());
        this.channel = channel;
        this.options = new AdaptorOptions(channel);
    }

    @Override
    public void bind(@Nullable SocketAddress address) throws SocketException {
        try {
            channel.bind(address == null ? Addresses.anyPort() : address);
        } catch (IOException | RuntimeException e) {
            throw Adapted.ofSocket(e);
        }
    }

    @Override
    public void connect(InetAddress address, int port) {
        if (address == null) {
            throw new IllegalArgumentException("Address can't be null");
        }
        try {
            connect(new InetSocketAddress(address, port));
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void connect(SocketAddress address) throws SocketException {
        if (address == null) {
            throw new IllegalArgumentException("Address can't be null");
        }
        if (isClosed() && address instanceof InetSocketAddress to && !to.isUnresolved()) {
            return; // as the JDK's
        }
        try {
            channel.connect(address, true);
        } catch (IOException | RuntimeException e) {
            throw Adapted.ofSocket(e);
        }
    }

    @Override
    public void disconnect() {
        try {
            channel.disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable InetSocketAddress local() {
        return channel.state().local();
    }

    private @Nullable InetSocketAddress remote() {
        return channel.state().remote();
    }

    @Override
    public boolean isBound() {
        return local() != null;
    }

    @Override
    public boolean isConnected() {
        return remote() != null;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress peer = remote();
        return peer == null ? null : peer.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress peer = remote();
        return peer == null ? -1 : peer.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return remote();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return isClosed() ? null : local();
    }

    @Override
    public @Nullable InetAddress getLocalAddress() {
        if (isClosed()) {
            return null;
        }
        InetSocketAddress address = local();
        return address == null ? Addresses.anyPort().getAddress() : address.getAddress();
    }

    @Override
    public int getLocalPort() {
        if (isClosed()) {
            return -1;
        }
        InetSocketAddress address = local();
        return address == null ? 0 : address.getPort();
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        requireBlocking();
        ByteBuffer data = ByteBuffer.wrap(packet.getData(), packet.getOffset(), packet.getLength());
        InetSocketAddress peer = remote();
        try {
            if (packet.getAddress() == null && peer != null) {
                channel.write(data);
            } else if (packet.getAddress() == null) {
                throw new IllegalArgumentException("Address not set");
            } else {
                channel.send(data, new InetSocketAddress(packet.getAddress(), packet.getPort()));
            }
        } catch (AlreadyConnectedException e) {
            throw new IllegalArgumentException("Connected and packet address differ", e);
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket closed", e);
        }
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        requireBlocking();
        try {
            ByteBuffer data = rooms.of(packet);
            SocketAddress from = channel.receive(data, options.timeoutNanos());
            if (from == null) {
                throw new SocketTimeoutException("Receive timed out");
            }
            packet.setSocketAddress(from);
            rooms.filled(packet, data);
        } catch (ClosedByInterruptException | SocketTimeoutException e) {
            throw e;
        } catch (ClosedChannelException e) {
            throw new SocketException("Socket closed", e);
        } catch (InterruptedIOException e) {
            close(); // a virtual thread was interrupted
            throw new SocketException("Closed by interrupt", e);
        }
    }

    private void requireBlocking() {
        if (!channel.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
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
    public void setReuseAddress(boolean on) throws SocketException {
        options.set(StandardSocketOptions.SO_REUSEADDR, on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return options.get(StandardSocketOptions.SO_REUSEADDR);
    }

    @Override
    public void setBroadcast(boolean on) throws SocketException {
        options.set(StandardSocketOptions.SO_BROADCAST, on);
    }

    @Override
    public boolean getBroadcast() throws SocketException {
        return options.get(StandardSocketOptions.SO_BROADCAST);
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
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public DatagramChannel getChannel() {
        return channel;
    }

    @Override
    public <T> DatagramSocket setOption(SocketOption<T> name, T value) throws IOException {
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
    public void joinGroup(SocketAddress group, @Nullable NetworkInterface nic) throws IOException {
        InetAddress address = group(group);
        if (channel.memberships().find(address, chosen(nic)) != null) {
            throw new SocketException("Already a member of group");
        }
        channel.memberships().join(address, chosen(nic), null);
    }

    @Override
    public void leaveGroup(SocketAddress group, @Nullable NetworkInterface nic) throws IOException {
        InetAddress address = group(group);
        MembershipKey key = channel.memberships().find(address, chosen(nic));
        if (key == null) {
            throw new SocketException("Not a member of group");
        }
        key.drop();
    }

    private InetAddress group(SocketAddress address) throws SocketException {
        if (!(address instanceof InetSocketAddress inet)) {
            throw new IllegalArgumentException("Unsupported address type");
        }
        if (inet.isUnresolved()) {
            throw new IllegalArgumentException("Unresolved address");
        }
        if (!inet.getAddress().isMulticastAddress()) {
            throw new SocketException("Not a multicast address");
        }
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
        return inet.getAddress();
    }

    /** The interface named, else the one that multicasts leave by; null leaves it to the host. */
    private @Nullable NetworkInterface chosen(@Nullable NetworkInterface nic) throws IOException {
        return nic == null && Memberships.areInterfacesHosts()
                ? channel.getOption(StandardSocketOptions.IP_MULTICAST_IF)
                : nic;
    }
}
