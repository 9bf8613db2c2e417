package io.jackfield.link;

import static io.jackfield.link.TestNetwork.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import io.jackfield.packet.Packet;
import io.jackfield.time.Timer;
import io.jackfield.time.TimerWheel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;

class LinkAllocationTest {
    private static final int MANY = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** An end that keeps nothing. */
    private static final class Sink implements End, Attachment {
        private final Inbox inbox = new Inbox(this);
        private int received;

        @Override
        public void deliver(Inbox from, long nowNanos, DrainList work) {
            while (from.next() != null) {
                received++;
            }
        }

        @Override
        public String label() {
            return "sink";
        }

        @Override
        public Inbox inbox() {
            return inbox;
        }

        @Override
        public boolean isBridge() {
            return false;
        }

        @Override
        public void plug(Link link, Direction out, Direction in) {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "delay 1ms", "loss 1%", "delay 1ms 500us rate 1gbit limit 5000"})
    void aPacketCrossesWithoutAllocation(String words) {
        TestNetwork network = new TestNetwork();
        Sink sink = new Sink();
        Direction way = network.cable(new Sink(), sink).forth();
        way.netem(Netem.parse(words));
        Packet packet = datagram(1, 100);
        send(network, way, packet);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        send(network, way, packet);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(sink.received).isGreaterThan(MANY);
        assertThat(allocated).as("octets for %d packets", MANY).isLessThan(MANY);
    }

    private static void send(TestNetwork network, Direction way, Packet packet) {
        for (int i = 0; i < MANY; i++) {
            way.transmit(packet, network.nowNanos(), network.work);
            network.run();
        }
    }

    @Test
    void aTimerIsArmedAndCancelledWithoutAllocation() {
        TimerWheel wheel = new TimerWheel();
        Timer[] timers = new Timer[200];
        for (int i = 0; i < timers.length; i++) {
            timers[i] =
                    new Timer() {
                        @Override
                        protected void fire(long nowNanos) {
                            throw new AssertionError("not yet");
                        }
                    };
        }
        armAndCancel(wheel, timers);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        armAndCancel(wheel, timers);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MANY);
    }

    private static void armAndCancel(TimerWheel wheel, Timer[] timers) {
        for (int i = 0; i < MANY; i++) {
            Timer timer = timers[i % timers.length];
            if (i % 7 == 0) {
                wheel.cancel(timer);
            } else {
                wheel.arm(timer, 1_000_000_000L + i % 1_000 * 1_000_000L);
            }
            assert wheel.nextDeadlineNanos() > 0;
        }
    }
}
