package io.jackfield.jdk.channel;

import org.jspecify.annotations.Nullable;

import java.net.DatagramPacket;
import java.net.DatagramSocketImpl;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;

/** The DatagramSocketImpl that an adaptor must have and never uses: its channel does everything. */
@SuppressWarnings("removal") // two abstract methods of 1.1 that an implementation must have
final class NoDatagramSocket extends DatagramSocketImpl {
    private static IllegalStateException unused() {
        return new IllegalStateException("an adaptor works on its channel");
    }

    @Override
    protected void create() {
        // The superclass creates its implementation before the adaptor has its channel.
    }

    @Override
    protected void bind(int port, InetAddress address) {
        throw unused();
    }

    @Override
    protected void send(DatagramPacket packet) {
        throw unused();
    }

    @Override
    protected int peek(InetAddress address) {
        throw unused();
    }

    @Override
    protected int peekData(DatagramPacket packet) {
        throw unused();
    }

    @Override
    protected void receive(DatagramPacket packet) {
        throw unused();
    }

    @Override
    protected void setTTL(byte ttl) {
        throw unused();
    }

    @Override
    protected byte getTTL() {
        throw unused();
    }

    @Override
    protected void setTimeToLive(int ttl) {
        throw unused();
    }

    @Override
    protected int getTimeToLive() {
        throw unused();
    }

    @Override
    protected void join(InetAddress group) {
        throw unused();
    }

    @Override
    protected void leave(InetAddress group) {
        throw unused();
    }

    @Override
    protected void joinGroup(SocketAddress group, NetworkInterface nic) {
        throw unused();
    }

    @Override
    protected void leaveGroup(SocketAddress group, NetworkInterface nic) {
        throw unused();
    }

    @Override
    protected void close() {
        throw unused();
    }

    @Override
    public void setOption(int id, @Nullable Object value) {
        throw unused();
    }

    @Override
    public Object getOption(int id) {
        throw unused();
    }
}
