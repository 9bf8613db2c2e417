package io.jackfield.agent.network;

import io.jackfield.agent.OpenedJdk;
import io.jackfield.jdk.AgentDoors;
import io.jackfield.jdk.channel.ChannelMulticastSocket;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;

/** What a DatagramSocket or MulticastSocket hands everything to: the adaptor of a channel. */
final class DatagramDelegate {
    /** With this for an address a MulticastSocket has no delegate, and so may be one. */
    private final SocketAddress noDelegate;

    private final NetworkInterface unset;

    DatagramDelegate(OpenedJdk jdk, NetworkInterface unset) {
        this.unset = unset;
        try {
            noDelegate =
                    (SocketAddress)
                            jdk.inside(DatagramSocket.class)
                                    .findStaticVarHandle(
                                            DatagramSocket.class,
                                            "NO_DELEGATE",
                                            SocketAddress.class)
                                    .get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As DatagramSocket.createDelegate makes it. */
    @Nullable DatagramSocket make(@Nullable SocketAddress bound, Class<?> type)
            throws SocketException {
        if (bound == noDelegate || !AgentDoors.onHost()) {
            return null;
        }
        try {
            DatagramChannel channel = AgentDoors.datagramChannel();
            MulticastSocket delegate = new ChannelMulticastSocket(noDelegate, channel, unset);
            try {
                if (type == MulticastSocket.class) {
                    delegate.setReuseAddress(true);
                }
                if (bound != null) {
                    delegate.bind(bound);
                }
                delegate.setBroadcast(true);
                return delegate;
            } catch (IOException | RuntimeException e) {
                delegate.close();
                throw e;
            }
        } catch (SocketException e) {
            throw e;
        } catch (IOException e) {
            throw new SocketException(e.getMessage(), e);
        }
    }
}
