package io.jackfield.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Launch;
import io.jackfield.jdk.TwoMachines;
import io.jackfield.jdk.programs.Printed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.PrintStream;

/** What a program sets as standard output. */
@Timeout(60)
class SetStreamTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    @Test
    void isForAll() throws Exception {
        PrintStream before = System.out;
        try {
            Launch launch = new Printed().of(Launch.of(SetsOut.class));
            assertThat(machines.client().start(launch).await()).isZero();
            assertThat(System.out).isNotSameAs(before);
        } finally {
            System.setOut(before);
        }
    }
}
