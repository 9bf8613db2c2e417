package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
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
    private StreamCalls() {}

    /** What accept(2) came to: a connection, or −errno without one. */
    public record Accepted(int result, Descriptor descriptor, @Nullable InetSocketAddress peer) {}

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

    /** accept(2) within the time, −EAGAIN when it has passed; negative time is for ever. */
    public static Accepted accept(Descriptor descriptor, long timeoutNanos) {
        SocketAddressBuffer peer = new SocketAddressBuffer();
        if (timeoutNanos >= 0) {
            descriptor.configureBlocking(false); // somebody else may take what this one was told of
        }
        int result =
                Blocking.within(
                        descriptor,
                        Readiness.POLLIN,
                        timeoutNanos,
                        () -> descriptor.os().accept4(descriptor.fd(), peer, 0));
        return result < 0
                ? new Accepted(result, descriptor, null)
                : new Accepted(
                        result,
                        new Descriptor(descriptor.process(), result, descriptor.family()),
                        Addresses.fromPosix(peer));
    }

    /** recv(2) within the time: octets, 0 at the end, −EAGAIN when the time has passed, −errno. */
    public static int receive(
            Descriptor descriptor, byte[] to, int offset, int length, long timeoutNanos) {
        ByteBuffer room = ByteBuffer.wrap(to, offset, length);
        int flags = timeoutNanos < 0 ? 0 : MessageFlags.MSG_DONTWAIT;
        return Blocking.within(
                descriptor,
                Readiness.POLLIN,
                timeoutNanos,
                () -> descriptor.os().recv(descriptor.fd(), room, flags));
    }

    /** send(2): octets or −errno. */
    public static int send(Descriptor descriptor, byte[] from, int offset, int length) {
        ByteBuffer data = ByteBuffer.wrap(from, offset, length);
        return Blocking.call(descriptor, () -> descriptor.os().write(descriptor.fd(), data));
    }

    /** send(2) of one octet with MSG_OOB: 1 or −errno. */
    public static int sendUrgent(Descriptor descriptor, ByteBuffer octet) {
        return Blocking.call(
                descriptor,
                () -> descriptor.os().send(descriptor.fd(), octet, MessageFlags.MSG_OOB));
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

    /** The options of java.net's Socket: those of a channel, without SO_OOBINLINE. */
    public static Set<SocketOption<?>> connectionOptions() {
        return ChannelOptions.CLASSIC_STREAM.names();
    }

    /** The options of java.net's ServerSocket: those of a channel, and IP_TOS. */
    public static Set<SocketOption<?>> listenerOptions() {
        return ChannelOptions.CLASSIC_LISTENER.names();
    }

    /** The options of an asynchronous channel. */
    public static Set<SocketOption<?>> asynchronousOptions() {
        return ChannelOptions.ASYNCHRONOUS_STREAM.names();
    }

    public static <T> void setOption(Descriptor descriptor, SocketOption<T> name, @Nullable T value)
            throws IOException {
        ChannelOptions.CLASSIC_STREAM.set(descriptor, name, value);
    }

    public static <T> T getOption(Descriptor descriptor, SocketOption<T> name) throws IOException {
        return ChannelOptions.CLASSIC_STREAM.get(descriptor, name);
    }

    /** SO_OOBINLINE, which has no public SocketOption. */
    public static void oobInline(Descriptor descriptor, boolean on) throws IOException {
        ChannelOptions.OOBINLINE.set(descriptor, on);
    }

    public static boolean oobInline(Descriptor descriptor) throws IOException {
        return ChannelOptions.OOBINLINE.get(descriptor);
    }

    private static void check(int result) throws IOException {
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
    }
}
