package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Threads.Task;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.stream.Stream;

/** A channel is closed, or its thread interrupted, while the thread sleeps in one of its calls. */
class ClosingTest {
    private static final int PORT = 6000;

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    /** A call that sleeps until somebody ends it. */
    enum Call {
        READ {
            @Override
            NetworkChannel open(TwoMachines machines) throws Exception {
                return connected(machines);
            }

            @Override
            void begin(NetworkChannel channel) throws Exception {
                ((SocketChannel) channel).read(ByteBuffer.allocate(10));
            }
        },
        WRITE {
            @Override
            NetworkChannel open(TwoMachines machines) throws Exception {
                return connected(machines);
            }

            @Override
            void begin(NetworkChannel channel) throws Exception {
                ByteBuffer octets = ByteBuffer.allocate(1 << 20);
                while (true) {
                    ((SocketChannel) channel).write(octets.clear());
                }
            }
        },
        CONNECT {
            @Override
            NetworkChannel open(TwoMachines machines) throws Exception {
                machines.cable().cut();
                return machines.client().call(SocketChannel::open);
            }

            @Override
            void begin(NetworkChannel channel) throws Exception {
                ((SocketChannel) channel).connect(new InetSocketAddress("server", PORT));
            }
        },
        ACCEPT {
            @Override
            NetworkChannel open(TwoMachines machines) throws Exception {
                return machines.client()
                        .call(() -> ServerSocketChannel.open().bind(new InetSocketAddress(PORT)));
            }

            @Override
            void begin(NetworkChannel channel) throws Exception {
                ((ServerSocketChannel) channel).accept();
            }
        },
        RECEIVE {
            @Override
            NetworkChannel open(TwoMachines machines) throws Exception {
                return machines.client()
                        .call(() -> DatagramChannel.open().bind(new InetSocketAddress(PORT)));
            }

            @Override
            void begin(NetworkChannel channel) throws Exception {
                ((DatagramChannel) channel).receive(ByteBuffer.allocate(10));
            }
        };

        abstract NetworkChannel open(TwoMachines machines) throws Exception;

        abstract void begin(NetworkChannel channel) throws Exception;

        /** A channel to a peer that never reads nor writes. */
        SocketChannel connected(TwoMachines machines) throws Exception {
            ServerSocketChannel listener =
                    machines.server()
                            .call(
                                    () ->
                                            ServerSocketChannel.open()
                                                    .bind(new InetSocketAddress(PORT)));
            return machines.client()
                    .call(() -> SocketChannel.open(new InetSocketAddress("server", PORT)));
        }
    }

    static Stream<Arguments> callsOnThreads() {
        return Arrays.stream(Call.values())
                .flatMap(
                        call ->
                                Arrays.stream(Threads.values())
                                        .map(threads -> Arguments.of(call, threads)));
    }

    private Task<Boolean> asleepIn(Call call, Threads threads, NetworkChannel channel) {
        Task<Boolean> task =
                threads.start(
                        machines.client(),
                        () -> {
                            try {
                                call.begin(channel);
                            } catch (ClosedByInterruptException e) {
                                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                                throw e;
                            }
                            return true;
                        });
        machines.asleep(task.thread());
        return task;
    }

    /** Ends what the calls left behind at the other end. */
    private void end() {
        machines.cable().mend();
        machines.server().close();
    }

    @ParameterizedTest
    @MethodSource("callsOnThreads")
    void closingEndsTheCall(Call call, Threads threads) throws Exception {
        NetworkChannel channel = call.open(machines);
        Task<Boolean> task = asleepIn(call, threads, channel);
        channel.close();
        // a write that has got rid of some octets returns, and the next one finds it closed
        assertThat(task.failure())
                .isExactlyInstanceOf(
                        call == Call.WRITE
                                ? ClosedChannelException.class
                                : AsynchronousCloseException.class);
        machines.await(
                "the descriptor is given back",
                () -> TwoMachines.openDescriptors(machines.client()) == 0);
        end();
    }

    @ParameterizedTest
    @MethodSource("callsOnThreads")
    void anInterruptClosesTheChannel(Call call, Threads threads) throws Exception {
        NetworkChannel channel = call.open(machines);
        Task<Boolean> task = asleepIn(call, threads, channel);
        task.thread().interrupt();
        assertThat(task.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(channel.isOpen()).isFalse();
        end();
    }

    @ParameterizedTest
    @MethodSource("callsOnThreads")
    void whoComesInterruptedDoesNotSleep(Call call, Threads threads) throws Exception {
        NetworkChannel channel = call.open(machines);
        Task<Boolean> task =
                threads.start(
                        machines.client(),
                        () -> {
                            Thread.currentThread().interrupt();
                            call.begin(channel);
                            return true;
                        });
        assertThat(task.failure()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(channel.isOpen()).isFalse();
        end();
    }

    @ParameterizedTest
    @MethodSource("callsOnThreads")
    void aClosedChannelRefuses(Call call, Threads threads) throws Exception {
        NetworkChannel channel = call.open(machines);
        channel.close();
        Task<Boolean> task =
                threads.start(
                        machines.client(),
                        () -> {
                            call.begin(channel);
                            return true;
                        });
        assertThat(task.failure())
                .isInstanceOf(ClosedChannelException.class)
                .isNotInstanceOf(AsynchronousCloseException.class);
        end();
    }
}
