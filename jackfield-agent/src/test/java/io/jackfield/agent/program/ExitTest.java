package io.jackfield.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.JvmProgram;
import io.jackfield.jdk.Launch;
import io.jackfield.jdk.TwoMachines;
import io.jackfield.jdk.programs.Printed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.security.Security;

/** Exit, halt, shutdown hooks and the system class loader are a program's own; this JVM goes on. */
@Timeout(60)
class ExitTest {
    private static final String BEFORE = "removed: true%nHook previously registered%n";

    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private final Printed printed = new Printed();

    private JvmProgram start(Class<?> main, String... arguments) throws Exception {
        return machines.server().start(printed.of(Launch.of(main)), arguments);
    }

    @Test
    void exitRunsTheHooksWithTheDescriptorsOpenAndEndsTheThreads() throws Exception {
        JvmProgram program = start(Exits.class, "exit");
        assertThat(program.await()).isEqualTo(300 & 0xff); // as wait(2) has it
        assertThat(printed.out()).isEqualTo(String.format(BEFORE + "hook, open: true%n"));
        assertThat(printed.err()).isEmpty();
        assertThat(TwoMachines.openDescriptors(machines.server())).isZero();
        assertThat(program.threadsLeft()).isEmpty();
    }

    @Test
    void haltRunsNoHooks() throws Exception {
        JvmProgram program = start(Exits.class, "halt");
        assertThat(program.await()).isEqualTo(5);
        assertThat(printed.out()).isEqualTo(String.format(BEFORE));
        assertThat(TwoMachines.openDescriptors(machines.server())).isZero();
    }

    @Test
    void aThreadThatNeverCallsTheHostIsNamed() throws Exception {
        JvmProgram program = start(GoesOn.class);
        assertThat(program.await()).isZero();
        try {
            assertThat(program.threadsLeft())
                    .extracting(Thread::getName)
                    .containsExactly("endless");
        } finally {
            Security.setProperty("io.jackfield.agent.enough", "true");
        }
    }

    @Test
    void theSystemClassLoaderIsTheProgramsAndOutsideTheJvms() throws Exception {
        ClassLoader before = ClassLoader.getSystemClassLoader();
        JvmProgram program = start(Loads.class);
        assertThat(program.await()).isZero();
        assertThat(printed.out())
                .isEqualTo(String.format("system: true%nparent: true%nresource: true%n"));
        assertThat(ClassLoader.getSystemClassLoader()).isSameAs(before);
    }

    @Test
    void hooksOfTheRealJvmAreTheJdks() {
        Thread hook = new Thread(() -> {});
        Runtime.getRuntime().addShutdownHook(hook);
        assertThat(Runtime.getRuntime().removeShutdownHook(hook)).isTrue();
        assertThat(Runtime.getRuntime().removeShutdownHook(hook)).isFalse();
    }
}
