package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import io.jackfield.buffer.SlabPool;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.packet.SackBlocks;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

/** DESIGN §3: no allocation per segment, none while idle, little memory for an idle sender. */
class SenderMemoryTest {
    private static final int MSS = 1448;
    private final SlabPool slabs = new SlabPool();
    private final SendPool pool = new SendPool(new Settings(), new Counters(), slabs);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final SendPlan plan = new SendPlan();
    private final ByteBuffer data = ByteBuffer.allocate(40 * MSS);
    private long now;

    private Sender started() {
        Sender sender = new Sender(pool);
        sender.begin(77);
        sender.una++;
        sender.nxt++;
        sender.updateWindow(1, 78, 1 << 20);
        sender.start(MSS, true);
        sender.handshakeTook(1_000_000, now);
        return sender;
    }

    private long allocated() {
        return threads.getCurrentThreadAllocatedBytes();
    }

    /** A write, its segments one by one, and an ACK for every second of them. */
    private int exchange(Sender sender, int octets) {
        data.position(0).limit(octets);
        sender.append(data, octets);
        int segments = 0;
        while (sender.queued() > 0) {
            while (sender.plan(plan, now)) {
                sender.sent(plan, now);
                segments += plan.segments();
            }
            now += 500_000;
            int ack = Math.min(sender.una + 2 * MSS, sender.nxt);
            sender.acknowledge(1, ack, 1 << 20, null, -1, false, now);
        }
        return segments;
    }

    private void assertNothingPerSegment(Sender sender, int octets, int rounds) {
        for (int i = 0; i < 3000; i++) {
            exchange(sender, octets);
        }
        long before = allocated();
        int segments = 0;
        for (int i = 0; i < rounds; i++) {
            segments += exchange(sender, octets);
        }
        long bytes = allocated() - before;
        assertThat((double) bytes / segments).isLessThan(0.05);
        assertThat(slabs.outstanding()).isZero();
    }

    @Test
    void bulkAllocatesNothing() {
        assertNothingPerSegment(started(), 40 * MSS, 10_000);
    }

    @Test
    void requestAfterRequestAllocatesNothing() {
        assertNothingPerSegment(started(), 100, 100_000);
    }

    @Test
    void lossAndSackAllocateNothing() {
        Sender sender = started();
        SackBlocks blocks = new SackBlocks(0, 1);
        long before = 0;
        for (int round = 0; round < 6000; round++) {
            if (round == 3000) {
                before = allocated();
            }
            data.position(0).limit(10 * MSS);
            sender.append(data, 10 * MSS);
            int una = sender.una;
            send(sender);
            long measured = allocated();
            blocks = new SackBlocks(una + MSS, una + 4 * MSS);
            before += allocated() - measured; // the option belongs to the packet
            now += 1_000_000;
            sender.acknowledge(1, una, 1 << 20, blocks, -1, false, now);
            send(sender);
            while (sender.queued() > 0) {
                now += 1_000_000;
                sender.acknowledge(1, sender.nxt, 1 << 20, null, -1, false, now);
                send(sender);
            }
        }
        long bytes = allocated() - before;
        assertThat(sender.totalRetransmits()).isGreaterThan(1000);
        assertThat(bytes).isLessThan(20_000);
    }

    private void send(Sender sender) {
        while (sender.plan(plan, now)) {
            sender.sent(plan, now);
        }
    }

    @Test
    void anIdleSenderIsSmall() {
        int count = 20_000;
        Sender[] senders = new Sender[count];
        for (int i = 0; i < 2000; i++) {
            senders[i] = started();
        }
        long before = allocated();
        for (int i = 0; i < count; i++) {
            senders[i] = started();
        }
        long fresh = (allocated() - before) / count;
        assertThat(fresh).isLessThanOrEqualTo(160);
        for (Sender sender : senders) {
            exchange(sender, 100);
        }
        long used = (allocated() - before) / count; // with its congestion control
        assertThat(used).isLessThanOrEqualTo(240);
        assertThat(slabs.outstanding()).isZero();
    }
}
