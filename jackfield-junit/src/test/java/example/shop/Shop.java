package example.shop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;

/** Programs of somebody who has never heard of Jackfield. */
final class Shop {
    private Shop() {}

    /** Answers each octet with the next one. */
    static final class Server {
        private Server() {}

        public static void main(String[] arguments) throws IOException {
            try (ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[0]))) {
                while (true) {
                    Socket socket = listener.accept();
                    new Thread(() -> serve(socket), "worker").start();
                }
            }
        }

        private static void serve(Socket socket) {
            try (socket) {
                for (int octet; (octet = socket.getInputStream().read()) >= 0; ) {
                    socket.getOutputStream().write(octet + 1);
                }
            } catch (IOException e) {
                System.err.println("server: " + e.getMessage());
            }
        }
    }

    /** Takes connections and forgets them. */
    static final class ForgetfulServer {
        private ForgetfulServer() {}

        public static void main(String[] arguments) throws IOException {
            try (ServerSocket listener = new ServerSocket(5432)) {
                Socket first = listener.accept();
                while (first.isBound()) {
                    first.getInputStream().read();
                    listener.accept().close();
                }
            }
        }
    }

    /** Takes connections from a channel, and does nothing with them. */
    static final class ChannelServer {
        private ChannelServer() {}

        public static void main(String[] arguments) throws IOException {
            try (ServerSocketChannel listener = ServerSocketChannel.open()) {
                listener.bind(new InetSocketAddress(5432));
                while (true) {
                    listener.accept().close();
                }
            }
        }
    }

    /** Waits for somebody who never comes. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws InterruptedException {
            Object never = new Object();
            synchronized (never) {
                while (arguments.length == 0) {
                    never.wait();
                }
            }
        }
    }

    /** Asks once, without a timeout. */
    static final class Client {
        private Client() {}

        public static void main(String[] arguments) throws IOException {
            try (Socket socket = new Socket(arguments[0], 5432)) {
                socket.getOutputStream().write(41);
                int answer = socket.getInputStream().read();
                if (answer != 42) {
                    throw new IllegalStateException("the shop answered " + answer);
                }
            }
        }
    }

    /** Waits for the shop to speak first. */
    static final class ShyClient {
        private ShyClient() {}

        public static void main(String[] arguments) throws IOException {
            try (Socket socket = new Socket(arguments[0], 5432)) {
                socket.getInputStream().read();
            }
        }
    }
}
