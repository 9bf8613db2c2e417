package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddressBuffer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.util.Set;

/** The calls of a stream socket that channels and classic sockets share. */
public final class StreamCalls {
    private static final int EAGAIN = Errno.EAGAIN.result();

    private StreamCalls() {}

    /** A connection that accept returned. */
    public record Accepted(Descriptor descriptor, InetSocketAddress peer) {}

    /** bind(2); answers the address that the socket got. */
    public static @Nullable InetSocketAddress bind(
            Descriptor descriptor, @Nullable SocketAddress address) throws IOException {
        return Binding.bind(descriptor, address);
    }

    /** listen(2). */
    public static void listen(Descriptor descriptor, int backlog) throws IOException {
        check(descriptor.os().listen(descriptor.fd(), backlog));
    }

    /** connect(2); negative time waits as long as TCP does. */
    public static void connect(Descriptor descriptor, InetSocketAddress to, long timeoutNanos)
            throws IOException {
        Connecting connecting =
                timeoutNanos < 0
                        ? new Connecting(descriptor, to, true)
                        : new Connecting(descriptor, to, timeoutNanos);
        if (connecting.start() != Connecting.Outcome.CONNECTED) {
            throw connecting.failure();
        }
    }

    /** accept(2) within the time; null when it has passed or the socket was closed meanwhile. */
    public static @Nullable Accepted accept(Descriptor descriptor, long timeoutNanos)
            throws IOException {
        SocketAddressBuffer peer = new SocketAddressBuffer();
        int ready = awaitInput(descriptor, timeoutNanos);
        int result =
                ready < 0
                        ? ready
                        : Blocking.call(
                                descriptor,
                                () -> descriptor.os().accept4(descriptor.fd(), peer, 0));
        if (result >= 0) {
            Descriptor accepted = new Descriptor(descriptor.process(), result, descriptor.family());
            return new Accepted(accepted, Addresses.fromPosix(peer));
        }
        if (result != EAGAIN && !descriptor.isClosing()) {
            throw Failure.ofSocketCall(result);
        }
        return null;
    }

    /** recv(2) within the time: octets, 0 at the end, −EAGAIN when the time has passed, −errno. */
    public static int receive(
            Descriptor descriptor, byte[] to, int offset, int length, long timeoutNanos) {
        int ready = awaitInput(descriptor, timeoutNanos);
        if (ready < 0) {
            return ready;
        }
        ByteBuffer room = ByteBuffer.wrap(to, offset, length);
        return Blocking.call(descriptor, () -> descriptor.os().read(descriptor.fd(), room));
    }

    private static int awaitInput(Descriptor descriptor, long timeoutNanos) {
        if (timeoutNanos < 0) {
            return 1;
        }
        int ready = Blocking.await(descriptor, Readiness.POLLIN, timeoutNanos);
        return ready == 0 ? EAGAIN : ready;
    }

    /** send(2): octets or −errno. */
    public static int send(Descriptor descriptor, byte[] from, int offset, int length) {
        ByteBuffer data = ByteBuffer.wrap(from, offset, length);
        return Blocking.call(descriptor, () -> descriptor.os().write(descriptor.fd(), data));
    }

    /** send(2) of one octet with MSG_OOB. */
    public static void sendUrgent(Descriptor descriptor, int data) throws IOException {
        ByteBuffer octet = ByteBuffer.wrap(new byte[] {(byte) data});
        check(descriptor.os().send(descriptor.fd(), octet, MessageFlags.MSG_OOB));
    }

    /** FIONREAD: octets that can be read without sleeping. */
    public static int available(Descriptor descriptor) throws IOException {
        int[] octets = new int[1];
        check(descriptor.os().ioctl(descriptor.fd(), FileControl.FIONREAD, octets));
        return octets[0];
    }

    /** SHUT_RD, and whoever reads comes out. */
    public static void shutdownInput(Descriptor descriptor) throws IOException {
        shutdown(descriptor, Family.SHUT_RD);
    }

    /** SHUT_WR: a FIN behind what was written. */
    public static void shutdownOutput(Descriptor descriptor) throws IOException {
        shutdown(descriptor, Family.SHUT_WR);
    }

    static void shutdown(Descriptor descriptor, int how) throws IOException {
        int result = descriptor.os().shutdown(descriptor.fd(), how);
        if (result < 0 && result != Errno.ENOTCONN.result()) {
            throw Failure.ofSocketCall(result);
        }
        descriptor.interruptInside(); // who sleeps on the shut side looks again
    }

    /** The options of a classic socket: the channel's of the same sort. */
    public static Set<SocketOption<?>> options(boolean server) {
        return table(server).names();
    }

    public static <T> void setOption(
            Descriptor descriptor, boolean server, SocketOption<T> name, @Nullable T value)
            throws IOException {
        table(server).set(descriptor, name, value);
    }

    public static <T> T getOption(Descriptor descriptor, boolean server, SocketOption<T> name)
            throws IOException {
        return table(server).get(descriptor, name);
    }

    private static ChannelOptions table(boolean server) {
        return server ? ChannelOptions.LISTENER : ChannelOptions.STREAM;
    }

    /** SO_OOBINLINE, which has no public SocketOption. */
    public static void oobInline(Descriptor descriptor, boolean on) throws IOException {
        OptionValues.setInt(descriptor, Option.SOL_SOCKET, Option.SO_OOBINLINE, on ? 1 : 0);
    }

    public static boolean oobInline(Descriptor descriptor) throws IOException {
        return OptionValues.requireInt(descriptor, Option.SOL_SOCKET, Option.SO_OOBINLINE) != 0;
    }

    private static void check(int result) throws IOException {
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
    }
}
