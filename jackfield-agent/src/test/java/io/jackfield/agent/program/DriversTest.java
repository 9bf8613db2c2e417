package io.jackfield.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.jdk.Launch;
import io.jackfield.jdk.TwoMachines;
import io.jackfield.jdk.programs.Printed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.DriverManager;

/** DriverManager looks for drivers once per JVM: for each program all the same. */
@Timeout(60)
class DriversTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    @Test
    void eachProgramFindsItsOwnDriversAndNoOthers() throws Exception {
        assertThat(DriverManager.drivers()).isNotNull(); // the JVM's own search
        for (Jvm jvm : new Jvm[] {machines.client(), machines.server()}) {
            Printed printed = new Printed();
            JvmProgram program = jvm.start(printed.of(Launch.of(Nowhere.class)));
            assertThat(program.await()).as(printed.err()).isZero();
            assertThat(printed.out().strip()).isEqualTo("true 1");
        }
    }
}
