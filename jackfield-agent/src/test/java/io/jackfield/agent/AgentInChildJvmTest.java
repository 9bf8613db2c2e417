package io.jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.parity.ChildJvm;
import io.jackfield.jdk.parity.Programs;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The agent as it is begun: named on the command line or attached later, in a JVM of its own. */
class AgentInChildJvmTest {
    private static final String AGENT = System.getProperty("jackfield.agent.jar");

    private static String complaintAbout(String arguments) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:off",
                                "-javaagent:" + AGENT + arguments,
                                "-version")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isNotZero();
        return said;
    }

    @Test
    void attachedLateItReachesEveryDoor() throws Exception {
        ChildJvm child =
                new ChildJvm(
                        List.of(
                                "-Xshare:off",
                                "-XX:+EnableDynamicAgentLoading",
                                "-Djdk.attach.allowAttachSelf=true",
                                "-Djackfield.agent.jar=" + AGENT),
                        System.getProperty("java.class.path"));
        assertThat(child.outcomes(LateAttachment.class))
                .isEqualTo(
                        Map.of(
                                "open", "truetruetruetruetrue",
                                "interfaces", "[lo, eth0]",
                                "name", "host",
                                "kernel", "true"));
    }

    @Test
    void everySwitchAloneLeavesTheJdkAsItWas() throws Exception {
        Map<String, String> alone = ChildJvm.withoutUs().outcomes(Programs.class);
        assertThat(ChildJvm.withAgent(AGENT + "=network").outcomes(Programs.class))
                .isEqualTo(alone);
        assertThat(ChildJvm.withAgent(AGENT + "=identity").outcomes(Programs.class))
                .isEqualTo(alone);
    }

    @Test
    void anUnknownSwitchEndsTheJvmWithTheKnownOnes() throws Exception {
        assertThat(complaintAbout("=netwrk"))
                .contains("there is no switch 'netwrk'; there are: network, identity");
    }
}
