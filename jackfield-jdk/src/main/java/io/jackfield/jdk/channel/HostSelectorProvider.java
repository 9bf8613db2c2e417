package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.process.Process;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** The provider of one process: whatever thread asks, the channel is that process's. */
public final class HostSelectorProvider extends SelectorProvider {
    private final Process process;

    public HostSelectorProvider(Process process) {
        this.process = process;
    }

    /** AF_INET6, dual-stack, unless a family is named: as the JDK where there is IPv6. */
    private Descriptor socket(int type, @Nullable ProtocolFamily family) throws IOException {
        if (family == StandardProtocolFamily.UNIX && type == Family.SOCK_STREAM) {
            return socket(Family.AF_UNIX, type);
        }
        if (family != null
                && family != StandardProtocolFamily.INET
                && family != StandardProtocolFamily.INET6) {
            throw new UnsupportedOperationException("Protocol family not supported");
        }
        int number = family == StandardProtocolFamily.INET ? Family.AF_INET : Family.AF_INET6;
        Descriptor descriptor = socket(number, type);
        if (descriptor.isDual()) {
            OptionValues.setInt(descriptor, Option.SOL_IPV6, Option.IPV6_V6ONLY, 0);
        }
        return descriptor;
    }

    private Descriptor socket(int family, int type) throws IOException {
        int fd = process.calls().socket(family, type, 0);
        if (fd < 0) {
            throw Failure.ofSocketCall(fd);
        }
        return new Descriptor(process, fd, family);
    }

    /** A stream socket; one that will listen has SO_REUSEADDR on, as the JDK's on Linux. */
    public Descriptor stream(boolean server) throws IOException {
        return stream(server, null);
    }

    private Descriptor stream(boolean server, @Nullable ProtocolFamily family) throws IOException {
        Descriptor descriptor = socket(Family.SOCK_STREAM, family);
        if (server && descriptor.family() != Family.AF_UNIX) {
            OptionValues.setInt(descriptor, Option.SOL_SOCKET, Option.SO_REUSEADDR, 1);
        }
        return descriptor;
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return new PacketChannel(this, socket(Family.SOCK_DGRAM, null));
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return new PacketChannel(this, socket(Family.SOCK_DGRAM, required(family)));
    }

    /** What is behind a socket of java.net, which an interrupt does not close. */
    public DatagramChannel openUninterruptibleDatagramChannel() throws IOException {
        return new PacketChannel(this, socket(Family.SOCK_DGRAM, null), false);
    }

    @Override
    public Pipe openPipe() throws IOException {
        int[] ends = new int[2];
        int result = process.calls().pipe2(ends, 0);
        if (result < 0) {
            throw new IOException(Errno.of(result).text());
        }
        return new PipeChannels(
                this,
                new Descriptor(process, ends[0], Family.AF_UNSPEC),
                new Descriptor(process, ends[1], Family.AF_UNSPEC));
    }

    @Override
    public AbstractSelector openSelector() {
        return new ReadySelector(this, process);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return new ListeningChannel(this, stream(true));
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return new StreamChannel(this, stream(false));
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        return new StreamChannel(this, stream(false, required(family)));
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        return new ListeningChannel(this, stream(true, required(family)));
    }

    private static ProtocolFamily required(@Nullable ProtocolFamily family) {
        if (family == null) {
            throw new NullPointerException("'family' is null");
        }
        return family;
    }

    /** A simulated process inherits no channel. */
    @Override
    public @Nullable Channel inheritedChannel() {
        return null;
    }
}
