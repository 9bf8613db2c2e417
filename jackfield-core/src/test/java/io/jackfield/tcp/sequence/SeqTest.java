package io.jackfield.tcp.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeqTest { // RFC 9293 §3.4
    @Test
    void goesRoundTheCircle() {
        for (int a : new int[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 12345}) {
            assertThat(Seq.before(a, a + 1)).isTrue();
            assertThat(Seq.after(a + 1, a)).isTrue();
            assertThat(Seq.before(a, a + Integer.MAX_VALUE)).isTrue();
            assertThat(Seq.before(a, a)).isFalse();
            assertThat(Seq.after(a, a)).isFalse();
            assertThat(Seq.atMost(a, a)).isTrue();
            assertThat(Seq.atLeast(a, a)).isTrue();
            assertThat(Seq.atMost(a + 1, a)).isFalse();
            assertThat(Seq.atLeast(a, a + 1)).isFalse();
            assertThat(Seq.max(a, a + 5)).isEqualTo(a + 5);
            assertThat(Seq.min(a + 5, a)).isEqualTo(a);
            assertThat(Seq.distance(a, a + 7)).isEqualTo(7);
            assertThat(Seq.distance(a + 7, a)).isEqualTo(-7);
        }
    }

    @Test
    void aWindowMayLieAcrossTheEnd() {
        assertThat(Seq.within(-1, -10, 10)).isTrue();
        assertThat(Seq.within(9, -10, 10)).isTrue();
        assertThat(Seq.within(10, -10, 10)).isFalse();
        assertThat(Seq.within(-11, -10, 10)).isFalse();
        assertThat(Seq.within(5, 5, 5)).isFalse();
    }

    @Test
    void isShownUnsigned() {
        assertThat(Seq.text(-1)).isEqualTo("4294967295");
    }
}
