package io.jackfield.jdk.channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The {@link MulticastSocket} face of a datagram channel, which java.net asks to have behind a
 * socket of its own: the channel's {@link DatagramSocket}, and the older words for its options.
 */
@SuppressWarnings({"deprecation", "removal"}) // what is old is what this class is for
public final class ChannelMulticastSocket extends MulticastSocket {
    private final DatagramSocket socket;
    private final AdaptorOptions options;
    private final NetworkInterface unset;

    /** What {@link #setInterface} was given, for {@link #getInterface}. */
    private volatile @Nullable Chosen chosen;

    private record Chosen(NetworkInterface nic, InetAddress own) {}

    /** Guards the time to live while one datagram has another. */
    private final ReentrantLock sendLock = new ReentrantLock();

    /**
     * A face of a channel.
     *
     * @param noDelegate the address with which java.net gives a socket nothing to delegate to
     * @param unset what stands for the interface that the host chooses
     */
    public ChannelMulticastSocket(
            SocketAddress noDelegate, DatagramChannel channel, NetworkInterface unset)
            throws IOException {
        super(noDelegate);
        this.unset = unset;
        socket = channel.socket();
        options = new AdaptorOptions(channel);
    }

    @Override
    public void bind(@Nullable SocketAddress address) throws SocketException {
        socket.bind(address);
    }

    @Override
    public void connect(InetAddress address, int port) {
        socket.connect(address, port);
    }

    @Override
    public void connect(SocketAddress address) throws SocketException {
        socket.connect(address);
    }

    @Override
    public void disconnect() {
        socket.disconnect();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public @Nullable InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
        socket.send(packet);
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        socket.receive(packet);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        socket.setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return socket.getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        socket.setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return socket.getReceiveBufferSize();
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        socket.setReuseAddress(on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return socket.getReuseAddress();
    }

    @Override
    public void setBroadcast(boolean on) throws SocketException {
        socket.setBroadcast(on);
    }

    @Override
    public boolean getBroadcast() throws SocketException {
        return socket.getBroadcast();
    }

    @Override
    public void setTrafficClass(int octet) throws SocketException {
        socket.setTrafficClass(octet);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return socket.getTrafficClass();
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public DatagramChannel getChannel() {
        return socket.getChannel();
    }

    @Override
    public <T> DatagramSocket setOption(SocketOption<T> name, T value) throws IOException {
        socket.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return socket.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return socket.supportedOptions();
    }

    @Override
    public void joinGroup(SocketAddress group, @Nullable NetworkInterface nic) throws IOException {
        socket.joinGroup(group, nic);
    }

    @Override
    public void leaveGroup(SocketAddress group, @Nullable NetworkInterface nic) throws IOException {
        socket.leaveGroup(group, nic);
    }

    @Override
    public void joinGroup(InetAddress group) throws IOException {
        try {
            socket.joinGroup(new InetSocketAddress(group, 0), null);
        } catch (IllegalArgumentException e) {
            throw new SocketException("joinGroup failed", e);
        }
    }

    @Override
    public void leaveGroup(InetAddress group) throws IOException {
        try {
            socket.leaveGroup(new InetSocketAddress(group, 0), null);
        } catch (IllegalArgumentException e) {
            throw new SocketException("leaveGroup failed", e);
        }
    }

    @Override
    public void setTimeToLive(int hops) throws SocketException {
        options.set(StandardSocketOptions.IP_MULTICAST_TTL, hops);
    }

    @Override
    public int getTimeToLive() throws SocketException {
        return options.get(StandardSocketOptions.IP_MULTICAST_TTL);
    }

    @Override
    public void setTTL(byte hops) throws SocketException {
        setTimeToLive(Byte.toUnsignedInt(hops));
    }

    @Override
    public byte getTTL() throws SocketException {
        return (byte) getTimeToLive();
    }

    @Override
    public void send(DatagramPacket packet, byte hops) throws IOException {
        sendLock.lock();
        try {
            int usual = getTimeToLive();
            try {
                setTTL(hops);
                send(packet);
            } finally {
                setTimeToLive(usual);
            }
        } finally {
            sendLock.unlock();
        }
    }

    @Override
    public void setLoopbackMode(boolean disabled) throws SocketException {
        options.set(StandardSocketOptions.IP_MULTICAST_LOOP, !disabled);
    }

    @Override
    public boolean getLoopbackMode() throws SocketException {
        return !options.get(StandardSocketOptions.IP_MULTICAST_LOOP);
    }

    @Override
    public void setNetworkInterface(NetworkInterface nic) throws SocketException {
        options.set(StandardSocketOptions.IP_MULTICAST_IF, nic);
    }

    @Override
    public NetworkInterface getNetworkInterface() throws SocketException {
        NetworkInterface nic = options.get(StandardSocketOptions.IP_MULTICAST_IF);
        return nic == null ? unset : nic;
    }

    @Override
    public void setInterface(InetAddress own) throws SocketException {
        if (own == null) {
            throw new SocketException("Invalid value 'null'");
        }
        NetworkInterface nic = NetworkInterface.getByInetAddress(own);
        if (nic == null) {
            throw new SocketException(
                    "No network interface found with address " + own.getHostAddress());
        }
        setNetworkInterface(nic);
        chosen = new Chosen(nic, own);
    }

    @Override
    public @Nullable InetAddress getInterface() throws SocketException {
        NetworkInterface nic = getNetworkInterface();
        Chosen last = chosen;
        return last != null && last.nic.equals(nic)
                ? last.own
                : nic.inetAddresses().findFirst().orElse(null);
    }
}
