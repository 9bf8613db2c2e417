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

    @Test
    void whatReceiversTookMakesRoomAtOnce() {
        Datagram first = datagram(1);
        Datagram second = datagram(2);
        Datagram third = datagram(3);
        int room = 2 * TrueSize.of(first);
        assertThat(queue.add(first, room)).isTrue();
        assertThat(queue.add(second, room)).isTrue();
        assertThat(queue.add(third, room)).isFalse();
        assertThat(queue.allocated()).isEqualTo(room);
        assertThat(portOf(queue.take())).isEqualTo(1);
        assertThat(queue.allocated()).isEqualTo(room / 2);
        assertThat(queue.add(third, room)).isTrue();
        assertThat(portOf(queue.takeReady())).isEqualTo(2);
        assertThat(queue.allocated()).isEqualTo(room / 2);
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
