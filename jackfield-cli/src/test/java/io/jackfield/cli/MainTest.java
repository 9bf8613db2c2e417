package io.jackfield.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine line =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void withoutACommandItSaysHowItIsUsed() {
        assertThat(line.execute()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("A command is missing.").contains("Usage: jackfield");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMistypedCommandIsCorrected() {
        assertThat(line.execute("completoin")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("Did you mean: jackfield completion");
    }

    @Test
    void helpIsNoError() {
        assertThat(line.execute("--help")).isEqualTo(ExitCodes.OK);
        assertThat(err.toString()).isEmpty();
    }

    static Stream<String> commands() {
        return Main.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theFirstLineOfHelpIsAnExample(String command) {
        assertThat(line.execute(command, "--help")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).startsWith("Example: ").contains("jackfield " + command);
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(line.execute("completion")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("complete -F", "local commands=");
    }

    @Test
    void whatTheMachineLacksIsExitCode3() {
        assertThat(executeFailing(new LackingException("no tun device", "Run as root.")))
                .isEqualTo(ExitCodes.LACKING);
        assertThat(err.toString().lines())
                .containsExactly("jackfield: no tun device", "Run as root.");
    }

    @Test
    void aFaultOfOursIsExitCode70() {
        assertThat(executeFailing(new IllegalStateException("oops"))).isEqualTo(ExitCodes.INTERNAL);
        assertThat(err.toString()).contains("a fault of ours", "IllegalStateException: oops");
    }

    @Test
    void anInterruptIsExitCode130() {
        assertThat(executeFailing(new InterruptedException())).isEqualTo(ExitCodes.INTERRUPTED);
    }

    @Test
    void colourIsAsTheUserSays() {
        line.execute("--color", "always", "--help");
        assertThat(out.toString()).contains("\033[1mjackfield");
        out.getBuffer().setLength(0);
        line.execute("--color=never", "--help");
        assertThat(out.toString()).doesNotContain("\033");
    }

    private int executeFailing(Exception failure) {
        line.addSubcommand(new Failing(failure)).setErr(new PrintWriter(err));
        return line.execute("failing");
    }

    /** A command that fails. */
    @Command(name = "failing")
    record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
