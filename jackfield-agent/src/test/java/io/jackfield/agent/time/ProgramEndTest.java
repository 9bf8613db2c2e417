package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.jdk.Launch;
import io.jackfield.net.World;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The end of a program in a deterministic world, which goes on. */
@Timeout(60)
class ProgramEndTest {
    @Test
    void whatTheProgramLeavesBehindEndsOrSleepsForGood() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (World world = World.deterministic(1)) {
            Jvm jvm = Jvm.on(world, world.host("machine"));
            JvmProgram program = jvm.start(Launch.of(LeavesThreads.class).output(output, output));
            world.until(program::isEnded, "1s");
            assertThat(program.status()).isZero();
            world.runFor("1s");
            long decisions = world.decisions().count();
            world.runFor("1h");
            assertThat(world.decisions().count()).isEqualTo(decisions);
        }
        assertThat(output.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
