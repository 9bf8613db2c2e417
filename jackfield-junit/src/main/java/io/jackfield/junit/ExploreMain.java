package io.jackfield.junit;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that {@code jackfield explore} starts: runs seeds as it is told on standard input, and
 * tells what became of each on standard output, which the tests do not have: they print to standard
 * error.
 *
 * <pre>
 * run TEST FROM TO            begins SEED, passed SEED, failed SEED …, then done
 * explain TEST SEED FOLDER    explained SEED …
 * </pre>
 *
 * A test is said by its place in the list of the first line. A seed that takes too long ends the
 * JVM.
 */
final class ExploreMain {
    private ExploreMain() {}

    /** The test, and how many seconds a seed may take. */
    public static void main(String[] arguments) throws IOException {
        ExploreTold told =
                new ExploreTold(
                        new PrintStream(
                                new FileOutputStream(FileDescriptor.out),
                                false,
                                StandardCharsets.UTF_8));
        System.setOut(System.err);
        try {
            List<TestName> tests = ExploredTests.of(arguments[0]);
            ExploreChild child = new ExploreChild(tests, told, Long.parseLong(arguments[1]));
            told.say(
                    "tests",
                    "names",
                    String.join(" ", tests.stream().map(TestName::toString).toList()));
            serve(child);
        } catch (IllegalArgumentException e) {
            told.say("refused", "reason", String.valueOf(e.getMessage()));
        }
        Runtime.getRuntime().halt(0); // whatever threads the tests have left
    }

    private static void serve(ExploreChild child) throws IOException {
        BufferedReader input =
                new BufferedReader(
                        new InputStreamReader(
                                new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        for (String line; (line = input.readLine()) != null; ) {
            String[] words = line.split(" ", 4);
            int test = Integer.parseInt(words[1]);
            long seed = Long.parseLong(words[2]);
            if (words[0].equals("run")) {
                child.run(test, seed, Long.parseLong(words[3]));
            } else {
                child.explain(test, seed, Path.of(words[3]));
            }
        }
    }
}
