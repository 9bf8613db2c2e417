package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Jvm;
import io.jackfield.net.World;

import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** A world that was closed is garbage, whatever its threads did. */
class ForgottenWorldTest {
    private static final int WORLDS = 12;
    private static final int COLLECTIONS = 10;

    /** The JVM keeps a thread that it looked at last, and whom it knows. */
    private static final int MOST_LEFT = 3;

    @Test
    void threadsThatCatchTheirEndKeepNothingAlive() {
        List<WeakReference<World>> closed = new ArrayList<>();
        for (int i = 0; i < WORLDS; i++) {
            closed.add(new WeakReference<>(worldOfAStubbornThread()));
        }
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        assertThat(closed.stream().filter(each -> each.get() != null).count())
                .isLessThanOrEqualTo(MOST_LEFT);
    }

    private static World worldOfAStubbornThread() {
        try (World world = World.deterministic(1)) {
            Jvm.on(world, world.host("host"))
                    .start("main", () -> new Thread(ForgottenWorldTest::sleepOn).start());
            world.runFor("5s");
            return world;
        }
    }

    @SuppressWarnings("EmptyCatch")
    private static void sleepOn() {
        while (true) {
            try {
                Thread.sleep(1000);
            } catch (Throwable itsEnd) {
                // goes on all the same
            }
        }
    }
}
