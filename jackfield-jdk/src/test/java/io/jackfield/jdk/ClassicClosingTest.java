package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Threads.Task;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** As {@link ClosingTest}, for Socket and ServerSocket: only virtual threads are interruptible. */
class ClassicClosingTest {
    private static final int PORT = 6100;

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    /** A call that sleeps until somebody ends it. */
    enum Call {
        READ {
            @Override
            Closeable open(TwoMachines machines) throws Exception {
                return connected(machines);
            }

            @Override
            void begin(Closeable socket) throws Exception {
                ((Socket) socket).getInputStream().read();
            }
        },
        READ_WITH_A_TIMEOUT {
            @Override
            Closeable open(TwoMachines machines) throws Exception {
                Socket socket = connected(machines);
                socket.setSoTimeout(60_000);
                return socket;
            }

            @Override
            void begin(Closeable socket) throws Exception {
                ((Socket) socket).getInputStream().read();
            }
        },
        WRITE {
            @Override
            Closeable open(TwoMachines machines) throws Exception {
                return connected(machines);
            }

            @Override
            void begin(Closeable socket) throws Exception {
                ((Socket) socket).getOutputStream().write(new byte[50_000_000]);
            }
        },
        CONNECT {
            @Override
            Closeable open(TwoMachines machines) throws Exception {
                machines.cable().cut();
                return machines.client().call(() -> new Socket());
            }

            @Override
            void begin(Closeable socket) throws Exception {
                ((Socket) socket).connect(new InetSocketAddress("server", PORT));
            }
        },
        CONNECT_WITH_A_TIMEOUT {
            @Override
            Closeable open(TwoMachines machines) throws Exception {
                return CONNECT.open(machines);
            }

            @Override
            void begin(Closeable socket) throws Exception {
                ((Socket) socket).connect(new InetSocketAddress("server", PORT), 60_000);
            }
        },
        ACCEPT {
            @Override
            Closeable open(TwoMachines machines) throws Exception {
                return machines.client().call(() -> new ServerSocket(PORT));
            }

            @Override
            void begin(Closeable socket) throws Exception {
                ((ServerSocket) socket).accept();
            }
        };

        abstract Closeable open(TwoMachines machines) throws Exception;

        abstract void begin(Closeable socket) throws Exception;

        /** A socket to a peer that never reads nor writes. */
        Socket connected(TwoMachines machines) throws Exception {
            ServerSocket listener = machines.server().call(() -> new ServerSocket(PORT));
            return machines.client().call(() -> new Socket("server", PORT));
        }
    }

    static Stream<Arguments> callsOnThreads() {
        return Arrays.stream(Call.values())
                .flatMap(
                        call ->
                                Arrays.stream(Threads.values())
                                        .map(threads -> Arguments.of(call, threads)));
    }

    private Task<Boolean> asleepIn(Call call, Threads threads, Closeable socket) {
        Task<Boolean> task =
                threads.start(
                        machines.client(),
                        () -> {
                            try {
                                call.begin(socket);
                            } catch (SocketException e) {
                                boolean closed = e.getMessage().equals("Closed by interrupt");
                                assertThat(Thread.currentThread().isInterrupted())
                                        .isEqualTo(closed);
                                throw e;
                            }
                            return true;
                        });
        machines.asleep(task.thread());
        return task;
    }

    private void end() {
        machines.cable().mend();
        machines.server().close();
    }

    @ParameterizedTest
    @MethodSource("callsOnThreads")
    void closingEndsTheCall(Call call, Threads threads) throws Exception {
        Closeable socket = call.open(machines);
        Task<Boolean> task = asleepIn(call, threads, socket);
        socket.close();
        assertThat(task.failure()).isInstanceOf(SocketException.class).hasMessage("Socket closed");
        end();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptOfAVirtualThreadClosesTheSocket(Call call) throws Exception {
        Closeable socket = call.open(machines);
        Task<Boolean> task = asleepIn(call, Threads.VIRTUAL, socket);
        task.thread().interrupt();
        assertThat(task.failure())
                .isInstanceOf(SocketException.class)
                .hasMessage("Closed by interrupt");
        boolean closed =
                socket instanceof Socket s ? s.isClosed() : ((ServerSocket) socket).isClosed();
        assertThat(closed).isTrue();
        end();
    }

    @Test
    void anInterruptOfAPlatformThreadChangesNothing() throws Exception {
        ServerSocket listener = machines.server().call(() -> new ServerSocket(PORT));
        Socket socket = machines.client().call(() -> new Socket("server", PORT));
        Task<Integer> reader =
                Threads.PLATFORM.start(
                        machines.client(),
                        () -> {
                            int octet = socket.getInputStream().read();
                            assertThat(Thread.interrupted()).isTrue();
                            return octet;
                        });
        machines.asleep(reader.thread());
        reader.thread().interrupt();
        Socket accepted = listener.accept();
        machines.asleep(reader.thread());
        accepted.getOutputStream().write(7);
        assertThat(reader.get()).isEqualTo(7);
        accepted.close();
        socket.close();
        listener.close();
    }

    @Test
    void aThreadOfNoHostAcceptsWhatItsListenerIs() throws Exception {
        try (ServerSocket listener = machines.server().call(() -> new ServerSocket(PORT))) {
            CompletableFuture<Socket> accepting =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return listener.accept();
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            try (Socket socket = machines.client().call(() -> new Socket("server", PORT));
                    Socket accepted = accepting.get(20, TimeUnit.SECONDS)) {
                accepted.getOutputStream().write(9);
                assertThat(socket.getInputStream().read()).isEqualTo(9);
            }
        }
    }
}
