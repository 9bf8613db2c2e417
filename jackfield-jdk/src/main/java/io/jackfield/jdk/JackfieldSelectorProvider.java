package io.jackfield.jdk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * The provider that the JDK finds as a service: a thread that belongs to a {@link Jvm} gets that
 * host's channels, every other thread the JDK's own.
 */
public final class JackfieldSelectorProvider extends SelectorProvider {
    private static SelectorProvider chosen() {
        Jvm jvm = Jvm.current();
        return jvm == null ? JdkProvider.get() : jvm.provider();
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return chosen().openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return chosen().openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return chosen().openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return chosen().openSelector();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return chosen().openServerSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return chosen().openSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        return chosen().openSocketChannel(family);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        return chosen().openServerSocketChannel(family);
    }

    @Override
    public @Nullable Channel inheritedChannel() throws IOException {
        return chosen().inheritedChannel();
    }
}
