package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.FOREIGN;
import static io.jackfield.jdk.parity.Programs.LOOPBACK;
import static io.jackfield.jdk.parity.Programs.closedPort;
import static io.jackfield.jdk.parity.Programs.of;
import static io.jackfield.jdk.parity.Programs.outcome;

import io.jackfield.jdk.parity.Programs.Sockets;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** Socket and ServerSocket. */
final class ClassicPrograms {
    private ClassicPrograms() {}

    static void addTo(Programs all) {
        connecting(all);
        binding(all);
        timeouts(all);
        resets(all);
        ends(all);
        closed(all);
        closedListener(all);
    }

    private static void connecting(Programs all) {
        all.add("classic refused", () -> new Socket(LOOPBACK, closedPort().getPort()));
        all.add("classic refused with a timeout", () -> connect(closedPort(), 1000));
        all.add(
                "classic unresolved",
                () -> connect(InetSocketAddress.createUnresolved("nobody.invalid", 1), 0));
        all.add("classic negative timeout", () -> connect(of(1), -1));
        all.add(
                "classic connect twice",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        pair.socket().connect(of(1));
                        return pair;
                    }
                });
        all.add(
                "classic closed by a failed connect",
                () -> {
                    Socket socket = new Socket();
                    return outcome(() -> socket.connect(closedPort())) + socket.isClosed();
                });
    }

    private static Socket connect(InetSocketAddress to, int millis) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(to, millis);
            return socket;
        }
    }

    private static void binding(Programs all) {
        all.add(
                "classic bind in use",
                () -> {
                    try (ServerSocket first = new ServerSocket(0, 1, LOOPBACK);
                            ServerSocket second =
                                    new ServerSocket(first.getLocalPort(), 1, LOOPBACK)) {
                        return second;
                    }
                });
        all.add(
                "classic bind to a foreign address",
                () -> new ServerSocket(0, 1, InetAddress.getByName(FOREIGN)));
        all.add(
                "classic client bind to a foreign address",
                () -> {
                    try (Socket socket = new Socket()) {
                        socket.bind(new InetSocketAddress(FOREIGN, 0));
                        return socket;
                    }
                });
        all.add(
                "classic bind twice",
                () -> {
                    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
                        socket.bind(of(0));
                        return socket;
                    }
                });
        all.add(
                "classic accept unbound",
                () -> {
                    try (ServerSocket socket = new ServerSocket()) {
                        return socket.accept();
                    }
                });
        all.add(
                "classic streams of an unconnected socket",
                () -> {
                    try (Socket socket = new Socket()) {
                        return outcome(socket::getInputStream) + outcome(socket::getOutputStream);
                    }
                });
    }

    private static void timeouts(Programs all) {
        all.add(
                "classic read timeout",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        pair.socket().setSoTimeout(20);
                        return pair.socket().getInputStream().read();
                    }
                });
        all.add(
                "classic accept timeout",
                () -> {
                    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
                        socket.setSoTimeout(20);
                        return socket.accept();
                    }
                });
    }

    private static void resets(Programs all) {
        all.add(
                "classic read after reset, and again",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        pair.reset();
                        InputStream in = pair.socket().getInputStream();
                        return outcome(() -> in.read())
                                + outcome(() -> in.read())
                                + outcome(in::available);
                    }
                });
        all.add(
                "classic write after reset, and again",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        pair.reset();
                        OutputStream out = pair.socket().getOutputStream();
                        return outcome(() -> out.write(1)) + outcome(() -> out.write(1));
                    }
                });
        all.add(
                "classic write after a reset was read",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        pair.reset();
                        OutputStream out = pair.socket().getOutputStream();
                        return outcome(() -> pair.socket().getInputStream().read())
                                + outcome(() -> out.write(1));
                    }
                });
        all.add(
                "classic shutdown after reset",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        pair.reset();
                        return outcome(pair.socket()::shutdownOutput)
                                + outcome(pair.socket()::shutdownInput);
                    }
                });
    }

    private static void ends(Programs all) {
        all.add(
                "classic end, and after close",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        InputStream in = pair.socket().getInputStream();
                        pair.accepted().shutdownOutput();
                        String before = outcome(() -> in.read());
                        pair.socket().close();
                        return before + outcome(() -> in.read());
                    }
                });
        all.add(
                "classic after shutdownInput",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        InputStream in = pair.socket().getInputStream();
                        pair.accepted().getOutputStream().write(1);
                        pair.socket().shutdownInput();
                        return outcome(() -> in.read())
                                + outcome(in::available)
                                + outcome(pair.socket()::getInputStream)
                                + outcome(pair.socket()::shutdownInput)
                                + pair.socket().isInputShutdown();
                    }
                });
        all.add(
                "classic after shutdownOutput",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        OutputStream out = pair.socket().getOutputStream();
                        pair.socket().shutdownOutput();
                        return outcome(() -> out.write(1))
                                + outcome(pair.socket()::getOutputStream)
                                + outcome(pair.socket()::shutdownOutput)
                                + pair.socket().isOutputShutdown();
                    }
                });
        all.add(
                "classic available",
                () -> {
                    try (Sockets pair = Sockets.open()) {
                        pair.accepted().getOutputStream().write(new byte[7]);
                        pair.socket().setSoTimeout(5000);
                        int first = pair.socket().getInputStream().read();
                        return List.of(first, pair.socket().getInputStream().available());
                    }
                });
    }

    private static void closed(Programs all) {
        all.add(
                "classic closed",
                () -> {
                    Sockets pair = Sockets.open();
                    Socket socket = pair.socket();
                    InputStream in = socket.getInputStream();
                    OutputStream out = socket.getOutputStream();
                    pair.close();
                    return List.of(
                            outcome(() -> in.read()),
                            outcome(in::available),
                            outcome(() -> out.write(1)),
                            outcome(socket::getInputStream),
                            outcome(socket::getOutputStream),
                            outcome(() -> socket.connect(of(1))),
                            outcome(() -> socket.bind(of(0))),
                            outcome(socket::shutdownInput),
                            outcome(socket::shutdownOutput),
                            outcome(socket::getTcpNoDelay),
                            outcome(() -> socket.setTcpNoDelay(true)),
                            outcome(socket::getSoTimeout),
                            outcome(() -> socket.setSoTimeout(1)),
                            outcome(() -> socket.sendUrgentData(1)),
                            outcome(() -> socket.supportedOptions().size()));
                });
    }

    private static void closedListener(Programs all) {
        all.add(
                "classic closed listener",
                () -> {
                    ServerSocket socket = new ServerSocket(0, 1, LOOPBACK);
                    socket.close();
                    return List.of(
                            outcome(socket::accept),
                            outcome(() -> socket.bind(of(0))),
                            outcome(socket::getSoTimeout),
                            outcome(() -> socket.setSoTimeout(1)),
                            outcome(socket::getReuseAddress),
                            outcome(socket::getReceiveBufferSize));
                });
    }
}
