package io.jackfield.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.KernelSockets;
import io.jackfield.jdk.parity.ChildJvm;
import io.jackfield.jdk.parity.DatagramSocketPrograms;
import io.jackfield.jdk.parity.OpenSockets;
import io.jackfield.jdk.parity.Programs;
import io.jackfield.net.World;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Set;

/**
 * With the agent a host reports what the JDK alone reports, and so do threads of no host, without
 * any exception.
 */
class AgentParityTest {
    private static final String AGENT = System.getProperty("jackfield.agent.jar");

    private static Map<String, String> jdkAlone = Map.of();
    private static Map<String, String> onHost = Map.of();
    private static Map<String, String> besideHosts = Map.of();

    @BeforeAll
    static void run() throws Exception {
        jdkAlone = ChildJvm.withoutUs().outcomes(Programs.class);
        jdkAlone.putAll(ChildJvm.withoutUs().outcomes(DatagramSocketPrograms.class));
        KernelSockets before = KernelSockets.now();
        try (World world = World.realTime(1)) {
            Host host = world.host("host");
            world.cable(host, world.host("other"));
            try (Jvm jvm = Jvm.on(world, host)) {
                onHost = jvm.call(AgentParityTest::runAll);
                before.assertNoMore();
                besideHosts = runAll();
            }
        }
    }

    private static Map<String, String> runAll() {
        Map<String, String> outcomes = Programs.run();
        outcomes.putAll(DatagramSocketPrograms.run());
        return outcomes;
    }

    static Set<String> programs() {
        return jdkAlone.keySet();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aHostReportsWhatTheJdkReports(String program) {
        assertThat(onHost.get(program)).isEqualTo(jdkAlone.get(program));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aThreadOfNoHostReportsWhatTheJdkReports(String program) {
        assertThat(besideHosts.get(program)).isEqualTo(jdkAlone.get(program));
    }

    @Test
    void withTheAgentAndNoWorldTheJdkIsTheJdk() throws Exception {
        ChildJvm child = ChildJvm.withAgent(AGENT);
        Map<String, String> outcomes = child.outcomes(Programs.class);
        outcomes.putAll(child.outcomes(DatagramSocketPrograms.class));
        assertThat(outcomes).isEqualTo(jdkAlone);
    }

    @Test
    void withTheAgentAndNoWorldTheKernelSeesTheSameSockets() throws Exception {
        assertThat(ChildJvm.withAgent(AGENT).outcomes(OpenSockets.class))
                .isEqualTo(ChildJvm.withoutUs().outcomes(OpenSockets.class));
    }
}
