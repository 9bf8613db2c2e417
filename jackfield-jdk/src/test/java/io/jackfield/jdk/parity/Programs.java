package io.jackfield.jdk.parity;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Little programs by name, and what each came to: a value, or an exception's class and message. */
public final class Programs {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** A block of addresses that nobody has (RFC 5737). */
    static final String FOREIGN = "203.0.113.1";

    private final Map<String, Callable<?>> programs = new LinkedHashMap<>();

    private Programs() {}

    /** A program that answers a value or throws. */
    Programs add(String name, Callable<?> program) {
        if (programs.put(name, program) != null) {
            throw new IllegalArgumentException("two programs are called " + name);
        }
        return this;
    }

    /** A program that does something and throws, or does not. */
    interface Action {
        void run() throws Exception;
    }

    /** What an action came to. */
    static String outcome(Action action) {
        return outcome(
                () -> {
                    action.run();
                    return "done";
                });
    }

    /** What a call came to, ports left out. */
    static String outcome(Callable<?> call) {
        try {
            return anonymous(String.valueOf(call.call()));
        } catch (Exception e) {
            return anonymous(e.toString());
        }
    }

    /** Without the ports that the system chose. */
    private static String anonymous(String text) {
        return text.replaceAll("(?<=:|port=)\\d{4,5}\\b", "PORT");
    }

    /** What stands in brackets where something describes itself, which its class stands before. */
    static String bracketed(Object described) {
        return described.toString().replaceFirst("^[^\\[]*", "");
    }

    /** Runs all of them on the calling thread. */
    public static Map<String, String> run() {
        Programs all = new Programs();
        ClassicPrograms.addTo(all);
        ChannelPrograms.addTo(all);
        DatagramPrograms.addTo(all);
        OptionPrograms.addTo(all);
        GetterPrograms.addTo(all);
        UrgentPrograms.addTo(all);
        SelectorPrograms.addTo(all);
        AsyncPrograms.addTo(all);
        AsyncGroupPrograms.addTo(all);
        UnixPrograms.addTo(all);
        return all.outcomes();
    }

    private Map<String, String> outcomes() {
        Map<String, String> outcomes = new LinkedHashMap<>();
        programs.forEach((name, program) -> outcomes.put(name, outcome(program)));
        return outcomes;
    }

    /** Runs those which somebody adds. */
    static Map<String, String> run(Consumer<Programs> adding) {
        Programs some = new Programs();
        adding.accept(some);
        return some.outcomes();
    }

    /** Prints all outcomes, a line each. */
    public static void main(String[] arguments) {
        run().forEach((name, outcome) -> System.out.println(name + "\t" + outcome));
        System.exit(0); // no thread of a program keeps the JVM
    }

    /** A port where nobody listens. */
    static InetSocketAddress closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return new InetSocketAddress(LOOPBACK, socket.getLocalPort());
        }
    }

    static InetSocketAddress of(int port) {
        return new InetSocketAddress(LOOPBACK, port);
    }

    /** The two ends of a connection of classic sockets. */
    record Sockets(ServerSocket listener, Socket socket, Socket accepted) implements Closeable {
        static Sockets open() throws IOException {
            ServerSocket listener = new ServerSocket(0, 5, LOOPBACK);
            Socket socket = new Socket(LOOPBACK, listener.getLocalPort());
            return new Sockets(listener, socket, listener.accept());
        }

        /** The accepted end resets. */
        void reset() throws IOException {
            accepted.setSoLinger(true, 0);
            accepted.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            accepted.close();
            listener.close();
        }
    }

    /** The two ends of a connection of channels. */
    record Channels(ServerSocketChannel listener, SocketChannel channel, SocketChannel accepted)
            implements Closeable {
        static Channels open() throws IOException {
            ServerSocketChannel listener = ServerSocketChannel.open().bind(of(0), 5);
            SocketChannel channel = SocketChannel.open(listener.getLocalAddress());
            return new Channels(listener, channel, listener.accept());
        }

        /** The accepted end resets. */
        void reset() throws IOException {
            accepted.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
            accepted.close();
        }

        @Override
        public void close() throws IOException {
            channel.close();
            accepted.close();
            listener.close();
        }
    }
}
