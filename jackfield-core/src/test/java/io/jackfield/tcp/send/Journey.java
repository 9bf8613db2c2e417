package io.jackfield.tcp.send;

import static io.jackfield.tcp.send.SenderBench.MILLI;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.SlabPool;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Segment;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** A sender, a bad path and a peer, run until everything has arrived or a bound is hit. */
final class Journey {
    private static final IpAddress A = IpAddress.of("10.0.0.1");
    private static final IpAddress B = IpAddress.of("10.0.0.2");
    private static final int MOST_EVENTS = Integer.getInteger("jackfield.events", 400_000);
    private static final long MOST_NANOS = 20_000_000L * MILLI;

    final Settings settings = new Settings();
    final Counters counters = new Counters();
    final SlabPool slabs = new SlabPool();
    final SplittableRandom random;
    final Sender sender;
    final SimulatedPeer peer;
    final BadPath path;
    private final SendPlan plan = new SendPlan();
    private final boolean timestamps;

    int total = 100_000;
    int sendBuffer = 262_144;
    int writeSize = 16_384;
    long writeGapNanos;
    int mss;
    double reneging;
    double ecn;
    int shrunkMss; // 0, or a smaller segment size after half of the octets
    private int written;
    private boolean isWriting;
    private int events;
    long now = MILLI;

    Journey(long seed, int mss, int buffer, boolean sack, boolean timestamps) {
        random = new SplittableRandom(seed);
        path = new BadPath(random.split());
        this.mss = mss;
        this.timestamps = timestamps;
        int iss = random.nextInt();
        peer = new SimulatedPeer(iss, buffer, sack);
        sender = new Sender(new SendPool(settings, counters, slabs));
        sender.begin(iss);
        sender.una++;
        sender.nxt++;
        sender.updateWindow(1, iss + 1, buffer);
        sender.start(mss, sack);
    }

    /** Runs to the end and asserts that every octet and the FIN have arrived and been acked. */
    void run() {
        write();
        while (!isOver()) {
            step();
        }
        assertThat(peer.received).isEqualTo(total);
        assertThat(peer.hasFin()).isTrue();
        sender.release();
        while (path.nextNanos() != Long.MAX_VALUE) {
            path.runNext();
        }
        assertThat(slabs.outstanding()).isZero();
    }

    private boolean isOver() {
        return sender.isFinAcked();
    }

    private void step() {
        if (++events > MOST_EVENTS / 2 || now > MOST_NANOS / 2) {
            path.clear();
        }
        if (events > MOST_EVENTS || now > MOST_NANOS) {
            throw new AssertionError("no end in sight: " + describe());
        }
        long next = Math.min(path.nextNanos(), sender.deadlineNanos());
        if (next == Long.MAX_VALUE) {
            throw new AssertionError("nobody waits for anything: " + describe());
        }
        now = Math.max(now, next);
        if (path.nextNanos() <= now) {
            path.runNext();
        } else {
            sender.expired(now);
        }
        pump();
        assertThat(sender.congestion().cwnd()).isPositive();
        assertThat(sender.isCoherent()).isTrue();
    }

    private void write() {
        isWriting = false;
        int room = sendBuffer - sender.queued();
        int octets = Math.min(Math.min(room, total - written), 1 + random.nextInt(writeSize));
        if (octets > 0) {
            byte[] data = new byte[octets];
            for (int i = 0; i < octets; i++) {
                data[i] = SimulatedPeer.octet(written + i);
            }
            written += sender.append(ByteBuffer.wrap(data), octets);
            if (shrunkMss > 0 && written > total / 2 && mss > shrunkMss) {
                mss = shrunkMss;
                sender.effectiveSendMss(mss);
            }
        }
        if (written == total) {
            sender.queueFin();
        } else {
            continueWriting();
        }
        pump();
    }

    private void continueWriting() {
        if (!isWriting && written < total && sender.queued() < sendBuffer) {
            isWriting = true;
            long gap = writeGapNanos == 0 ? 0 : random.nextLong(writeGapNanos);
            path.at(now + gap, this::write);
        }
    }

    private void pump() {
        while (sender.plan(plan, now)) {
            Segment segment = new Segment(A, 1, B, 2).seq(plan.seq());
            segment.flags(Segment.ACK | (plan.isFin() ? Segment.FIN : 0));
            sender.fill(segment, plan);
            assertThat(segment.payloadLength()).isEqualTo(plan.length());
            sender.sent(plan, now);
            transmit(segment);
        }
        continueWriting();
    }

    /** Cuts what is larger than a segment, as a link would. */
    private void transmit(Segment segment) {
        if (!segment.isSuper()) {
            post(segment);
            return;
        }
        int size = segment.segmentSize();
        for (int from = 0; from < segment.payloadLength(); from += size) {
            post(segment.piece(from, Math.min(size, segment.payloadLength() - from)));
        }
        segment.release();
    }

    private void post(Segment segment) {
        long sentNanos = now;
        if (segment.payloadLength() > mss) {
            segment.release(); // too large for the path by now
            return;
        }
        int[] arrivals = {0};
        arrivals[0] =
                path.segment(
                        now,
                        () -> {
                            arrives(segment, sentNanos);
                            if (--arrivals[0] == 0) {
                                segment.release();
                            }
                        });
        if (arrivals[0] == 0) {
            segment.release();
        }
    }

    private void arrives(Segment segment, long sentNanos) {
        if (reneging > 0 && random.nextDouble() < reneging) {
            peer.renege(random);
        }
        reply(peer.arrives(segment, sentNanos));
        if (!peer.reads && random.nextInt(2) == 0) {
            path.at(now + random.nextLong(3000 * MILLI), () -> reply(peer.reads()));
        }
    }

    private void reply(SimulatedPeer.Ack ack) {
        boolean echoesCongestion = ecn > 0 && random.nextDouble() < ecn;
        path.ack(now, () -> acked(ack, echoesCongestion));
    }

    private void acked(SimulatedPeer.Ack ack, boolean echoesCongestion) {
        if (ack.ack() - sender.nxt > 0) {
            throw new AssertionError("acknowledges what was never sent: " + describe());
        }
        if (echoesCongestion) {
            sender.congestionExperienced(now);
        }
        int age =
                timestamps && ack.echoNanos() >= 0
                        ? (int) (now / MILLI - ack.echoNanos() / MILLI)
                        : -1;
        sender.acknowledge(1, ack.ack(), ack.wnd(), ack.sack(), age, false, now);
    }

    String describe() {
        return "at "
                + now / MILLI
                + " ms after "
                + events
                + " events: received "
                + peer.received
                + " of "
                + total
                + ", "
                + sender.recoveryState()
                + " pipe "
                + sender.pipe()
                + " cwnd "
                + sender.congestion().cwnd()
                + " unacked "
                + sender.unacked()
                + " unsent "
                + sender.unsent()
                + " wnd "
                + sender.wnd
                + " rto "
                + sender.rtoNanos() / MILLI
                + " deadline "
                + sender.deadlineNanos() / MILLI;
    }
}
