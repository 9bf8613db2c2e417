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
 * Who answers for the network. Null means that the JDK is to answer itself, except where {@link
 * #onHost} was asked before: there null is an answer.
 */
public interface Network {
    /** Whether the calling thread belongs to a host of ours. */
    boolean onHost();

    /** What is behind a new Socket or ServerSocket. */
    @Nullable SocketImpl socket(boolean server);

    /** What a listener accepts into. */
    SocketImpl accepting(SocketImpl listener);

    /** What is behind a new DatagramSocket or MulticastSocket, bound unless that is null. */
    @Nullable DatagramSocket datagramSocket(@Nullable SocketAddress bound, Class<?> type)
            throws SocketException;

    /** The provider of channels for all threads. */
    SelectorProvider selectorProvider();

    /** The provider of asynchronous channels for all threads. */
    AsynchronousChannelProvider asynchronousProvider();

    /** What a name resolves to, without the memory that the JDK keeps for all. */
    InetAddress @Nullable [] addresses(String name) throws UnknownHostException;

    /** Who resolves names for the calling thread. */
    @Nullable InetAddressResolver resolver();

    /** The host's own name and address. */
    @Nullable InetAddress localHost() throws UnknownHostException;

    /** Whether an address answers. */
    @Nullable Boolean isReachable(
            InetAddress address, @Nullable NetworkInterface from, int ttl, int timeoutMillis)
            throws IOException;

    /** The host's interfaces. */
    Interfaces interfaces();

    /**
     * A native library is about to be loaded, by its name or its file.
     *
     * @throws UnsatisfiedLinkError if it would open sockets past the thread's host
     */
    void loads(String library);

    /** What the thread's host keeps in the place of something that the JDK keeps once for all. */
    Object own(Object shared);

    /** What the host keeps whose thread has made the user. */
    Object own(Object shared, Object user);

    /** Something that uses what the JDK keeps once for all was made. */
    void made(Object user);

    /** The context that the thread's host uses where a program names none. */
    @Nullable SSLContext defaultContext() throws NoSuchAlgorithmException;

    /** The factory that HttpsURLConnection uses where a program names none. */
    @Nullable SSLSocketFactory defaultFactory();

    /** A context is named; whether it is for the thread's program alone, and all is done. */
    boolean named(@Nullable SSLContext context);

    /** A factory is named; whether it is for the thread's program alone, and all is done. */
    boolean named(@Nullable SSLSocketFactory factory);
}
