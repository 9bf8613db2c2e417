package io.jackfield.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.Datagram;

import org.junit.jupiter.api.Test;

class ReceiveQueueTest {
    private static final int ROOM = 1 << 20;

    private final SlabPool pool = new SlabPool();
    private final ReceiveQueue queue = new ReceiveQueue();

    private Datagram datagram(int port) {
        Datagram datagram = new Datagram(IpAddress.LOOPBACK4, port, IpAddress.LOOPBACK4, 9);
        var slab = pool.allocate(64);
        datagram.append(slab, 0, 64);
        slab.release();
        return datagram;
    }

    private static int portOf(Datagram datagram) {
        datagram.release();
        return datagram.sourcePort();
    }

    @Test
    void withoutTheHostsLockOnlyThatIsFoundWhichAReceiverTookOver() {
        queue.add(datagram(1), ROOM);
        queue.add(datagram(2), ROOM);
        queue.add(datagram(3), ROOM);
        assertThat(queue.takeReady()).isNull();
        assertThat(portOf(queue.take())).isEqualTo(1);
        queue.add(datagram(4), ROOM);
        assertThat(portOf(queue.takeReady())).isEqualTo(2);
        assertThat(portOf(queue.takeReady())).isEqualTo(3);
        assertThat(queue.takeReady()).isNull();
        assertThat(queue.isEmpty()).isFalse();
        assertThat(portOf(queue.take())).isEqualTo(4);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.take()).isNull();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void peekingLeavesTheDatagramWhereItIs() {
        queue.add(datagram(1), ROOM);
        assertThat(portOf(queue.peek())).isEqualTo(1);
        assertThat(portOf(queue.peek())).isEqualTo(1);
        assertThat(portOf(queue.takeReady())).isEqualTo(1);
        assertThat(queue.peek()).isNull();
        assertThat(pool.outstanding()).isZero();
    }

    /** As on Linux 6.18, where 120 fitted: 31 had to be received before another one did. */
    @Test
    void roomIsMadeByTheQuarterOfTheBuffer() {
        int size = TrueSize.of(datagram(0));
        int room = 12 * size;
        for (int i = 0; i < 12; i++) {
            assertThat(queue.add(datagram(i), room)).isTrue();
        }
        Datagram another = datagram(12);
        for (int i = 0; i < 3; i++) {
            assertThat(queue.add(another, room)).isFalse();
            assertThat(portOf(queue.take())).isEqualTo(i);
            assertThat(queue.allocated()).isEqualTo(room - (i + 1) * size);
        }
        assertThat(queue.add(another, room)).isTrue();
    }

    @Test
    void theLastDatagramMakesAllRoom() {
        int room = TrueSize.of(datagram(0)) * 8;
        for (int i = 0; i < 8; i++) {
            assertThat(queue.add(datagram(i), room)).isTrue();
        }
        for (int i = 0; i < 8; i++) {
            assertThat(portOf(queue.take())).isEqualTo(i);
        }
        for (int i = 0; i < 8; i++) {
            assertThat(queue.add(datagram(i), room)).isTrue();
        }
        assertThat(queue.allocated()).isEqualTo(room);
    }

    @Test
    void releasingGivesBothQueuesBack() {
        queue.add(datagram(1), ROOM);
        queue.add(datagram(2), ROOM);
        assertThat(portOf(queue.take())).isEqualTo(1);
        queue.add(datagram(3), ROOM);
        queue.release();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.takeReady()).isNull();
        assertThat(pool.outstanding()).isZero();
    }
}
