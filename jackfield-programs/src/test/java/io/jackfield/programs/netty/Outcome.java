package io.jackfield.programs.netty;

import java.util.Locale;

/**
 * How a test ended.
 *
 * @param type the simple name of its class
 * @param test its method and, of a test with parameters, the number of the invocation; empty for
 *     the class as a whole
 * @param why what was thrown, or why it was not run
 */
record Outcome(String type, String test, Ending ending, String why) {
    enum Ending {
        PASSED,
        FAILED,
        SKIPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SEPARATOR = "\t";

    static Outcome parse(String line) {
        String[] fields = line.split(SEPARATOR, 4);
        return new Outcome(fields[0], fields[1], Ending.valueOf(fields[2]), fields[3]);
    }

    String line() {
        return String.join(SEPARATOR, type, test, ending.name(), why.replaceAll("\\s+", " "));
    }

    String name() {
        return test.isEmpty() ? type : type + "." + test;
    }
}
