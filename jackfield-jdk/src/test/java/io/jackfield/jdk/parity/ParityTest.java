package io.jackfield.jdk.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.KernelSockets;
import io.jackfield.net.World;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Set;

/** What the JDK alone reports, our hosts report, and so do threads of no host beside them. */
class ParityTest {
    /** Where a thread of no host differs once a Jvm was made: see KernelListener. */
    private static final Set<String> KNOWN_BESIDE =
            Set.of("options of ServerSocket", "IP_TOS of ServerSocket");

    private static Map<String, String> jdkAlone = Map.of();
    private static Map<String, String> onHost = Map.of();
    private static Map<String, String> besideHosts = Map.of();

    @BeforeAll
    static void run() throws Exception {
        jdkAlone = ChildJvm.withoutUs().outcomes(Programs.class);
        KernelSockets before = KernelSockets.now();
        try (World world = World.realTime(1)) {
            Host host = world.host("host");
            world.cable(host, world.host("other"));
            try (Jvm jvm = Jvm.on(world, host)) {
                onHost = jvm.call(Programs::run);
                before.assertNoMore();
                besideHosts = Programs.run();
            }
        }
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
        if (KNOWN_BESIDE.contains(program)) {
            assertThat(besideHosts.get(program)).isNotEqualTo(jdkAlone.get(program));
        } else {
            assertThat(besideHosts.get(program)).isEqualTo(jdkAlone.get(program));
        }
    }

    @Test
    void withOurJarsAndNoWorldTheJdkIsTheJdk() throws Exception {
        assertThat(ChildJvm.withUs().outcomes(Programs.class)).isEqualTo(jdkAlone);
    }

    @Test
    void withOurJarsAndNoWorldTheKernelSeesTheSameSockets() throws Exception {
        Map<String, String> alone = ChildJvm.withoutUs().outcomes(OpenSockets.class);
        assertThat(alone.values()).anySatisfy(line -> assertThat(line).contains("LISTEN"));
        assertThat(ChildJvm.withUs().outcomes(OpenSockets.class)).isEqualTo(alone);
    }
}
