package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.net.World;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;

/** A world that was closed is garbage, whatever its threads did. */
class ForgottenWorldTest {
    private static final int WORLDS = 12;
    private static final int COLLECTIONS = 10;

    /** The JVM keeps a thread that it looked at last, and whom it knows. */
    private static final int MOST_LEFT = 3;

    /** A method handle to a public class of theirs is what the JDK would keep for good. */
    @Test
    void classesOfProgramsGoWithTheirWorld() {
        collect();
        long before = ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount();
        for (int i = 0; i < WORLDS; i++) {
            worldOfAProgram();
        }
        collect();
        assertThat(ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount() - before)
                .isGreaterThanOrEqualTo(WORLDS - MOST_LEFT);
    }

    private static void worldOfAProgram() {
        try (World world = World.deterministic(1)) {
            JvmProgram program = Jvm.on(world, world.host("host")).start(RefersToItself.class);
            world.runFor("5s");
            assertThat(program.status()).isZero();
        }
    }

    @Test
    void threadsThatCatchTheirEndKeepNothingAlive() {
        areForgotten(() -> new Thread(ForgottenWorldTest::sleepOn).start());
    }

    /** The JVM keeps who waits for a monitor; a timer waits again when it is interrupted. */
    @Test
    void timersThatNobodyCancelsKeepNothingAlive() {
        areForgotten(() -> new Timer("timer", true));
    }

    private static void areForgotten(Runnable main) {
        List<WeakReference<World>> closed = new ArrayList<>();
        for (int i = 0; i < WORLDS; i++) {
            closed.add(new WeakReference<>(worldOf(main)));
        }
        collect();
        assertThat(closed.stream().filter(each -> each.get() != null).count())
                .isLessThanOrEqualTo(MOST_LEFT);
    }

    private static void collect() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
    }

    private static World worldOf(Runnable main) {
        try (World world = World.deterministic(1)) {
            Jvm.on(world, world.host("host")).start("main", main);
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
