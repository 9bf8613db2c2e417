package io.jackfield.tcp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;

import java.util.BitSet;

/** Islands of a stream against a model that knows of each octet whether it is there. */
class ReassemblyQueueTest {
    private static final int SPACE = 400;
    private static final IpAddress HERE = IpAddress.of("10.0.0.1");
    private static final IpAddress THERE = IpAddress.of("10.0.0.2");

    private final SlabPool pool = new SlabPool();

    private Segment segment(int base, int from, int length, boolean fin) {
        Segment seg = new Segment(THERE, 1, HERE, 2);
        seg.seq(base + from).flags(Segment.ACK | (fin ? Segment.FIN : 0));
        if (length > 0) {
            Slab slab = pool.allocate(length);
            for (int i = 0; i < length; i++) {
                slab.octets[i] = (byte) (from + i);
            }
            seg.append(slab, 0, length);
            slab.release();
        }
        return seg;
    }

    @Test
    void holdsWhatAModelHolds() {
        Forall.seeds(
                500,
                draws -> {
                    int base = draws.oneIn(2) ? -SPACE / 2 : (int) draws.bits();
                    insertsAndTakes(draws, base, draws.oneIn(2));
                    assertThat(pool.outstanding()).isZero();
                });
    }

    private void insertsAndTakes(Draws draws, int base, boolean hasFin) {
        ReassemblyQueue queue = new ReassemblyQueue();
        BitSet model = new BitSet();
        int inserts = draws.below(40);
        for (int i = 0; i < inserts; i++) {
            int from = 1 + draws.below(SPACE - 60);
            int length = 1 + draws.below(50);
            boolean fin = hasFin && from + length == SPACE - 20;
            BitSet before = (BitSet) model.clone();
            model.set(from, from + length + (fin ? 1 : 0));
            boolean isNew = queue.insert(segment(base, from, length, fin));
            assertThat(isNew).isEqualTo(!before.equals(model));
            assertThat(queue.duplicateLeft != queue.duplicateRight)
                    .isEqualTo(before.get(from, from + length + (fin ? 1 : 0)).cardinality() > 0);
            reports(queue, model, base, from);
        }
        takes(queue, model, base, draws.below(SPACE));
        queue.release();
    }

    /** The first block holds what came last; all blocks are whole islands. */
    private static void reports(ReassemblyQueue queue, BitSet model, int base, int last) {
        SackBlocks blocks = queue.report(4, 0, 0);
        assertThat(blocks).isNotNull();
        for (int i = 0; i < blocks.count(); i++) {
            int left = blocks.left(i) - base;
            int right = blocks.right(i) - base;
            assertThat(model.get(left - 1)).isFalse();
            assertThat(model.nextClearBit(left)).isEqualTo(right);
        }
        assertThat(last).isBetween(blocks.left(0) - base, blocks.right(0) - base - 1);
    }

    private static void takes(ReassemblyQueue queue, BitSet model, int base, int from) {
        int at = from;
        for (Segment seg = queue.take(base + at); seg != null; seg = queue.take(base + at)) {
            assertThat(seg.seq()).isEqualTo(base + at);
            assertThat(model.nextClearBit(at)).isGreaterThanOrEqualTo(at + seg.len());
            byte[] octets = seg.payload();
            for (int i = 0; i < octets.length; i++) {
                assertThat(octets[i]).isEqualTo((byte) (at + i));
            }
            at += seg.len();
            seg.release();
        }
        assertThat(model.get(at)).isFalse();
    }
}
