package io.jackfield.jdk;

import io.jackfield.address.Prefix;
import io.jackfield.jdk.channel.ChannelOptions;
import io.jackfield.jdk.channel.Reachability;
import io.jackfield.jdk.classic.DescriptorMaker;
import io.jackfield.link.NetworkInterface;
import io.jackfield.process.Kernel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.spi.InetAddressResolver;
import java.nio.channels.DatagramChannel;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the agent's hooks are answered: what the calling thread's host has, null for the JDK's. Made
 * for jackfield-agent; programs have no use for it.
 */
public final class AgentDoors {
    private static final SelectorProvider PROVIDER = new JackfieldSelectorProvider();

    private static final class Asynchronous {
        private static final AsynchronousChannelProvider PROVIDER =
                new JackfieldAsynchronousChannelProvider();
    }

    private static volatile @Nullable PlatformSockets sockets;

    private AgentDoors() {}

    /** Makes sockets that java.net takes for the platform's own. */
    public interface PlatformSockets {
        /** A socket that opens its descriptor when it is created, as the JDK has it. */
        SocketImpl make(DescriptorMaker descriptors, boolean server);
    }

    /** The network switch is on: what is one per JVM need not be set. */
    public static void open(PlatformSockets platformSockets, SocketOption<Boolean> oobInline) {
        sockets = platformSockets;
        ChannelOptions.oobInlineIs(oobInline);
        ChannelOptions.interfacesAreHosts();
    }

    /** From now on every thread that is made will be told of. */
    public static void keepAccountOfThreads() {
        Belonging.keepAccount();
    }

    /** The calling thread has made another. */
    public static void created(Thread thread) {
        Belonging.created(thread);
    }

    static boolean areOpen() {
        return sockets != null;
    }

    /** Whether the calling thread belongs to a host. */
    public static boolean onHost() {
        return Jvm.current() != null;
    }

    /** What is behind a new Socket or ServerSocket. */
    public static @Nullable SocketImpl socket(boolean server) {
        PlatformSockets made = sockets;
        Jvm jvm = Jvm.current();
        return made == null || jvm == null ? null : made.make(jvm::stream, server);
    }

    /** What is behind a new DatagramSocket. */
    public static DatagramChannel datagramChannel() throws IOException {
        return here().datagramChannel();
    }

    private static Jvm here() {
        return Objects.requireNonNull(Jvm.current(), "a thread of no host");
    }

    /** Channels of whatever machine the thread is on that opens one. */
    public static SelectorProvider selectorProvider() {
        return PROVIDER;
    }

    /** Asynchronous channels of whatever machine the thread is on that opens one. */
    public static AsynchronousChannelProvider asynchronousProvider() {
        return Asynchronous.PROVIDER;
    }

    /** Who resolves names. */
    public static @Nullable InetAddressResolver resolver() {
        Jvm jvm = Jvm.current();
        return jvm == null ? null : new HostNames(jvm, jvm.host().name());
    }

    /** What the host is called. */
    public static @Nullable String localHostName() {
        Jvm jvm = Jvm.current();
        return jvm == null ? null : jvm.host().name();
    }

    /** Whether an address answers within the time. */
    public static @Nullable Boolean isReachable(
            InetAddress address,
            java.net.@Nullable NetworkInterface from,
            int hops,
            int timeoutMillis)
            throws IOException {
        Jvm jvm = Jvm.current();
        return jvm == null
                ? null
                : Reachability.test(
                        jvm.stream(false),
                        address,
                        from,
                        hops,
                        TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    }

    /** The interfaces of the host that the calling thread belongs to. */
    public static List<NetworkInterface> interfaces() {
        return here().host().interfaces();
    }

    /** What an interface of the host is called by. */
    public static List<Prefix> addressesOf(NetworkInterface nic) {
        Kernel kernel = here().host().kernel();
        kernel.enter();
        try {
            return List.copyOf(nic.addresses());
        } finally {
            kernel.leave();
        }
    }
}
