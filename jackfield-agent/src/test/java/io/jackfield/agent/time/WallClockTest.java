package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.World;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What programs read from the wall clock of their host, which may be wrong. */
class WallClockTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void aProgramSeesItsHostsClockAndSleepsByTheWorlds() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (World world = World.deterministic(1)) {
            Host right = world.host("right");
            Host wrong = world.host("wrong");
            wrong.clockOffset(Duration.ofHours(-1));
            world.at("15s", () -> wrong.clockSkew(100_000)); // a tenth too fast
            Runs.start(Jvm.on(world, right), "main", () -> look("right"), thrown);
            Runs.start(Jvm.on(world, wrong), "main", () -> look("wrong"), thrown);
            wrong.start("plain", os -> plain());
            world.run();
        }
        assertThat(thrown.get()).isNull();
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "right 2025-01-01T00:00:00Z 1735689600000 0",
                        "right 2025-01-01T00:00:10Z 1735689610000 10",
                        "right 2025-01-01T00:00:20Z 1735689620000 20",
                        "wrong 2024-12-31T23:00:00Z 1735686000000 0",
                        "wrong 2024-12-31T23:00:10Z 1735686010000 10",
                        "wrong 2024-12-31T23:00:20.500Z 1735686020500 20",
                        "plain 1735686000000");
    }

    private void look(String host) throws InterruptedException {
        long began = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            note(
                    "%s %s %d %d"
                            .formatted(
                                    host,
                                    Instant.now(),
                                    System.currentTimeMillis(),
                                    (System.nanoTime() - began) / 1_000_000_000));
            Thread.sleep(10_000);
        }
    }

    private int plain() {
        note("plain " + System.currentTimeMillis());
        return 0;
    }

    private synchronized void note(String line) {
        seen.add(line);
    }
}
