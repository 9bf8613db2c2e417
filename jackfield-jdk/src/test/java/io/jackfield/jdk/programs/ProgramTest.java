package io.jackfield.jdk.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.jdk.JvmProgram;
import io.jackfield.jdk.Launch;
import io.jackfield.jdk.TwoMachines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Programs without the agent: all but exit. */
@Timeout(60)
class ProgramTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private final Printed left = new Printed();
    private final Printed right = new Printed();

    @Test
    void theStaticsOfAProgramAreItsOwn() throws Exception {
        Launch launch = Launch.of(Counts.class);
        JvmProgram one = machines.client().start(left.of(launch), "one");
        JvmProgram two = machines.server().start(right.of(launch), "the", "other");
        assertThat(one.await()).isZero();
        assertThat(two.await()).isZero();
        assertThat(left.out()).isEqualToIgnoringNewLines("one: 1");
        assertThat(right.out()).isEqualToIgnoringNewLines("the other: 1");
        assertThat(left.err()).isEqualTo("no end of line");
    }

    @Test
    void eachLineHasTheTimeAndTheHostWhereAskedFor() throws Exception {
        Launch launch = left.of(Launch.of(Counts.class)).prefixed();
        machines.client().start(launch, "one").await();
        assertThat(left.out()).matches(" +\\d+\\.\\d{3} client \\| one: 1\\R");
        assertThat(left.err()).matches(" +\\d+\\.\\d{3} client \\| no end of line\\R");
    }

    @Test
    void anExceptionOutOfMainIsPrintedAndIsStatus1() throws Exception {
        JvmProgram program = machines.client().start(left.of(Launch.of(Fails.class)));
        assertThat(program.await()).isEqualTo(1);
        assertThat(left.err())
                .startsWith("Exception in thread \"main\" java.lang.IllegalArgumentException")
                .contains("on purpose", "Fails.main");
    }

    @Test
    void aProgramLivesAsLongAsItsThreadsAndTerminatingItClosesItsDescriptors() throws Exception {
        JvmProgram server = machines.server().start(right.of(Launch.of(Answers.class)), "7000");
        machines.await("the server listens", () -> right.out().startsWith("listening"));
        JvmProgram client =
                machines.client().start(left.of(Launch.of(Asks.class)), "server", "7000");
        assertThat(client.await()).isZero();
        assertThat(left.out()).isEqualTo("server");
        assertThat(server.isEnded()).isFalse();
        assertThat(TwoMachines.openDescriptors(machines.server())).isPositive();
        server.terminate();
        assertThat(server.status()).isEqualTo(143);
        assertThat(TwoMachines.openDescriptors(machines.server())).isZero();
        assertThat(server.threadsLeft()).isEmpty();
    }

    @Test
    void aThreadThatCatchesTheEndAndCallsAgainSleepsAfterAWhile() throws Exception {
        JvmProgram program = machines.server().start(right.of(Launch.of(Survives.class)));
        machines.await("it listens", () -> right.out().startsWith("listening"));
        program.kill();
        Thread survivor = program.threadsLeft().getFirst();
        machines.await("it sleeps", () -> survivor.getState() == Thread.State.WAITING);
    }

    @Test
    void whatMainThrowsAsItIsKilledIsNotItsOwn() throws Exception {
        JvmProgram program = machines.server().start(right.of(Launch.of(Waits.class)));
        machines.await("it waits", () -> right.out().startsWith("waiting"));
        program.kill();
        assertThat(program.threadsLeft()).isEmpty();
        assertThat(program.thrown()).isNull();
        assertThat(program.status()).isEqualTo(137);
    }

    @Test
    void aJarBringsItsMainClassAndOtherJars(@TempDir Path directory) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Counts.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/counts.jar");
        Path app = directory.resolve("app.jar");
        new JarOutputStream(Files.newOutputStream(app), manifest).close();
        writeClass(Files.createDirectory(directory.resolve("lib")).resolve("counts.jar"));
        machines.client().start(left.of(Launch.jar(app)), "jar").await();
        assertThat(left.out()).isEqualToIgnoringNewLines("jar: 1");
    }

    private static void writeClass(Path jar) throws IOException {
        String name = Counts.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(file);
                InputStream from = Counts.class.getClassLoader().getResourceAsStream(name)) {
            to.putNextEntry(new JarEntry(name));
            from.transferTo(to);
        }
    }

    @Test
    void aJarWithoutAMainClassIsRefused(@TempDir Path directory) throws Exception {
        Path jar = directory.resolve("counts.jar");
        writeClass(jar);
        assertThatThrownBy(() -> Launch.jar(jar))
                .hasMessage("no main manifest attribute, in " + jar);
        assertThatThrownBy(() -> Launch.jar(directory.resolve("none.jar")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoProgramIsRefused() {
        assertThatThrownBy(() -> machines.client().start(Printed.class))
                .hasMessageContaining("Printed has no static method main(String[])");
        Launch nowhere = Launch.of("com.example.Nowhere", List.of(Path.of(".")));
        assertThatThrownBy(() -> machines.client().start(nowhere))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aMachineRunsOneProgram() throws Exception {
        Launch launch = left.of(Launch.of(Counts.class));
        machines.client().start(launch).await();
        assertThatThrownBy(() -> machines.client().start(launch))
                .hasMessageContaining("each gets a Jvm of its own");
    }
}
