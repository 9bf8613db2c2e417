package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * What a write and a read of one octet through SocketChannel allocate on the thread that makes
 * them, beside what the system calls below allocate for the same octet.
 */
class DoorAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 20_000;

    /** Less than the smallest object: nothing per call, with room for what happens now and then. */
    private static final long MOST_PER_ROUND = 16;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private interface Round {
        void run() throws Exception;
    }

    private long octetsPerRound(Round round) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            round.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    }

    @Test
    void aChannelAddsNothingToWhatTheCallsAllocate() throws Exception {
        machines.client().call(this::compare);
    }

    private Void compare() throws Exception {
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel channel = SocketChannel.open(listener.getLocalAddress());
                SocketChannel accepted = listener.accept()) {
            var calls = machines.client().process().calls();
            int here = ((io.jackfield.jdk.channel.StreamChannel) channel).descriptor().fd();
            int there = ((io.jackfield.jdk.channel.StreamChannel) accepted).descriptor().fd();
            ByteBuffer octet = ByteBuffer.allocate(1);
            long below =
                    octetsPerRound(
                            () -> {
                                calls.write(here, octet.clear());
                                calls.read(there, octet.clear());
                            });
            long through =
                    octetsPerRound(
                            () -> {
                                channel.write(octet.clear());
                                accepted.read(octet.clear());
                            });
            assertThat(through - below)
                    .as("calls %d, channels %d", below, through)
                    .isLessThan(MOST_PER_ROUND);
        }
        return null;
    }
}
