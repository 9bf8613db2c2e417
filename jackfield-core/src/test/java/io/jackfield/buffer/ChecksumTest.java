package io.jackfield.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class ChecksumTest {
    /** RFC 1071 §1 word by word. */
    private static int simple(byte[] octets, int offset, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = octets[offset + i] & 0xff;
            sum += (i & 1) == 0 ? octet << 8 : octet;
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }

    @Test
    void agreesWithTheExampleOfTheRfc() { // RFC 1071 §3
        byte[] octets = {0x00, 0x01, (byte) 0xf2, 0x03, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, -9};
        assertThat(Checksum.fold(Checksum.accumulate(octets, 0, 8, 0))).isEqualTo(0xddf2);
        assertThat(Checksum.field(Checksum.accumulate(octets, 0, 8, 0))).isEqualTo(0x220d);
    }

    @Test
    void agreesWithTheSimpleLoopAtEveryOffsetAndLength() {
        byte[] octets = new byte[300];
        new SplittableRandom(1).nextBytes(octets);
        for (int offset = 0; offset < 20; offset++) {
            for (int length = 0; length <= 280; length++) {
                assertThat(Checksum.fold(Checksum.accumulate(octets, offset, length, 0)))
                        .isEqualTo(simple(octets, offset, length));
            }
        }
    }

    @Test
    void isTheSameHoweverTheDataIsSliced() {
        long seed = Long.getLong("jackfield.seed", 42);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] octets = new byte[random.nextInt(3000)];
            random.nextBytes(octets);
            long sum = 0;
            int at = 0;
            while (at < octets.length) {
                int length = 1 + random.nextInt(octets.length - at);
                sum =
                        (at & 1) == 0
                                ? Checksum.accumulate(octets, at, length, sum)
                                : Checksum.accumulateOdd(octets, at, length, sum);
                at += length;
            }
            assertThat(Checksum.fold(sum))
                    .as("-Djackfield.seed=%d round %d", seed, round)
                    .isEqualTo(simple(octets, 0, octets.length));
        }
    }

    @Test
    void numbersCountAsTheirOctetsInNetworkOrder() {
        byte[] octets = {0x12, 0x34, 0x45, 0x67, (byte) 0x89, (byte) 0xab, 1, 2, 3, 4, 5, 6, 7, 8};
        long sum = Checksum.add16(0, 0x1234);
        sum = Checksum.add32(sum, 0x4567_89ab);
        sum = Checksum.add64(sum, 0x0102_0304_0506_0708L);
        assertThat(Checksum.fold(sum)).isEqualTo(simple(octets, 0, octets.length));
    }

    @Test
    void ofDataAndItsFieldIsAllOnes() {
        byte[] octets = new byte[1000];
        new SplittableRandom(7).nextBytes(octets);
        long sum = Checksum.accumulate(octets, 0, octets.length, 0);
        assertThat(Checksum.fold(Checksum.add16(sum, Checksum.field(sum)))).isEqualTo(0xffff);
    }

    @Test
    void doesNotOverflowOverManyBuffers() {
        byte[] octets = new byte[Slab.LARGE];
        java.util.Arrays.fill(octets, (byte) 0xff);
        long sum = 0;
        for (int i = 0; i < 100_000; i += 100) {
            sum = Checksum.accumulate(octets, 0, octets.length, sum);
        }
        assertThat(Checksum.fold(sum)).isEqualTo(0xffff);
    }
}
