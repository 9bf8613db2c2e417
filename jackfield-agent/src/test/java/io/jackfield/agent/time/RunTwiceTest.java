package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.Divergence;
import io.jackfield.net.RunTwice;
import io.jackfield.net.World;

import org.junit.jupiter.api.Test;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/** What varies from run to run is named: when, which thread, where in its code. */
class RunTwiceTest {
    private static final int PORT = 5000;

    /** Kept from run to run, as the statics of a program are. */
    private static int runs;

    /** The client does something for a while, sends a datagram, and does it again. */
    private static RunTwice.Scenario with(Runs.Program deviation) {
        return world -> {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Host near = world.host("client");
            Host far = world.host("server");
            world.cable(near, far).netem("delay 20ms 3ms loss 5%");
            Runs.start(Jvm.on(world, near), "client", () -> talk(deviation), thrown);
            Runs.start(Jvm.on(world, far), "idler", () -> Thread.sleep(1_000), thrown);
            world.run();
            assertThat(thrown).hasNullValue();
        };
    }

    private static void talk(Runs.Program deviation) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 5; i++) {
                Thread.sleep(ThreadLocalRandom.current().nextLong(100));
                send(socket, i);
                if (i == 3) {
                    deviation.run();
                }
            }
        }
    }

    private static void send(DatagramSocket socket, int what) throws Exception {
        byte[] data = {(byte) what};
        socket.send(new DatagramPacket(data, 1, InetAddress.getByName("server"), PORT));
    }

    private static void sleepAsTheMachineSays() throws InterruptedException {
        Thread.sleep(RealClock.nanos() / 1_000_000);
    }

    private static void sendTheNumberOfTheRun() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(PORT + 1)) {
            send(socket, ++runs);
        }
    }

    @Test
    void findsNothingWhereNothingVaries() throws Exception {
        assertThat(RunTwice.of(1, with(() -> Thread.sleep(7)))).isEmpty();
    }

    @Test
    void namesTheThreadThatGoesByTheMachinesClock() throws Exception {
        Divergence found = RunTwice.of(1, with(RunTwiceTest::sleepAsTheMachineSays)).orElseThrow();
        assertThat(found.thread()).isEqualTo("client");
        assertThat(found.nanos()).isBetween(1L, 400_000_000L);
        assertThat(found.same()).isGreaterThan(10);
        assertThat(found.first().getFirst()).contains(" client waits for ");
        assertThat(found.second().getFirst()).contains(" client waits for ");
        assertThat(found.frames())
                .anyMatch(frame -> frame.getMethodName().equals("sleepAsTheMachineSays"));
        assertThat(found.toString()).contains("two runs with seed 1 differ at ", "RunTwiceTest");
    }

    @Test
    void namesThePacketThatIsAnother() throws Exception {
        Divergence found = RunTwice.of(2, with(RunTwiceTest::sendTheNumberOfTheRun)).orElseThrow();
        assertThat(found.thread()).isEqualTo("client");
        assertThat(found.second().getFirst()).contains(" client sends ", ".5001 > ", ".5000: UDP");
        assertThat(found.frames())
                .anyMatch(frame -> frame.getMethodName().equals("sendTheNumberOfTheRun"));
    }

    @Test
    void leavesOutWhatOnlyTheFirstRunDoes() throws Exception {
        AtomicReference<String> kept = new AtomicReference<>();
        RunTwice.Scenario lazy =
                with(
                        () -> {
                            if (kept.getAndSet("made") == null) {
                                Thread.sleep(5);
                            }
                        });
        assertThat(RunTwice.warm(3, lazy)).isEmpty();
        kept.set(null);
        Divergence found = RunTwice.of(3, lazy).orElseThrow();
        assertThat(found.first().getFirst()).contains(" client waits for 5ms");
    }

    @Test
    void anotherSeedIsAnotherRun() throws Exception {
        RunTwice.Scenario scenario = with(() -> {});
        long first = decisionsOf(scenario, 1);
        assertThat(decisionsOf(scenario, 1)).isEqualTo(first);
        assertThat(decisionsOf(scenario, 2)).isNotEqualTo(first);
    }

    private static long decisionsOf(RunTwice.Scenario scenario, long seed) throws Exception {
        try (World world = World.deterministic(seed)) {
            scenario.run(world);
            return world.decisions().hash();
        }
    }
}
