package io.jackfield.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

class PacketTest {
    private static final IpAddress A = IpAddress.of("10.0.0.1");
    private static final IpAddress B = IpAddress.of("10.0.0.2");

    private final SlabPool pool = new SlabPool();

    @AfterEach
    void nothingIsOut() {
        assertThat(pool.outstanding()).isZero();
    }

    private Segment segment(int octets) {
        Segment segment = new Segment(A, 1000, B, 80).seq(5000).flags(Segment.ACK | Segment.PSH);
        Slab slab = pool.allocate(2048);
        for (int i = 0; i < 2048; i++) {
            slab.octets[i] = (byte) i;
        }
        for (int from = 0; from < octets; from += 100) {
            int length = Math.min(100, octets - from);
            segment.append(slab, (from * 7) % 1900, length); // not adjacent: a slice each
        }
        slab.release();
        return segment;
    }

    @Test
    void adjacentSlicesJoin() {
        Slab slab = pool.allocate(2048);
        Segment segment = new Segment(A, 1, B, 2);
        assertThat(segment.append(slab, 0, 10)).isTrue();
        assertThat(segment.append(slab, 10, 10)).isTrue();
        assertThat(segment.append(slab, 30, 5)).isTrue();
        assertThat(segment.append(slab, 35, 5)).isTrue();
        slab.release();
        assertThat(segment.slices()).isEqualTo(2);
        assertThat(segment.payloadLength()).isEqualTo(30);
        assertThat(pool.outstanding()).isEqualTo(1);
        segment.release();
    }

    @Test
    void takesSeventeenSlicesAndRefusesTheNext() {
        Segment segment = segment(1700);
        assertThat(segment.slices()).isEqualTo(Packet.MAX_SLICES);
        assertThat(segment.append(segment.slab(0), 1950, 1)).isFalse();
        assertThat(segment.payloadLength()).isEqualTo(1700);
        segment.release();
    }

    @Test
    void piecesOfASuperSegmentAreTheSegment() {
        Segment whole = segment(1650).timestamps(1, 2);
        whole.flags(whole.flags() | Segment.FIN | Segment.CWR);
        whole.segmentSize(500);
        byte[] all = whole.payload();
        assertThat(whole.isSuper()).isTrue();
        assertThat(whole.wirePackets()).isEqualTo(4);
        for (int from = 0; from < 1650; from += 500) {
            int length = Math.min(500, 1650 - from);
            Segment piece = whole.piece(from, length);
            assertThat(piece.seq()).isEqualTo(5000 + from);
            assertThat(piece.payload()).isEqualTo(Arrays.copyOfRange(all, from, from + length));
            assertThat(piece.isFin()).isEqualTo(from == 1500);
            assertThat(piece.has(Segment.PSH)).isEqualTo(from == 1500);
            assertThat(piece.has(Segment.CWR)).isEqualTo(from == 0);
            assertThat(piece.hasTimestamps()).isTrue();
            assertThat(piece.segmentSize()).isZero();
            piece.release();
        }
        whole.release();
    }

    @Test
    void aCopyHoldsTheSameSlicesOnItsOwn() {
        Segment one = segment(350).sack(new SackBlocks(1, 2));
        one.hopLimit(255);
        one.trafficClass(0xb8);
        Segment two = one.copy();
        one.release();
        assertThat(pool.outstanding()).isEqualTo(1);
        assertThat(two.payloadLength()).isEqualTo(350);
        assertThat(two.hopLimit()).isEqualTo(255);
        assertThat(two.trafficClass()).isEqualTo(0xb8);
        assertThat(two.sack()).isEqualTo(new SackBlocks(1, 2));
        two.release();
    }

    @Test
    void lengthsCountTheOptions() {
        Segment syn =
                new Segment(A, 1, B, 2)
                        .flags(Segment.SYN)
                        .mss(1460)
                        .sackPermitted(true)
                        .timestamps(1, 0)
                        .windowScale(7);
        assertThat(syn.transportHeaderLength()).isEqualTo(40);
        assertThat(syn.length()).isEqualTo(60);
        assertThat(syn.len()).isEqualTo(1);
        assertThat(syn.isSyn()).isTrue();
        assertThat(new Segment(A, 1, B, 2).flags(Segment.FIN | Segment.ACK).len()).isEqualTo(1);
        assertThat(new Datagram(IpAddress.ANY6, 1, IpAddress.LOOPBACK6, 2).length()).isEqualTo(48);
    }
}
