package io.jackfield.agent.network;

import io.jackfield.agent.OpenedJdk;
import io.jackfield.hooks.Interfaces;
import io.jackfield.hooks.Network;
import io.jackfield.jdk.AgentDoors;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;
import java.security.NoSuchAlgorithmException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Answers with what the calling thread's host has. */
final class HostNetwork implements Network {
    private final PlatformSocket sockets;
    private final DatagramDelegate datagrams;
    private final NameLookup names;
    private final HostInterfaces interfaces;
    private final OwnCaches owned;
    private final OwnContexts contexts;

    HostNetwork(OpenedJdk jdk, PlatformSocket sockets) {
        this.sockets = sockets;
        interfaces = new HostInterfaces(jdk);
        datagrams = new DatagramDelegate(jdk, interfaces.unset());
        names = new NameLookup(jdk);
        owned = new OwnCaches(jdk);
        contexts = new OwnContexts(jdk);
    }

    @Override
    public boolean onHost() {
        return AgentDoors.onHost();
    }

    @Override
    public @Nullable SocketImpl socket(boolean server) {
        return AgentDoors.socket(server);
    }

    @Override
    public SocketImpl accepting(SocketImpl listener) {
        return sockets.accepting(listener);
    }

    @Override
    public @Nullable DatagramSocket datagramSocket(@Nullable SocketAddress bound, Class<?> type)
            throws SocketException {
        return datagrams.make(bound, type);
    }

    @Override
    public SelectorProvider selectorProvider() {
        return AgentDoors.selectorProvider();
    }

    @Override
    public AsynchronousChannelProvider asynchronousProvider() {
        return AgentDoors.asynchronousProvider();
    }

    @Override
    public InetAddress @Nullable [] addresses(String name) throws UnknownHostException {
        return AgentDoors.onHost() ? names.ask(name) : null;
    }

    @Override
    public @Nullable InetAddressResolver resolver() {
        return AgentDoors.resolver();
    }

    @Override
    public @Nullable InetAddress localHost() throws UnknownHostException {
        String name = AgentDoors.localHostName();
        return name == null ? null : names.ask(name)[0];
    }

    @Override
    public @Nullable Boolean isReachable(
            InetAddress address, @Nullable NetworkInterface from, int ttl, int timeoutMillis)
            throws IOException {
        return AgentDoors.isReachable(address, from, ttl, timeoutMillis);
    }

    @Override
    public Interfaces interfaces() {
        return interfaces;
    }

    @Override
    public void loads(String library) {
        String advice = NativeTransports.advice(library);
        String host = advice == null ? null : AgentDoors.localHostName();
        if (host != null) {
            throw new UnsatisfiedLinkError(
                    library
                            + " opens sockets of the real machine, and this thread belongs to host "
                            + host
                            + ": "
                            + advice);
        }
    }

    @Override
    public Object own(Object shared) {
        return owned.own(shared);
    }

    @Override
    public Object own(Object shared, Object user) {
        return owned.own(shared, user);
    }

    @Override
    public void made(Object user) {
        owned.made(user);
    }

    @Override
    public @Nullable SSLContext defaultContext() throws NoSuchAlgorithmException {
        return contexts.context();
    }

    @Override
    public @Nullable SSLSocketFactory defaultFactory() {
        return contexts.factory();
    }

    @Override
    public boolean named(@Nullable SSLContext context) {
        return contexts.contextNamed(context);
    }

    @Override
    public boolean named(@Nullable SSLSocketFactory factory) {
        return contexts.factoryNamed(factory);
    }
}
