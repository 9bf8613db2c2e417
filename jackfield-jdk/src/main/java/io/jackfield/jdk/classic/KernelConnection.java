package io.jackfield.jdk.classic;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A TCP connection of the real machine: the adaptor of one of the JDK's own channels. It differs
 * from the JDK's own SocketImpl in one thing: an interrupt of a platform thread that sleeps in it
 * closes it, because that is what channels do.
 */
final class KernelConnection implements Connection {
    private final Socket socket;

    KernelConnection(Socket socket) {
        this.socket = socket;
    }

    @Override
    public void connect(InetSocketAddress to, int millis) throws IOException {
        try {
            KernelCall.run(() -> socket.connect(to, millis));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (InterruptedIOException e) {
            throw new SocketException("Closed by interrupt", e);
        }
    }

    @Override
    public void bind(InetSocketAddress address) throws IOException {
        KernelCall.run(() -> socket.bind(address));
    }

    private boolean isInputShut() {
        return socket.isInputShutdown() && !socket.isClosed();
    }

    @Override
    public int receive(byte[] to, int offset, int length, int millis) throws IOException {
        return KernelCall.get(
                () -> {
                    socket.setSoTimeout(millis);
                    return isInputShut() ? -1 : socket.getInputStream().read(to, offset, length);
                });
    }

    @Override
    public void send(byte[] from, int offset, int length) throws IOException {
        if (socket.isOutputShutdown() && !socket.isClosed()) {
            throw new SocketException("Broken pipe");
        }
        KernelCall.run(() -> socket.getOutputStream().write(from, offset, length));
    }

    @Override
    public void sendUrgent(int octet) throws IOException {
        if (socket.isOutputShutdown() && !socket.isClosed()) {
            throw new IOException("Broken pipe");
        }
        KernelCall.run(() -> socket.sendUrgentData(octet));
    }

    @Override
    public int available() throws IOException {
        return KernelCall.get(() -> isInputShut() ? 0 : socket.getInputStream().available());
    }

    @Override
    public void shutdownInput() throws IOException {
        KernelCall.run(socket::shutdownInput);
    }

    @Override
    public void shutdownOutput() throws IOException {
        KernelCall.run(socket::shutdownOutput);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public Set<SocketOption<?>> options() {
        Set<SocketOption<?>> options = new LinkedHashSet<>(socket.supportedOptions());
        options.removeIf(option -> option.name().equals("SO_OOBINLINE")); // the adaptor's alone
        return options;
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
    public void oobInline(boolean on) throws IOException {
        KernelCall.run(() -> socket.setOOBInline(on));
    }

    @Override
    public boolean oobInline() throws IOException {
        return KernelCall.get(socket::getOOBInline);
    }

    @Override
    public @Nullable InetSocketAddress local() {
        return socket.isClosed() ? null : (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public @Nullable InetSocketAddress remote() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }
}
