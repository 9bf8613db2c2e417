package io.jackfield.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilentServerExampleTest {
    /** LINUX.md 64: the stock settings give up after 131 s. */
    @Test
    void theClientGivesUpWhenLinuxWould() {
        assertThat(SilentServerExample.run()).isEqualTo("ETIMEDOUT after 131 s");
    }
}
