package io.jackfield.agent.time;

import java.util.function.Supplier;

/** A program with a method reference to something public of its own. */
public final class RefersToItself {
    public static void main(String[] arguments) {
        Supplier<RefersToItself> made = RefersToItself::new;
        System.out.println(made.get());
    }
}
