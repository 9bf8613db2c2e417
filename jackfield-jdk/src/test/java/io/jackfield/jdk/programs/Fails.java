package io.jackfield.jdk.programs;

/** Throws. */
public final class Fails {
    private Fails() {}

    public static void main(String[] arguments) {
        throw new IllegalArgumentException("on purpose");
    }
}
