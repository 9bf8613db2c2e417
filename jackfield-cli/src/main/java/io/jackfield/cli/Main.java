package io.jackfield.cli;

import io.jackfield.cli.bench.BenchCommand;
import io.jackfield.cli.check.CheckCommand;
import io.jackfield.cli.demo.DemoCommand;
import io.jackfield.cli.explore.ExploreCommand;
import io.jackfield.cli.packetdrill.PacketdrillCommand;
import io.jackfield.cli.run.RunCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;

/** The {@code jackfield} command; each subcommand is a class of its own. */
@Command(
        name = "jackfield",
        headerHeading = "Example: jackfield demo%n%n",
        description = "A complete socket system in Java: look at it, test with it, measure it.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "jackfield 0.1.0-SNAPSHOT",
        subcommands = {
            // One line for each subcommand, in the order in which --help shows them.
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ExploreCommand.class,
            BenchCommand.class,
            PacketdrillCommand.class,
            CompletionCommand.class,
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and the answer is yes",
            "1:the answer is no: a verdict differs, an expectation failed, a seed was found",
            "2:the command line was not understood",
            "3:the machine lacks something: a JDK, a permission, a device",
            "70:a fault of ours",
            "130:interrupted"
        },
        footer = {"", "In a checkout, ./jackfield format mends the formatting of the sources."})
public final class Main implements Runnable {

    /** When to colour: as the terminal allows, or as the user says. */
    enum Color {
        AUTO(Ansi.AUTO),
        ALWAYS(Ansi.ON),
        NEVER(Ansi.OFF);

        private final Ansi ansi;

        Color(Ansi ansi) {
            this.ansi = ansi;
        }
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            defaultValue = "AUTO",
            description = "Colour the output: auto, always or never.")
    private Color color = Color.AUTO;

    Main() {}

    /** Without a subcommand there is nothing to do but to say how it is used. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** The command line with everything decided but the arguments. */
    public static CommandLine commandLine() {
        Main main = new Main();
        CommandLine line = new CommandLine(main);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(
                        result -> {
                            line.setColorScheme(
                                    CommandLine.Help.defaultColorScheme(main.color.ansi));
                            return new CommandLine.RunLast().execute(result);
                        })
                .setExecutionExceptionHandler(
                        (failure, command, result) -> report(failure, command));
    }

    private static int report(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case LackingException lacking -> {
                err.println("jackfield: " + lacking.getMessage());
                err.println(lacking.action());
                return ExitCodes.LACKING;
            }
            case InterruptedException _ -> {
                return ExitCodes.INTERRUPTED;
            }
            default -> {
                err.println("jackfield: a fault of ours; please report what follows.");
                failure.printStackTrace(err);
                return ExitCodes.INTERNAL;
            }
        }
    }

    /** Runs the command given by {@code arguments} and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
