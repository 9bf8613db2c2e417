package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.jdk.Threads.Task;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;

/** java.net.Socket and ServerSocket through the factories, on both sorts of threads. */
class ClassicSocketTest {
    private static final int PORT = 7000;

    @RegisterExtension final TwoMachines machines = TwoMachines.onABadCable();

    /** What one end does with its socket. */
    private interface End<T> {
        T of(Socket socket) throws Exception;
    }

    /** Connects the machines, lets each end do its part, and answers what the client's came to. */
    private <T> T converse(Threads threads, End<?> serving, End<T> asking) throws Exception {
        ServerSocket listener = machines.server().call(() -> new ServerSocket(PORT));
        try (listener) {
            Task<Object> server =
                    threads.start(
                            machines.server(),
                            () -> {
                                try (Socket accepted = listener.accept()) {
                                    return serving.of(accepted);
                                }
                            });
            Task<T> client =
                    threads.start(
                            machines.client(),
                            () -> {
                                try (Socket socket = new Socket("server", PORT)) {
                                    machines.nothingInTheKernel();
                                    return asking.of(socket);
                                }
                            });
            T answer = client.get();
            server.get();
            return answer;
        }
    }

    private static byte[] someOctets(int count) {
        byte[] octets = new byte[count];
        new Random(3).nextBytes(octets);
        return octets;
    }

    @ParameterizedTest
    @EnumSource
    void halfAConnectionGoesOnWhenTheOtherHalfHasEnded(Threads threads) throws Exception {
        byte[] octets = someOctets(100_000);
        byte[] answer =
                converse(
                        threads,
                        accepted -> {
                            byte[] all = accepted.getInputStream().readAllBytes();
                            accepted.getOutputStream().write(all);
                            return all;
                        },
                        socket -> {
                            socket.getOutputStream().write(octets);
                            socket.shutdownOutput();
                            assertThat(socket.isOutputShutdown()).isTrue();
                            assertThatThrownBy(() -> socket.getOutputStream())
                                    .isInstanceOf(SocketException.class)
                                    .hasMessage("Socket output is shutdown");
                            return socket.getInputStream().readAllBytes();
                        });
        assertThat(answer).isEqualTo(octets);
    }

    @ParameterizedTest
    @EnumSource
    void readGivesUpAfterSoTimeoutAndReadsOnAfterwards(Threads threads) throws Exception {
        int octet =
                converse(
                        threads,
                        accepted -> {
                            accepted.getInputStream().read();
                            accepted.getOutputStream().write(42);
                            return accepted.getInputStream().read();
                        },
                        socket -> {
                            socket.setSoTimeout(50);
                            InputStream in = socket.getInputStream();
                            assertThatThrownBy(in::read)
                                    .isInstanceOf(SocketTimeoutException.class)
                                    .hasMessage("Read timed out");
                            socket.setSoTimeout(0);
                            socket.getOutputStream().write(1);
                            return in.read();
                        });
        assertThat(octet).isEqualTo(42);
    }

    @ParameterizedTest
    @EnumSource
    void acceptGivesUpAfterSoTimeout(Threads threads) throws Exception {
        Task<Void> task =
                threads.start(
                        machines.server(),
                        () -> {
                            try (ServerSocket listener = new ServerSocket(PORT)) {
                                listener.setSoTimeout(50);
                                assertThatThrownBy(listener::accept)
                                        .isInstanceOf(SocketTimeoutException.class)
                                        .hasMessage("Accept timed out");
                            }
                            return null;
                        });
        task.get();
    }

    @ParameterizedTest
    @EnumSource
    void aResetReachesTheReader(Threads threads) throws Exception {
        converse(
                threads,
                accepted -> {
                    accepted.getInputStream().read();
                    accepted.setSoLinger(true, 0);
                    return null;
                },
                socket -> {
                    InputStream in = socket.getInputStream();
                    socket.getOutputStream().write(1);
                    assertThatThrownBy(in::read)
                            .isInstanceOf(SocketException.class)
                            .hasMessage("Connection reset");
                    assertThatThrownBy(in::read)
                            .isInstanceOf(SocketException.class)
                            .hasMessage("Connection reset");
                    return null;
                });
    }

    @ParameterizedTest
    @EnumSource
    void connectGivesUpAfterItsTimeout(Threads threads) throws Exception {
        machines.cable().cut();
        Task<Void> task =
                threads.start(
                        machines.client(),
                        () -> {
                            try (Socket socket = new Socket()) {
                                InetSocketAddress to = new InetSocketAddress("server", PORT);
                                assertThatThrownBy(() -> socket.connect(to, 100))
                                        .isInstanceOf(SocketTimeoutException.class)
                                        .hasMessage("Connect timed out");
                                assertThat(socket.isClosed()).isTrue();
                            }
                            return null;
                        });
        task.get();
        machines.cable().mend();
    }

    @ParameterizedTest
    @EnumSource
    void theEndsKnowTheirAddresses(Threads threads) throws Exception {
        converse(
                threads,
                accepted -> {
                    assertThat(accepted.getLocalPort()).isEqualTo(PORT);
                    assertThat(addressOf(accepted.getInetAddress()))
                            .isEqualTo(machines.client().host().address().toString());
                    assertThat(accepted.isBound()).isTrue();
                    return null;
                },
                socket -> {
                    assertThat(socket.getPort()).isEqualTo(PORT);
                    assertThat(addressOf(socket.getInetAddress()))
                            .isEqualTo(machines.server().host().address().toString());
                    assertThat(addressOf(socket.getLocalAddress()))
                            .isEqualTo(machines.client().host().address().toString());
                    assertThat(socket.getLocalPort()).isBetween(32768, 60999);
                    return null;
                });
    }

    private static String addressOf(InetAddress address) {
        return address.getHostAddress();
    }

    @ParameterizedTest
    @EnumSource
    void manyConnectionsAtOnce(Threads threads) throws Exception {
        int count = 50;
        ServerSocket listener = machines.server().call(() -> new ServerSocket(PORT, count));
        try (listener) {
            Task<Void> server =
                    threads.start(
                            machines.server(),
                            () -> {
                                for (int i = 0; i < count; i++) {
                                    Socket accepted = listener.accept();
                                    threads.start(machines.server(), () -> echo(accepted));
                                }
                                return null;
                            });
            java.util.List<Task<Integer>> clients = new java.util.ArrayList<>();
            for (int i = 0; i < count; i++) {
                int octet = i;
                clients.add(threads.start(machines.client(), () -> ask(octet)));
            }
            for (int i = 0; i < count; i++) {
                assertThat(clients.get(i).get()).isEqualTo(i);
            }
            server.get();
        }
    }

    private static Void echo(Socket accepted) throws IOException {
        try (accepted) {
            accepted.getOutputStream().write(accepted.getInputStream().read());
        }
        return null;
    }

    private static int ask(int octet) throws IOException {
        try (Socket socket = new Socket("server", PORT)) {
            socket.getOutputStream().write(octet);
            return socket.getInputStream().read();
        }
    }
}
