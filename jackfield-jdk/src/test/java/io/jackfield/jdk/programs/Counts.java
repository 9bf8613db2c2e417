package io.jackfield.jdk.programs;

/** Counts how often it was started, in a static. */
public final class Counts {
    private static int started;

    private Counts() {}

    public static void main(String[] arguments) {
        started++;
        System.out.println(String.join(" ", arguments) + ": " + started);
        System.err.print("no end of line");
    }
}
