package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Without the agent there is no deterministic world, and it is said what is missing. */
class DeterministicTierTest {
    @Test
    void saysWhatToAddToTheCommandLine() {
        assertThatThrownBy(() -> World.deterministic(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-javaagent:jackfield-agent.jar=network,identity,exit,time");
    }

    @Test
    void otherWorldsDecideNothing() {
        try (World world = World.scripted(1)) {
            assertThatThrownBy(world::decisions).isInstanceOf(IllegalStateException.class);
        }
    }
}
