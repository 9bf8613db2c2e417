package io.jackfield.agent.program;

/** Exits while a thread of it calls nothing. */
public final class GoesOn {
    private GoesOn() {}

    public static void main(String[] arguments) {
        Thread endless =
                new Thread(
                        () -> {
                            while (!Boolean.getBoolean("io.jackfield.agent.enough")) {
                                Thread.onSpinWait();
                            }
                        },
                        "endless");
        endless.start();
        System.exit(0);
    }
}
