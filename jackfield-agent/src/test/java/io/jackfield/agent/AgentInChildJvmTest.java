package io.jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.parity.ChildJvm;
import io.jackfield.jdk.parity.Programs;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.tools.ToolProvider;

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
                                "said", "[jackfield]",
                                "open", "truetruetruetruetrue",
                                "interfaces", "[lo, eth0]",
                                "name", "host",
                                "kernel", "true"));
    }

    /** A program on the module path, with and without us as modules beside it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProgramOnTheModulePathMeetsTheAgent(boolean withUs, @TempDir Path directory)
            throws Exception {
        Path source = directory.resolve("src");
        Path main = Files.createDirectories(source.resolve("app")).resolve("Main.java");
        Files.writeString(
                source.resolve("module-info.java"),
                "module app {%s}"
                        .formatted(
                                withUs
                                        ? "requires io.jackfield.core; requires io.jackfield.jdk;"
                                        : ""));
        Files.writeString(main, withUs ? ON_A_HOST : ALONE);
        Path classes = directory.resolve("classes");
        int compiled =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                classes.toString(),
                                "-p",
                                modules(),
                                source.resolve("module-info.java").toString(),
                                main.toString());
        assertThat(compiled).isZero();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:off",
                                "-javaagent:" + AGENT + "=network,identity,exit,time",
                                "-p",
                                classes + (withUs ? File.pathSeparator + modules() : ""),
                                "-m",
                                "app/app.Main")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines())
                .containsExactly("app " + (withUs ? "host [lo, eth0] true" : "true"));
    }

    private static String modules() throws Exception {
        List<String> found = new ArrayList<>();
        for (Class<?> type : List.of(World.class, Jvm.class, Nullable.class)) {
            found.add(
                    Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                            .toString());
        }
        return String.join(File.pathSeparator, found);
    }

    private static final String ALONE =
            """
            package app;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    try (var listener = new java.net.ServerSocket(0)) {
                        System.out.println(
                                Main.class.getModule().getName() + " " + listener.isBound());
                    }
                }
            }
            """;

    private static final String ON_A_HOST =
            """
            package app;

            import io.jackfield.jdk.Jvm;
            import io.jackfield.net.World;
            import java.net.NetworkInterface;

            public class Main {
                public static void main(String[] arguments) throws Exception {
                    try (World world = World.realTime(1)) {
                        var host = world.host("host");
                        world.cable(host, world.host("other"));
                        try (Jvm jvm = Jvm.on(world, host)) {
                            System.out.println(
                                    Main.class.getModule().getName()
                                            + " "
                                            + jvm.call(Main::found));
                        }
                    }
                }

                private static String found() throws Exception {
                    try (var listener = new java.net.ServerSocket(8080);
                            var datagrams = new java.net.DatagramSocket(5353);
                            var socket = new java.net.Socket("host", 8080)) {
                        return java.net.InetAddress.getLocalHost().getHostName()
                                + " "
                                + NetworkInterface.networkInterfaces()
                                        .map(NetworkInterface::getName)
                                        .toList()
                                + " "
                                + (socket.isConnected() && datagrams.isBound());
                    }
                }
            }
            """;

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
