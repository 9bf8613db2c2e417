package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.TreeSet;

/** While there are hosts, a thread that belongs to none has the real machine's sockets. */
class BesideHostsTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private final KernelSockets before = KernelSockets.now();

    /** What was opened since, as the kernel describes it. */
    private Set<String> opened() {
        Set<String> more = new TreeSet<>();
        for (String socket : KernelSockets.now().sockets()) {
            if (!before.sockets().contains(socket)) {
                more.add(KernelSockets.describe(socket));
            }
        }
        return more;
    }

    @Test
    void classicSocketsAreTheKernels() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 5, loopback);
                Socket socket = new Socket(loopback, listener.getLocalPort());
                Socket accepted = listener.accept();
                DatagramSocket datagrams = new DatagramSocket(0)) {
            assertThat(opened()).hasSize(4).allSatisfy(line -> assertThat(line).contains(":"));
            socket.getOutputStream().write(5);
            assertThat(accepted.getInputStream().read()).isEqualTo(5);
            assertThat(datagrams.getLocalPort()).isPositive();
        }
    }

    @Test
    void channelsAreTheJdks() throws Exception {
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open()
                                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel channel = SocketChannel.open(listener.getLocalAddress());
                SocketChannel accepted = listener.accept();
                DatagramChannel datagrams = DatagramChannel.open()) {
            assertThat(opened()).hasSize(4);
            assertThat(channel.getClass().getName()).isEqualTo("sun.nio.ch.SocketChannelImpl");
            assertThat(datagrams.getClass().getName()).isEqualTo("sun.nio.ch.DatagramChannelImpl");
            channel.write(ByteBuffer.wrap(new byte[] {6}));
            ByteBuffer room = ByteBuffer.allocate(1);
            assertThat(accepted.read(room)).isEqualTo(1);
        }
    }

    @Test
    void aHostIsNotReachedFromOutside() throws Exception {
        try (ServerSocket listener = machines.server().call(() -> new ServerSocket(0))) {
            machines.nothingInTheKernel();
            InetSocketAddress same =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), listener.getLocalPort());
            try (Socket outside = new Socket()) {
                assertThat(outside.isConnected()).isFalse();
                assertThat(
                                org.assertj.core.api.Assertions.catchThrowable(
                                        () -> outside.connect(same)))
                        .isInstanceOf(java.net.ConnectException.class)
                        .hasMessage("Connection refused");
            }
        }
    }
}
