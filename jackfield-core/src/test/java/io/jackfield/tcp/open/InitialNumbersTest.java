package io.jackfield.tcp.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.tcp.open.InitialNumbers.SipHash;

import org.junit.jupiter.api.Test;

/** Initial sequence numbers (RFC 6528) and timestamp offsets (RFC 7323 §7.1). */
class InitialNumbersTest {
    private static final IpAddress HERE = IpAddress.of("10.0.0.1");
    private static final IpAddress THERE = IpAddress.of("10.0.0.2");

    private final InitialNumbers numbers = new InitialNumbers(new HostEntropy(1, 1));

    /**
     * The authors' test vector: key 00 to 0f, message 00 to 0e; the word order is little-endian.
     */
    @Test
    void hashesAsItsAuthorsDo() {
        SipHash hash = new SipHash(0x0706_0504_0302_0100L, 0x0f0e_0d0c_0b0a_0908L);
        hash.word(0x0706_0504_0302_0100L);
        // the last word of a message of 15 octets holds seven of them and the length
        assertThat(hash.finish(0x0e_0d0c_0b0a_0908L, 15)).isEqualTo(0xa129_ca61_49be_45e5L);
    }

    @Test
    void aFourTupleCountsOnInSteps() {
        int first = numbers.sequence(HERE, 1, THERE, 2, 0);
        assertThat(numbers.sequence(HERE, 1, THERE, 2, 64)).isEqualTo(first + 1);
        assertThat(numbers.sequence(HERE, 1, THERE, 2, 64_000_000)).isEqualTo(first + 1_000_000);
    }

    @Test
    void everyOtherFourTupleIsElsewhere() {
        int first = numbers.sequence(HERE, 1, THERE, 2, 0);
        assertThat(numbers.sequence(HERE, 1, THERE, 3, 0)).isNotEqualTo(first);
        assertThat(numbers.sequence(HERE, 3, THERE, 2, 0)).isNotEqualTo(first);
        assertThat(numbers.sequence(THERE, 1, HERE, 2, 0)).isNotEqualTo(first);
        InitialNumbers other = new InitialNumbers(new HostEntropy(1, 2));
        assertThat(other.sequence(HERE, 1, THERE, 2, 0)).isNotEqualTo(first);
    }

    @Test
    void aPairOfHostsHasOneTimestampOffset() {
        assertThat(numbers.timestampOffset(HERE, THERE))
                .isEqualTo(numbers.timestampOffset(HERE, THERE))
                .isNotEqualTo(numbers.timestampOffset(HERE, HERE));
    }
}
