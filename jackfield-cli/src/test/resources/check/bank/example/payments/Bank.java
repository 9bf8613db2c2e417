package example.payments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Takes every payment. */
public final class Bank {
    private Bank() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket listener = new ServerSocket(7000)) {
            while (true) {
                Socket client = listener.accept();
                new Thread(() -> serve(client), "teller").start();
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            String order =
                    new BufferedReader(
                                    new InputStreamReader(
                                            client.getInputStream(), StandardCharsets.UTF_8))
                            .readLine();
            client.getOutputStream()
                    .write(("THANK YOU FOR: " + order + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.err.println("bank: " + e.getMessage());
        }
    }
}
