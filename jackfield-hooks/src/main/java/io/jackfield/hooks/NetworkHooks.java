package io.jackfield.hooks;

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

/**
 * The calls of the network switch, but for interfaces. An exception that comes out of one is its
 * answer.
 */
public final class NetworkHooks {
    private static volatile @Nullable Network installed;

    private NetworkHooks() {}

    /** From now on the calls are answered; null ends it. */
    public static void install(@Nullable Network network) {
        installed = network;
    }

    static @Nullable Network installed() {
        return installed;
    }

    /** SocketImpl.createPlatformSocketImpl. */
    public static @Nullable SocketImpl createPlatformSocketImpl(boolean server) {
        Network network = installed;
        return network == null ? null : network.socket(server);
    }

    /** ServerSocket.platformImplAccept. */
    public static @Nullable SocketImpl platformImplAccept(SocketImpl listener) {
        Network network = installed;
        return network == null ? null : network.accepting(listener);
    }

    /** DatagramSocket.createDelegate. */
    public static @Nullable DatagramSocket createDelegate(
            @Nullable SocketAddress bound, Class<?> type) throws SocketException {
        Network network = installed;
        return network == null ? null : network.datagramSocket(bound, type);
    }

    /** SelectorProvider.provider. */
    public static @Nullable SelectorProvider selectorProvider() {
        Network network = installed;
        return network == null ? null : network.selectorProvider();
    }

    /** AsynchronousChannelProvider.provider. */
    public static @Nullable AsynchronousChannelProvider asynchronousProvider() {
        Network network = installed;
        return network == null ? null : network.asynchronousProvider();
    }

    /** InetAddress.getAllByName0. */
    public static InetAddress @Nullable [] getAllByName0(String name, boolean useCache)
            throws UnknownHostException {
        Network network = installed;
        return network == null ? null : network.addresses(name);
    }

    /** InetAddress.resolver. */
    public static @Nullable InetAddressResolver resolver() {
        Network network = installed;
        return network == null ? null : network.resolver();
    }

    /** InetAddress.getLocalHost. */
    public static @Nullable InetAddress getLocalHost() throws UnknownHostException {
        Network network = installed;
        return network == null ? null : network.localHost();
    }

    /** InetAddress.isReachable. */
    public static @Nullable Boolean isReachable(
            InetAddress address, @Nullable NetworkInterface from, int ttl, int timeoutMillis)
            throws IOException {
        Network network = installed;
        return network == null || ttl < 0 || timeoutMillis < 0
                ? null // the JDK refuses it
                : network.isReachable(address, from, ttl, timeoutMillis);
    }

    /** Runtime.load0. */
    public static @Nullable Boolean load0(Runtime runtime, Class<?> by, String file) {
        return loadLibrary0(runtime, by, file);
    }

    /** Runtime.loadLibrary0. */
    public static @Nullable Boolean loadLibrary0(Runtime runtime, Class<?> by, String name) {
        Network network = installed;
        if (network != null && name != null) {
            network.loads(name);
        }
        return null;
    }

    /** A static field of which each host has its own. */
    public static Object own(Object shared) {
        Network network = installed;
        return network == null ? shared : network.own(shared);
    }

    /** The same, read by an object that belongs to a host. */
    public static Object own(Object shared, Object user) {
        Network network = installed;
        return network == null ? shared : network.own(shared, user);
    }

    /** The end of the constructor of such an object. */
    public static void made(Object user) {
        Network network = installed;
        if (network != null) {
            network.made(user);
        }
    }

    /** SSLContext.getDefault. */
    public static @Nullable SSLContext getDefault() throws NoSuchAlgorithmException {
        Network network = installed;
        return network == null ? null : network.defaultContext();
    }

    /** HttpsURLConnection.getDefaultSSLSocketFactory. */
    public static @Nullable SSLSocketFactory getDefaultSSLSocketFactory() {
        Network network = installed;
        return network == null ? null : network.defaultFactory();
    }

    /** SSLContext.setDefault. */
    public static @Nullable Boolean setDefault(@Nullable SSLContext named) {
        Network network = installed;
        return network != null && network.named(named) ? true : null;
    }

    /** HttpsURLConnection.setDefaultSSLSocketFactory. */
    public static @Nullable Boolean setDefaultSSLSocketFactory(@Nullable SSLSocketFactory named) {
        Network network = installed;
        return network != null && network.named(named) ? true : null;
    }
}
