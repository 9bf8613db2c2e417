package io.jackfield.agent.time;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Hand-offs through sockets of one host, whose loopback takes no time. */
final class SocketHandOffs implements AutoCloseable {
    static final String[] KINDS = {
        "wakeup",
        "select",
        "selectTimeout",
        "accept",
        "channelRead",
        "channelWrite",
        "socketRead",
        "socketReadTimeout",
        "receive",
        "datagramSocket",
        "pipe"
    };

    private static final int HOURS_IN_MILLIS = 3_600_000;

    private final HandOffs all;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SocketChannel near;
    private final SocketChannel far;
    private final ServerSocket classicListener;
    private final Socket classicNear;
    private final Socket classicFar;
    private final DatagramChannel datagrams;
    private final DatagramSocket datagramSocket;
    private final Pipe pipe;

    SocketHandOffs(HandOffs all) throws IOException {
        this.all = all;
        InetAddress loopback = InetAddress.getLoopbackAddress();
        selector = Selector.open();
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
        near = SocketChannel.open(listener.getLocalAddress());
        far = listener.accept();
        near.setOption(StandardSocketOptions.TCP_NODELAY, true); // Nagle waits for an ACK
        far.setOption(StandardSocketOptions.TCP_NODELAY, true);
        classicListener = new ServerSocket(0, 5, loopback);
        classicNear = new Socket(loopback, classicListener.getLocalPort());
        classicFar = classicListener.accept();
        datagrams = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0));
        datagramSocket = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0)).socket();
        pipe = Pipe.open();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        near.close();
        far.close();
        listener.close();
        classicNear.close();
        classicFar.close();
        classicListener.close();
        datagrams.close();
        datagramSocket.close();
        pipe.sink().close();
        pipe.source().close();
    }

    boolean make(String kind) throws Exception {
        long now = System.nanoTime();
        switch (kind) {
            case "wakeup" -> wakeup(now);
            case "select" -> select(now);
            case "selectTimeout" -> {
                int unused = selector.select(3);
                all.at(kind, now + 3_000_000);
            }
            case "accept" -> accept(now);
            case "channelRead" -> {
                later(kind, () -> far.write(octets(10)));
                near.read(ByteBuffer.allocate(10));
                all.at(kind, now);
            }
            case "channelWrite" -> channelWrite(now);
            case "socketRead" -> {
                later(kind, () -> classicFar.getOutputStream().write(7));
                int unused = classicNear.getInputStream().read();
                all.at(kind, now);
            }
            case "socketReadTimeout" -> socketReadTimeout(now);
            case "receive" -> {
                SocketAddress to = datagrams.getLocalAddress();
                later(kind, () -> send(to));
                datagrams.receive(ByteBuffer.allocate(10));
                all.at(kind, now);
            }
            case "datagramSocket" -> {
                SocketAddress to = datagramSocket.getLocalSocketAddress();
                later(kind, () -> send(to));
                datagramSocket.setSoTimeout(HOURS_IN_MILLIS);
                datagramSocket.receive(new DatagramPacket(new byte[10], 10));
                all.at(kind, now);
            }
            case "pipe" -> {
                later(kind, () -> pipe.sink().write(octets(1)));
                pipe.source().read(ByteBuffer.allocate(1));
                all.at(kind, now);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private interface Task {
        void run() throws Exception;
    }

    private void later(String kind, Task task) {
        all.pool.execute(
                () -> {
                    all.burn();
                    try {
                        task.run();
                    } catch (Exception e) {
                        all.note(kind, e.toString());
                    }
                });
    }

    private static ByteBuffer octets(int count) {
        return ByteBuffer.allocate(count);
    }

    private static void send(SocketAddress to) throws IOException {
        try (DatagramChannel sender = DatagramChannel.open()) {
            sender.send(octets(1), to);
        }
    }

    private void wakeup(long now) throws IOException {
        later("wakeup", selector::wakeup);
        int ready = selector.select(HOURS_IN_MILLIS);
        all.at("wakeup", now + ready);
    }

    private void select(long now) throws IOException {
        far.configureBlocking(false);
        SelectionKey key = far.register(selector, SelectionKey.OP_READ);
        later("select", () -> near.write(octets(5)));
        if (selector.select(HOURS_IN_MILLIS) != 1) {
            all.note("select", "lost");
        }
        all.at("select", now);
        selector.selectedKeys().clear();
        far.read(octets(5));
        key.cancel();
        selector.selectNow();
        far.configureBlocking(true);
    }

    private void accept(long now) throws IOException {
        SocketAddress to = listener.getLocalAddress();
        later("accept", () -> SocketChannel.open(to).close());
        listener.accept().close();
        all.at("accept", now);
    }

    /** More than the buffers hold: the writer sleeps until it was read. */
    private void channelWrite(long now) throws IOException {
        int size = 3_000_000;
        later(
                "channelWrite",
                () -> {
                    ByteBuffer into = ByteBuffer.allocate(size);
                    while (into.hasRemaining()) {
                        far.read(into);
                    }
                });
        ByteBuffer octets = octets(size);
        while (octets.hasRemaining()) {
            near.write(octets);
        }
        all.at("channelWrite", now);
    }

    private void socketReadTimeout(long now) throws IOException {
        classicNear.setSoTimeout(5);
        try {
            int got = classicNear.getInputStream().read();
            all.note("socketReadTimeout", "read " + got);
        } catch (SocketTimeoutException e) {
            all.at("socketReadTimeout", now + 5_000_000);
        }
        classicNear.setSoTimeout(HOURS_IN_MILLIS);
    }
}
