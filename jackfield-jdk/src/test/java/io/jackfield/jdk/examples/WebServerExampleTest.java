package io.jackfield.jdk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebServerExampleTest {
    @Test
    void theClientGetsTheBody() throws Exception {
        assertThat(WebServerExample.run()).isEqualTo("hello");
    }
}
