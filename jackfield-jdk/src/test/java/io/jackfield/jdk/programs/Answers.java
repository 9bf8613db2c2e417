package io.jackfield.jdk.programs;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers each connection with the name of the class loader, from a thread that main leaves. */
public final class Answers {
    private Answers() {}

    public static void main(String[] arguments) throws IOException {
        ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[0]));
        new Thread(() -> answer(listener)).start();
        System.out.println("listening");
    }

    private static void answer(ServerSocket listener) {
        try {
            while (true) {
                try (Socket connection = listener.accept()) {
                    String name = Answers.class.getClassLoader().getName();
                    connection.getOutputStream().write(name.getBytes());
                }
            }
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
