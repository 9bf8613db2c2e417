package io.jackfield.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Set;

/** How the agent comes into a JVM of tests, and what happens where it cannot. */
class AttachmentTest {
    private static final String TEST = "example.shop.ShopSamples#theShopAnswers";

    @Test
    void nobodyHasToDoAnything() throws Exception {
        assertThat(RunInChild.of(TEST))
                .containsPattern("jackfield: attached its agent to this JVM in \\d+ ms")
                .contains("jackfield:   -javaagent:")
                .contains("passed 5 failed 0 aborted 0");
    }

    @Test
    void theLineIsTheOneOfTheBuildTool() {
        Path jar = Path.of("/home/me/.m2/repository/io/jackfield/jackfield-agent/1/agent-1.jar");
        assertThat(AttachmentText.line(jar, Set.of("surefire.real.class.path")))
                .isEqualTo(
                        "<argLine>-javaagent:${settings.localRepository}/io/jackfield/"
                            + "jackfield-agent/1/agent-1.jar=network,identity,exit,time</argLine>");
        assertThat(AttachmentText.line(jar, Set.of("org.gradle.test.worker")))
                .isEqualTo(
                        "tasks.test { jvmArgs(\"-javaagent:"
                                + jar
                                + "=network,identity,exit,time\") }");
        assertThat(AttachmentText.line(Path.of("agent.jar"), Set.of("surefire.test.class.path")))
                .startsWith("<argLine>-javaagent:agent.jar=");
    }

    @Test
    void nothingIsSaidWhereItIsNamed() throws Exception {
        String jar =
                Class.forName("io.jackfield.agent.Agent")
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath();
        assertThat(RunInChild.of(TEST, "-javaagent:" + jar + "=network,identity,exit,time"))
                .doesNotContain("jackfield:")
                .contains("passed 5 failed 0 aborted 0");
    }

    @Test
    void whereItMayNotTestsThatSteerTheClockAreAborted() throws Exception {
        assertThat(RunInChild.of(TEST, "-XX:-EnableDynamicAgentLoading"))
                .contains("jackfield: WARNING: the agent could not be attached (")
                .contains("Dynamic agent loading is not enabled")
                .contains("passed 0 failed 0 aborted 5");
    }

    @Test
    void itIsLeftOutWhenToldSo() throws Exception {
        assertThat(RunInChild.of(TEST, "-Djackfield.agent=never"))
                .doesNotContain("jackfield:")
                .contains("passed 0 failed 0 aborted 5");
    }

    @Test
    void whereItIsRequiredAndCannotBeNothingRuns() throws Exception {
        assertThat(
                        RunInChild.of(
                                TEST,
                                "-Djackfield.agent=required",
                                "-XX:-EnableDynamicAgentLoading"))
                .contains("the agent is required: ")
                .doesNotContain("passed 5");
    }
}
