package io.jackfield.agent.program;

import java.util.logging.Logger;

/** Logs what it is told to, by the JDK's own logging. */
public final class Logs {
    private Logs() {}

    public static void main(String[] arguments) {
        Logger.getLogger("logs").warning(arguments[0]);
    }
}
