package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.SlabPool;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One sender under a clock that is moved by hand: what it sends is listed, ACKs are typed in.
 * Sequence numbers are given and shown relative to the first octet of data.
 */
final class SenderBench {
    static final long MILLI = 1_000_000;
    static final int MSS = 1000;
    private static final int ISS = -5000; // so that streams cross 2^32

    final Settings settings = new Settings();
    final Counters counters = new Counters();
    final SlabPool slabs = new SlabPool();
    final Sender sender = new Sender(new SendPool(settings, counters, slabs));
    final SendPlan plan = new SendPlan();
    private final Deque<String> sent = new ArrayDeque<>();
    long now = 100 * MILLI;
    private int written;

    SenderBench(boolean sack) {
        sender.begin(ISS);
        sender.una++;
        sender.nxt++;
        sender.updateWindow(1, ISS + 1, 1 << 20);
        sender.start(MSS, sack);
    }

    /** Without SACK. */
    static SenderBench newReno() {
        return new SenderBench(false);
    }

    static SenderBench withSack() {
        return new SenderBench(true);
    }

    /** A bench whose round trip was measured, once, in the handshake. */
    SenderBench rtt(int millis) {
        sender.handshakeTook(millis * MILLI, now);
        return this;
    }

    SenderBench window(int octets) {
        sender.wnd = octets;
        return this;
    }

    SenderBench writes(int octets) {
        byte[] data = new byte[octets];
        for (int i = 0; i < octets; i++) {
            data[i] = SimulatedPeer.octet(written++);
        }
        assertThat(sender.append(ByteBuffer.wrap(data), octets)).isEqualTo(octets);
        return pump();
    }

    SenderBench closes() {
        sender.queueFin();
        return pump();
    }

    /** Sends all that may go, noting each as "from:to cause" with F for FIN and * for super. */
    SenderBench pump() {
        while (sender.plan(plan, now)) {
            Segment segment = new Segment(IpAddress.of("10.0.0.1"), 1, IpAddress.of("10.0.0.2"), 2);
            sender.fill(segment, plan);
            int from = plan.seq() - ISS - 1;
            byte[] payload = segment.payload();
            for (int i = 0; i < payload.length; i++) {
                assertThat(payload[i]).isEqualTo(SimulatedPeer.octet(from + i));
            }
            assertThat(payload).hasSize(plan.length());
            sent.add(
                    from
                            + ":"
                            + (from + plan.length())
                            + (plan.isFin() ? "F" : "")
                            + (plan.cause() == SendPlan.Cause.NEW ? "" : " " + plan.cause()));
            sender.sent(plan, now);
            segment.release();
            assertThat(sender.congestion().cwnd()).isPositive();
        }
        return this;
    }

    /** What was sent since the last look, in order. */
    void sends(String... expected) {
        assertThat(sent).containsExactly(expected);
        sent.clear();
    }

    /** Does not look at what was sent. */
    SenderBench ignoring() {
        sent.clear();
        return this;
    }

    void sendsNothing() {
        assertThat(sent).isEmpty();
    }

    /** An ACK with a window of 1 MiB, and SACK blocks given as left, right, … */
    int acks(int upTo, int... blocks) {
        return acknowledge(upTo, 1 << 20, -1, blocks);
    }

    int acksWithWindow(int upTo, int window) {
        return acknowledge(upTo, window, -1);
    }

    /** An ACK that echoes a timestamp sent so long ago. */
    int acksEchoing(int upTo, int ageMillis) {
        return acknowledge(upTo, 1 << 20, ageMillis);
    }

    private int acknowledge(int upTo, int window, int echoAgeMillis, int... blocks) {
        int[] edges = new int[blocks.length];
        for (int i = 0; i < blocks.length; i++) {
            edges[i] = ISS + 1 + blocks[i];
        }
        SackBlocks sack = edges.length == 0 ? null : new SackBlocks(edges);
        int ack = ISS + 1 + upTo;
        int events = sender.acknowledge(1, ack, window, sack, echoAgeMillis, false, now);
        pump();
        return events;
    }

    SenderBench after(long millis) {
        return afterNanos(millis * MILLI);
    }

    /** Lets time pass, firing the sender's timer whenever it is due. */
    SenderBench afterNanos(long nanos) {
        long end = now + nanos;
        while (sender.deadlineNanos() <= end) {
            now = Math.max(now, sender.deadlineNanos());
            sender.expired(now);
            pump();
        }
        now = end;
        return this;
    }

    /** Milliseconds until the sender wants to be called. */
    long deadlineMillis() {
        return (sender.deadlineNanos() - now) / MILLI;
    }
}
