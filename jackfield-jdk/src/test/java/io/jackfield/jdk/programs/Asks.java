package io.jackfield.jdk.programs;

import java.io.IOException;
import java.net.Socket;

/** Prints what another host answers. */
public final class Asks {
    private Asks() {}

    public static void main(String[] arguments) throws IOException {
        try (Socket connection = new Socket(arguments[0], Integer.parseInt(arguments[1]))) {
            System.out.print(new String(connection.getInputStream().readAllBytes()));
        }
    }
}
