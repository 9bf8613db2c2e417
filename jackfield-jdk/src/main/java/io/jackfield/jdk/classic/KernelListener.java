package io.jackfield.jdk.classic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketOption;
import java.util.Set;

/**
 * A listener of the real machine: the adaptor of one of the JDK's own channels. It has no IP_TOS,
 * which the JDK's own SocketImpl has.
 */
final class KernelListener implements Listener {
    private final ServerSocket socket;
    private @Nullable InetSocketAddress wanted;

    KernelListener(ServerSocket socket) {
        this.socket = socket;
    }

    @Override
    public void bind(InetSocketAddress address) {
        wanted = address; // an adaptor binds and listens in one step: see listen
    }

    @Override
    public void listen(int backlog) throws IOException {
        KernelCall.run(() -> socket.bind(wanted, backlog));
    }

    @Override
    public Connection accept(int millis) throws IOException {
        return KernelCall.get(
                () -> {
                    socket.setSoTimeout(millis);
                    return new KernelConnection(socket.accept());
                });
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public Set<SocketOption<?>> options() {
        return socket.supportedOptions();
    }

    @Override
    public <T> void option(SocketOption<T> name, T value) throws IOException {
        KernelCall.run(() -> socket.setOption(name, value));
    }

    @Override
    public <T> T option(SocketOption<T> name) throws IOException {
        return KernelCall.get(() -> socket.getOption(name));
    }

    @Override
    public @Nullable InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }
}
