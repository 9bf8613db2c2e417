package io.jackfield.jdk.programs;

import java.io.IOException;
import java.net.ServerSocket;

/** Listens, and answers whatever is thrown by trying again. */
public final class Survives {
    private Survives() {}

    public static void main(String[] arguments) throws IOException {
        ServerSocket listener = new ServerSocket(7000);
        System.out.println("listening");
        while (true) {
            try {
                listener.accept().close();
            } catch (Throwable thrown) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
