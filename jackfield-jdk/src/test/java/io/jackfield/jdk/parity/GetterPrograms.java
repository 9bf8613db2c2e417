package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.LOOPBACK;
import static io.jackfield.jdk.parity.Programs.of;
import static io.jackfield.jdk.parity.Programs.outcome;

import io.jackfield.jdk.parity.Programs.Channels;
import io.jackfield.jdk.parity.Programs.Sockets;

import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

/** What sockets say of themselves: fresh, in use and closed. */
final class GetterPrograms {
    private GetterPrograms() {}

    static void addTo(Programs all) {
        sockets(all);
        listeners(all);
        datagrams(all);
        setters(all);
    }

    private static List<String> facts(Socket socket) {
        return List.of(
                outcome(socket::getInetAddress),
                port(socket.getPort()),
                outcome(socket::getLocalAddress),
                port(socket.getLocalPort()),
                outcome(socket::getRemoteSocketAddress),
                outcome(socket::getLocalSocketAddress),
                outcome(socket::isBound),
                outcome(socket::isConnected),
                outcome(socket::isClosed),
                outcome(socket::isInputShutdown),
                outcome(socket::isOutputShutdown),
                outcome(socket::getSoTimeout),
                outcome(socket::getTcpNoDelay),
                outcome(socket::getSoLinger),
                outcome(socket::getKeepAlive),
                outcome(socket::getReuseAddress),
                outcome(socket::getTrafficClass),
                outcome(socket::toString));
    }

    private static List<String> facts(ServerSocket socket) {
        return List.of(
                outcome(socket::getInetAddress),
                port(socket.getLocalPort()),
                outcome(socket::getLocalSocketAddress),
                outcome(socket::isBound),
                outcome(socket::isClosed),
                outcome(socket::getSoTimeout),
                outcome(socket::getReuseAddress),
                outcome(socket::toString));
    }

    private static List<String> facts(DatagramSocket socket) {
        return List.of(
                outcome(socket::getInetAddress),
                port(socket.getPort()),
                outcome(socket::getLocalAddress),
                port(socket.getLocalPort()),
                outcome(socket::getRemoteSocketAddress),
                outcome(socket::getLocalSocketAddress),
                outcome(socket::isBound),
                outcome(socket::isConnected),
                outcome(socket::isClosed),
                outcome(socket::getSoTimeout),
                outcome(socket::getBroadcast),
                outcome(socket::getReuseAddress),
                outcome(socket::getTrafficClass));
    }

    /** A port that somebody chose is as good as any other. */
    private static String port(int port) {
        return port > 0 ? "PORT" : String.valueOf(port);
    }

    private static void sockets(Programs all) {
        all.add(
                "getters of Socket",
                () -> {
                    Sockets pair = Sockets.open();
                    List<String> open = facts(pair.socket());
                    List<String> accepted = facts(pair.accepted());
                    pair.close();
                    return List.of(facts(new Socket()), open, accepted, facts(pair.socket()));
                });
        all.add(
                "getters of adaptor",
                () -> {
                    Channels pair = Channels.open();
                    List<String> open = facts(pair.channel().socket());
                    List<String> accepted = facts(pair.accepted().socket());
                    pair.close();
                    try (SocketChannel fresh = SocketChannel.open()) {
                        return List.of(
                                facts(fresh.socket()),
                                open,
                                accepted,
                                facts(pair.channel().socket()));
                    }
                });
        all.add(
                "getters of a bound adaptor",
                () -> {
                    try (SocketChannel bound = SocketChannel.open().bind(of(0))) {
                        return facts(bound.socket());
                    }
                });
    }

    private static void listeners(Programs all) {
        all.add(
                "getters of ServerSocket",
                () -> {
                    ServerSocket socket = new ServerSocket(0, 1, LOOPBACK);
                    List<String> open = facts(socket);
                    socket.close();
                    try (ServerSocket fresh = new ServerSocket();
                            ServerSocket any = new ServerSocket(0)) {
                        return List.of(facts(fresh), open, facts(any), facts(socket));
                    }
                });
        all.add(
                "getters of listener's adaptor",
                () -> {
                    ServerSocketChannel channel = ServerSocketChannel.open().bind(of(0));
                    List<String> open = facts(channel.socket());
                    channel.close();
                    try (ServerSocketChannel fresh = ServerSocketChannel.open()) {
                        return List.of(facts(fresh.socket()), open, facts(channel.socket()));
                    }
                });
    }

    private static void datagrams(Programs all) {
        all.add(
                "getters of datagram's adaptor",
                () -> {
                    DatagramChannel channel = DatagramChannel.open().bind(of(0));
                    List<String> bound = facts(channel.socket());
                    channel.connect(of(9));
                    List<String> connected = facts(channel.socket());
                    channel.close();
                    try (DatagramChannel fresh = DatagramChannel.open()) {
                        return List.of(
                                facts(fresh.socket()), bound, connected, facts(channel.socket()));
                    }
                });
    }

    private static void setters(Programs all) {
        all.add(
                "setters of Socket",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        return set(pair.socket());
                    }
                });
        all.add(
                "setters of adaptor",
                () -> {
                    try (Channels pair = Channels.open()) {
                        return set(pair.channel().socket());
                    }
                });
    }

    private static List<String> set(Socket socket) {
        return List.of(
                outcome(() -> socket.setSoLinger(true, 70_000)),
                outcome(socket::getSoLinger),
                outcome(() -> socket.setSoLinger(true, -1)),
                outcome(() -> socket.setSoLinger(false, 1)),
                outcome(socket::getSoLinger),
                outcome(() -> socket.setTrafficClass(256)),
                outcome(() -> socket.setTrafficClass(0x10)),
                outcome(socket::getTrafficClass),
                outcome(() -> socket.setSoTimeout(-1)),
                outcome(() -> socket.setSendBufferSize(0)),
                outcome(() -> socket.setReceiveBufferSize(-1)),
                outcome(() -> socket.setKeepAlive(true)),
                outcome(socket::getKeepAlive),
                outcome(() -> socket.setReuseAddress(true)),
                outcome(socket::getReuseAddress),
                outcome(() -> socket.setPerformancePreferences(1, 2, 3)));
    }
}
