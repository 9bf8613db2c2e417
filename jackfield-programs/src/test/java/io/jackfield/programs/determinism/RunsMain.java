package io.jackfield.programs.determinism;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a program often with each of some seeds, in a JVM of its own. */
final class RunsMain {
    private RunsMain() {}

    /** {@code report subject runs seed…}. */
    public static void main(String[] arguments) throws Exception {
        Subject subject = Subject.valueOf(arguments[1]);
        int runs = Integer.parseInt(arguments[2]);
        int number = 0;
        try (BufferedWriter report = Files.newBufferedWriter(Path.of(arguments[0]))) {
            for (int i = 3; i < arguments.length; i++) {
                for (int run = 0; run < runs; run++) {
                    number++;
                    Run done = Run.of(subject, Long.parseLong(arguments[i]), number);
                    report.write(done.line());
                    report.newLine();
                }
            }
        }
        System.exit(0);
    }
}
