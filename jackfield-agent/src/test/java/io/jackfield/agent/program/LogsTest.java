package io.jackfield.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.parity.ChildJvm;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class LogsTest {
    /** java.util.logging closes its handlers in a shutdown hook, which whoever logs first adds. */
    @Test
    void aProgramLogsAfterTheOneThatLoggedFirstHasEnded() throws Exception {
        ChildJvm child =
                new ChildJvm(
                        List.of(
                                "-Xshare:off",
                                "-javaagent:" + System.getProperty("jackfield.agent.jar")),
                        System.getProperty("java.class.path"));
        assertThat(child.outcomes(LogsInTurn.class))
                .isEqualTo(Map.of("first", "WARNING: first", "second", "WARNING: second"));
    }
}
