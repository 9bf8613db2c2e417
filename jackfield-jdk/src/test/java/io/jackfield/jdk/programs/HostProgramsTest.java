package io.jackfield.jdk.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.host.Host;
import io.jackfield.host.HostedProgram;
import io.jackfield.net.World;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Java programs started by their host, without a Jvm in the test's hands. */
@Timeout(60)
class HostProgramsTest {
    @Test
    void aHostStartsAClassAndTheWorldEndsIt() throws Exception {
        HostedProgram answers;
        try (World world = World.realTime(1)) {
            Host server = world.host("server");
            Host client = world.host("client");
            world.cable(server, client);
            answers = server.start(Answers.class, "7000");
            world.until(() -> !server.sockets().isEmpty(), "30s");
            HostedProgram asks = client.start(Asks.class, "server", "7000");
            world.until(asks::isEnded, "30s");
            assertThat(asks.status()).isZero();
            assertThat(answers.isEnded()).isFalse();
            assertThat(server.programs()).containsExactly(answers);
        }
        assertThat(answers.isEnded()).isTrue();
        assertThat(answers.status()).isEqualTo(137);
    }

    @Test
    void aCallRunsOnTheHostAndWhatItOpensStaysOpen() throws Exception {
        try (World world = World.realTime(1)) {
            Host server = world.host("server");
            Host client = world.host("client");
            world.cable(server, client);
            ServerSocket listener = server.call(() -> new ServerSocket(7000));
            int port =
                    client.call(
                            () -> {
                                try (Socket socket = new Socket("server", 7000)) {
                                    return socket.getPort();
                                }
                            });
            assertThat(port).isEqualTo(7000);
            assertThat(listener.isClosed()).isFalse();
            assertThat(server.sockets()).anyMatch(line -> line.state().equals("LISTEN"));
        }
    }

    @Test
    void whatACallThrowsIsThrown() {
        try (World world = World.realTime(1)) {
            Host alone = world.host("alone");
            assertThatThrownBy(() -> alone.call(() -> new Socket("localhost", 1)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Connection refused");
        }
    }

    @Test
    void whatMainThrewIsKept() {
        try (World world = World.realTime(1)) {
            HostedProgram fails = world.host("alone").start(Fails.class);
            world.until(fails::isEnded, "30s");
            assertThat(fails.thrown()).hasMessage("on purpose");
            assertThat(fails.status()).isEqualTo(1);
        }
    }

    @Test
    void aWorldWithAHostThatStandsStillCanBeClosed() {
        HostedProgram waits;
        try (World world = World.realTime(1)) {
            Host alone = world.host("alone");
            waits = alone.start(Waits.class);
            alone.pause();
        }
        assertThat(waits.isEnded()).isTrue();
    }

    @Test
    void aJarThatIsNotThereIsSaid() {
        try (World world = World.realTime(1)) {
            Host alone = world.host("alone");
            assertThatThrownBy(() -> alone.start(Path.of("no.jar")))
                    .isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void aScriptedWorldRunsNoJavaPrograms() {
        try (World world = World.scripted(1)) {
            Host alone = world.host("alone");
            assertThatThrownBy(() -> alone.start(Fails.class))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("World.deterministic");
        }
    }
}
