package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

class SendQueueTest {
    private static final IpAddress A = IpAddress.of("10.0.0.1");
    private final SlabPool slabs = new SlabPool();
    private final SendQueue queue =
            new SendQueue(new SendPool(new Settings(), new Counters(), slabs));

    @AfterEach
    void everySlabComesBack() {
        queue.clear();
        assertThat(slabs.outstanding()).isZero();
    }

    private Loan lend(int seq, int octets) {
        byte[] data = new byte[octets];
        for (int i = 0; i < octets; i++) {
            data[i] = SimulatedPeer.octet(seq + i);
        }
        Loan loan = queue.lend(octets);
        loan.fill(ByteBuffer.wrap(data));
        return loan;
    }

    private void append(int from, int octets) {
        byte[] data = new byte[octets];
        for (int i = 0; i < octets; i++) {
            data[i] = SimulatedPeer.octet(from + i);
        }
        assertThat(queue.append(ByteBuffer.wrap(data), octets)).isEqualTo(octets);
    }

    private void assertHolds(int seq, int octets) {
        Segment segment = new Segment(A, 1, A, 2);
        assertThat(queue.fill(segment, seq, octets)).isEqualTo(octets);
        byte[] payload = segment.payload();
        assertThat(payload).hasSize(octets);
        for (int i = 0; i < octets; i++) {
            assertThat(payload[i]).isEqualTo(SimulatedPeer.octet(seq + i));
        }
        segment.release();
    }

    @Test
    void smallWritesShareASlab() {
        queue.begin(0);
        for (int i = 0; i < 200; i++) {
            append(i * 10, 10);
        }
        assertThat(slabs.outstanding()).isEqualTo(1);
        assertHolds(0, 2000);
    }

    @Test
    void bulkWritesGoToLargeSlabs() {
        queue.begin(0);
        append(0, 100_000);
        assertThat(slabs.outstanding()).isEqualTo(2);
        assertHolds(30_000, 60_000);
    }

    @Test
    void givesSlabsBackAsTheyAreAcknowledged() {
        queue.begin(0);
        append(0, 200_000);
        assertThat(slabs.outstanding()).isEqualTo(4);
        queue.discard(65_535);
        assertThat(slabs.outstanding()).isEqualTo(4);
        queue.discard(65_536);
        assertThat(slabs.outstanding()).isEqualTo(3);
        queue.discard(200_000);
        assertThat(slabs.outstanding()).isZero();
        assertThat(queue.length()).isZero();
    }

    @Test
    void aPacketKeepsItsSlabsAfterTheQueueHasLetThemGo() {
        queue.begin(0);
        append(0, 5000);
        Segment segment = new Segment(A, 1, A, 2);
        queue.fill(segment, 0, 5000);
        queue.discard(5000);
        append(5000, 5000);
        byte[] payload = segment.payload();
        for (int i = 0; i < 5000; i++) {
            assertThat(payload[i]).isEqualTo(SimulatedPeer.octet(i));
        }
        segment.release();
    }

    @Test
    void whatIsLentLiesBehindWhatIsQueuedInTheSameSlabIfThereIsRoom() {
        queue.begin(0);
        append(0, 20_000);
        queue.append(lend(20_000, 40_000));
        assertHolds(0, 60_000);
        assertThat(slabs.outstanding()).isEqualTo(1);
        lend(60_000, 100).giveBack();
        append(60_000, 100);
        assertHolds(0, 60_100);
    }

    @Test
    void aPacketTakesNoMoreThanItsSlices() {
        queue.begin(0);
        for (int i = 0; i < 8; i++) {
            append(i * Slab.SMALL, Slab.SMALL);
        }
        append(Slab.BULK, 12 * Slab.LARGE);
        int length = Slab.BULK + 12 * Slab.LARGE;
        int fitting = Slab.BULK + (Packet.MAX_SLICES - 8) * Slab.LARGE;
        assertThat(queue.fitting(50, length - 50)).isEqualTo(fitting - 50);
        assertHolds(50, queue.fitting(50, 3000));
        assertHolds(20_000, queue.fitting(20_000, 17_000));
        assertThat(queue.fitting(length - 100, 100)).isEqualTo(100);
    }

    @Test
    void holdsTheRightOctetsWhateverIsAskedOfIt() {
        long seed = Long.getLong("jackfield.seed", 7);
        SplittableRandom random = new SplittableRandom(seed);
        int head = random.nextInt();
        int tail = head;
        queue.begin(head);
        for (int i = 0; i < 5000; i++) {
            if (tail - head < 300_000 && random.nextInt(3) > 0) {
                int octets = 1 + random.nextInt(random.nextBoolean() ? 30 : 40_000);
                if (random.nextBoolean()) {
                    append(tail, octets);
                } else {
                    Loan loan = lend(tail, octets);
                    head += random.nextInt(tail - head + 1);
                    queue.discard(head); // acknowledged while the writer copies
                    queue.append(loan);
                }
                tail += octets;
            } else {
                head += random.nextInt(tail - head + 1);
                queue.discard(head);
            }
            int from = head + random.nextInt(tail - head + 1);
            int octets = Math.min(20_000, random.nextInt(tail - from + 1));
            assertHolds(from, queue.fitting(from, octets));
            assertThat(queue.isCoherent()).as("-Djackfield.seed=%d", seed).isTrue();
            assertThat(queue.tailSeq()).isEqualTo(tail);
        }
    }
}
