package io.jackfield.agent.program;

import java.security.Security;

/** Exits while a thread of it calls nothing. */
public final class GoesOn {
    private GoesOn() {}

    public static void main(String[] arguments) {
        Thread endless =
                new Thread(
                        () -> {
                            while (Security.getProperty("io.jackfield.agent.enough") == null) {
                                Thread.onSpinWait();
                            }
                        },
                        "endless");
        endless.start();
        System.exit(0);
    }
}
