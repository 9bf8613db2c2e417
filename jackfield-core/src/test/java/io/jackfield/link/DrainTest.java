package io.jackfield.link;

import static io.jackfield.link.TestNetwork.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.buffer.Slab;
import io.jackfield.link.TestNetwork.TestEnd;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class DrainTest {
    private final TestNetwork network = new TestNetwork();

    @Test
    void drainsAlsoWhatReceiversSendMeanwhile() {
        TestEnd last = new TestEnd("last");
        Inbox next = last.inbox();
        for (int i = 0; i < 100; i++) {
            next = relay(next).inbox();
        }
        put(next, datagram(0, 100));
        network.drain();
        assertThat(last.numbers()).containsExactly(0);
        assertThat(network.work.isEmpty()).isTrue();
    }

    /** An end that passes everything on to another inbox. */
    private static TestRelay relay(Inbox to) {
        return new TestRelay(to);
    }

    private static final class TestRelay implements Attachment {
        private final Inbox inbox = new Inbox(this);
        private final Inbox to;

        TestRelay(Inbox to) {
            this.to = to;
        }

        Inbox inbox() {
            return inbox;
        }

        @Override
        public void deliver(Inbox from, long nowNanos, DrainList work) {
            for (Packet packet = from.next(); packet != null; packet = from.next()) {
                if (to.append(packet)) {
                    work.add(to);
                }
            }
        }
    }

    private void put(Inbox inbox, Packet packet) {
        if (inbox.append(packet)) {
            network.work.add(inbox);
        }
    }

    @Test
    void overBudgetTheRestIsHandedOver() {
        List<TestEnd> ends = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            TestEnd end = new TestEnd("end" + i);
            ends.add(end);
            put(end.inbox(), datagram(i, 100));
        }
        Drain.run(network.work, network, 2);
        assertThat(ends.stream().mapToInt(end -> end.packets.size()).sum()).isEqualTo(2);
        assertThat(network.work.isEmpty()).isTrue();
        assertThat(network.handedOver).hasSize(1);
        Drain.run(network.handedOver.getFirst(), network, Drain.UNLIMITED);
        assertThat(ends).allMatch(end -> end.packets.size() == 1);
    }

    @Test
    void anErrorLeavesTheInboxAliveAndReleasesTheBatch() {
        List<Packet> received = new ArrayList<>();
        Attachment fragile =
                (from, now, work) -> {
                    for (Packet packet = from.next(); packet != null; packet = from.next()) {
                        if (packet.identification() == 1) {
                            throw new AssertionError("receiver broke");
                        }
                        received.add(packet);
                    }
                };
        Inbox inbox = new Inbox(fragile);
        Slab slab = Slab.of(new byte[100]);
        for (int i = 0; i < 4; i++) {
            Datagram datagram = new Datagram(TestNetwork.A, 1, TestNetwork.B, 2);
            datagram.identification(i);
            datagram.append(slab, 0, 100);
            put(inbox, datagram);
        }
        assertThat(slab.references()).isEqualTo(5);
        network.drain();
        assertThat(network.failures).hasSize(1);
        assertThat(network.failures.getFirst()).hasMessage("receiver broke");
        assertThat(inbox.errors()).isEqualTo(1);
        // 2 and 3 were released; 0 was received, 1 was the receiver's when it broke.
        assertThat(slab.references()).isEqualTo(3);
        assertThat(received).hasSize(1);

        put(inbox, datagram(7, 100));
        network.drain();
        assertThat(received).hasSize(2);
    }

    @Test
    void whatArrivesWhileAReceiverBreaksIsDeliveredLater() {
        TestEnd end = new TestEnd("end");
        boolean[] broken = {false};
        Inbox[] self = new Inbox[1];
        Attachment fragile =
                (from, now, work) -> {
                    if (!broken[0]) {
                        broken[0] = true;
                        assertThat(self[0].append(datagram(5, 100))).isFalse();
                        throw new AssertionError("broke");
                    }
                    end.deliver(from, now, work);
                };
        self[0] = new Inbox(fragile);
        put(self[0], datagram(0, 100));
        network.drain();
        assertThat(end.numbers()).containsExactly(5);
    }

    @Test
    void anErrorSinkThatThrowsLosesNoInbox() {
        Network strict =
                new TestNetworkThatThrows(network, new IllegalStateException("stop the world"));
        Inbox bad =
                new Inbox(
                        (from, now, work) -> {
                            throw new AssertionError("broke");
                        });
        TestEnd good = new TestEnd("good");
        put(bad, datagram(0, 100));
        put(good.inbox(), datagram(1, 100));
        assertThatThrownBy(() -> Drain.run(network.work, strict, Drain.UNLIMITED))
                .hasMessage("stop the world");
        assertThat(network.handedOver).hasSize(1);
        Drain.run(network.handedOver.getFirst(), network, Drain.UNLIMITED);
        assertThat(good.numbers()).containsExactly(1);
    }

    private record TestNetworkThatThrows(TestNetwork inner, RuntimeException thrown)
            implements Network {
        @Override
        public long nowNanos() {
            return inner.nowNanos();
        }

        @Override
        public void schedule(io.jackfield.time.Event event, long dueNanos) {
            inner.schedule(event, dueNanos);
        }

        @Override
        public DrainList work() {
            return inner.work();
        }

        @Override
        public void handOver(DrainList list) {
            inner.handOver(list);
        }

        @Override
        public void failed(Inbox at, Throwable cause) {
            throw thrown;
        }
    }

    /** An end that fails if two threads deliver to it at once, or a producer's order breaks. */
    private static final class Watchful implements Attachment {
        final AtomicInteger inside = new AtomicInteger();
        final int[] lastOf = new int[64];
        int received;
        int violations;

        @Override
        public void deliver(Inbox from, long nowNanos, DrainList work) {
            if (inside.incrementAndGet() != 1) {
                violations++;
            }
            for (Packet packet = from.next(); packet != null; packet = from.next()) {
                int producer = packet.flowLabel();
                if (packet.identification() != lastOf[producer] + 1) {
                    violations++;
                }
                lastOf[producer] = packet.identification();
                received++;
            }
            inside.decrementAndGet();
        }
    }

    @Test
    void manyProducersLoseNothingAndNeverDeliverTwoAtOnce() throws InterruptedException {
        int producers = 8;
        int each = 20_000;
        Watchful[] ends = {new Watchful(), new Watchful(), new Watchful()};
        Inbox[] inboxes = {new Inbox(ends[0]), new Inbox(ends[1]), new Inbox(ends[2])};
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            threads.add(Thread.ofPlatform().start(() -> produce(producer, each, inboxes, start)));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < ends.length; i++) {
            assertThat(ends[i].violations).isZero();
            assertThat(ends[i].received).isEqualTo(producers * each);
            assertThat(inboxes[i].packets()).isEqualTo(producers * each);
        }
    }

    private void produce(int producer, int count, Inbox[] inboxes, CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        DrainList work = new DrainList();
        for (int i = 1; i <= count; i++) {
            for (Inbox inbox : inboxes) {
                Packet packet = datagram(i, 28);
                packet.flowLabel(producer);
                if (inbox.append(packet)) {
                    work.add(inbox);
                }
            }
            if (i % 3 == 0 || i == count) {
                Drain.run(work, network, Drain.UNLIMITED);
            }
        }
    }
}
