package io.jackfield.linux.differential;

/** What the command line asks for. */
final class Switches {
    private Switches() {}

    /** How many programs. */
    static int programs() {
        return Integer.getInteger("jackfield.sweep", 400);
    }

    static boolean isBlocking() {
        return Boolean.parseBoolean(System.getProperty("jackfield.blocking", "true"));
    }
}
