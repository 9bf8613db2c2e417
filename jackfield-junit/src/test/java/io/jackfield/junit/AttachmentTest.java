package io.jackfield.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
    void theLineIsTheOneOfTheBuildTool() throws Exception {
        assertThat(RunInChild.of(TEST, "-Dsurefire.real.class.path=x"))
                .contains("jackfield:   <argLine>-javaagent:");
        assertThat(RunInChild.of(TEST, "-Dorg.gradle.test.worker=1"))
                .contains("jackfield:   tasks.test { jvmArgs(\"-javaagent:");
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
