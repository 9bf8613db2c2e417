package io.jackfield.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code jackfield} command without a subcommand. */
@Command(name = "jackfield")
public final class Main {

    private Main() {}

    /** Runs the command given by {@code arguments} and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
