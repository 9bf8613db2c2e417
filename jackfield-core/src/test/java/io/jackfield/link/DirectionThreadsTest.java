package io.jackfield.link;

import static io.jackfield.link.TestNetwork.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.time.Event;
import io.jackfield.time.EventHeap;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

class DirectionThreadsTest {
    private static final int SENDERS = 4;
    private static final int EACH = 10_000;

    /** A network whose events any thread schedules and one thread runs, in real time. */
    private static final class RealNetwork implements Network {
        final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        final DrainList work = new DrainList();
        private final ReentrantLock lock = new ReentrantLock();
        private final EventHeap events = new EventHeap();
        private final long origin = System.nanoTime();

        @Override
        public long nowNanos() {
            return System.nanoTime() - origin;
        }

        @Override
        public void schedule(Event event, long dueNanos) {
            lock.lock();
            try {
                if (!event.isScheduled() || dueNanos < event.dueNanos()) {
                    events.schedule(event, dueNanos);
                }
            } finally {
                lock.unlock();
            }
        }

        /** Runs one due event; false if there is no event at all, due or not. */
        boolean runOne() {
            Event due = null;
            lock.lock();
            try {
                if (events.size() == 0) {
                    return false;
                }
                if (events.nextDueNanos() <= nowNanos()) {
                    due = events.poll();
                }
            } finally {
                lock.unlock();
            }
            if (due != null) {
                due.occur(nowNanos());
                Drain.run(work, this, Drain.UNLIMITED);
            }
            return true;
        }

        @Override
        public DrainList work() {
            return work;
        }

        @Override
        public void handOver(DrainList list) {
            failures.add(new AssertionError("nothing is over budget"));
        }

        @Override
        public void failed(Inbox at, Throwable thrown) {
            failures.add(thrown);
        }
    }

    /**
     * Nobody asks again: an event that is scheduled too late or not at all leaves packets behind.
     */
    @Test
    void sendersAndTheEventThreadLeaveNothingBehind() throws InterruptedException {
        RealNetwork network = new RealNetwork();
        TestNetwork.TestEnd end = new TestNetwork.TestEnd("end");
        Direction way = new Cable(network, 0, 1, new TestNetwork.TestEnd("start"), end).forth();
        way.netem(Netem.parse("delay 50us 50us limit 1000000"));
        AtomicInteger sending = new AtomicInteger(SENDERS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            threads.add(Thread.ofPlatform().start(() -> send(network, way, sending)));
        }
        threads.add(Thread.ofPlatform().start(() -> runEvents(network, sending)));
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(network.failures).isEmpty();
        assertThat(end.packets).hasSize(SENDERS * EACH);
        assertThat(way.counts().underWay()).isZero();
        assertThat(way.counts().delayed()).isPositive();
    }

    private static void send(RealNetwork network, Direction way, AtomicInteger sending) {
        DrainList work = new DrainList();
        for (int i = 0; i < EACH; i++) {
            way.transmit(datagram(i, 28), network.nowNanos(), work);
            Drain.run(work, network, Drain.UNLIMITED);
        }
        sending.decrementAndGet();
    }

    private static void runEvents(RealNetwork network, AtomicInteger sending) {
        boolean any = true;
        while (any) {
            boolean last = sending.get() == 0;
            any = network.runOne() || !last;
            Thread.onSpinWait();
        }
    }
}
