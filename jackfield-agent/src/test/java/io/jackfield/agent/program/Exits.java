package io.jackfield.agent.program;

import java.io.IOException;
import java.net.ServerSocket;

/** Opens a socket, leaves threads behind, registers hooks and ends as it is told. */
public final class Exits {
    private Exits() {}

    public static void main(String[] arguments) throws IOException {
        ServerSocket listener = new ServerSocket(7000);
        Thread accepting = new Thread(() -> accept(listener), "accepting");
        accepting.start();
        Runtime runtime = Runtime.getRuntime();
        Thread hook = new Thread(() -> System.out.println("hook, open: " + !listener.isClosed()));
        runtime.addShutdownHook(hook);
        Thread taken = new Thread(() -> System.out.println("not me"));
        runtime.addShutdownHook(taken);
        System.out.println("removed: " + runtime.removeShutdownHook(taken));
        try {
            runtime.addShutdownHook(hook);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        try {
            if (arguments[0].equals("halt")) {
                runtime.halt(5);
            }
            System.exit(300);
        } finally {
            System.out.println("not printed: the program has ended");
        }
    }

    private static void accept(ServerSocket listener) {
        try {
            listener.accept();
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
