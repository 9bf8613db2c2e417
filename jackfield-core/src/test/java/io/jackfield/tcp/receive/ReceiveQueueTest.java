package io.jackfield.tcp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

class ReceiveQueueTest {
    private static final IpAddress HERE = IpAddress.of("10.0.0.1");
    private static final IpAddress THERE = IpAddress.of("10.0.0.2");

    private final SlabPool pool = new SlabPool();
    private int written;
    private int read;

    private Segment next(int length) {
        Segment seg = new Segment(THERE, 1, HERE, 2);
        Slab slab = pool.allocate(length);
        for (int i = 0; i < length; i++) {
            slab.octets[i] = (byte) written++;
        }
        seg.append(slab, 0, length);
        slab.release();
        return seg;
    }

    private void readsInOrder(ReceiveQueue queue, Draws draws) {
        int most = 1 + draws.below(3000);
        boolean direct = draws.oneIn(2);
        ByteBuffer to = direct ? ByteBuffer.allocateDirect(most) : ByteBuffer.allocate(most);
        int skipped = draws.below(queue.octets() + 1);
        int peeked = queue.peek(to, skipped);
        assertThat(peeked).isEqualTo(Math.min(most, queue.octets() - skipped));
        check(to, read + skipped);
        to.clear();
        if (draws.oneIn(5)) {
            read += queue.discard(most);
            return;
        }
        int got = queue.read(to);
        check(to, read);
        read += got;
    }

    private static void check(ByteBuffer to, int first) {
        to.flip();
        for (int at = first; to.hasRemaining(); at++) {
            assertThat(to.get()).isEqualTo((byte) at);
        }
    }

    @Test
    void givesBackWhatItGotInOrder() {
        Forall.seeds(
                200,
                draws -> {
                    written = 0;
                    read = 0;
                    ReceiveQueue queue = new ReceiveQueue();
                    for (int i = 0; i < 200; i++) {
                        if (draws.oneIn(3)) {
                            readsInOrder(queue, draws);
                        } else {
                            queue.append(next(1 + draws.below(draws.oneIn(3) ? 2000 : 30)), pool);
                        }
                        assertThat(queue.octets()).isEqualTo(written - read);
                    }
                    queue.release();
                    assertThat(pool.outstanding()).isZero();
                });
    }

    @Test
    void shortSegmentsThatWaitShareASlab() {
        ReceiveQueue queue = new ReceiveQueue();
        for (int i = 0; i < 1000; i++) {
            queue.append(next(1), pool);
        }
        assertThat(pool.outstanding()).isLessThanOrEqualTo(2);
        queue.release();
    }
}
