package example.payments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Pays once, and gives up after ten seconds. */
public final class PaymentClient {
    private static final int PATIENCE_MILLIS = 10_000;

    private PaymentClient() {}

    public static void main(String[] arguments) throws IOException {
        try (Socket bank = new Socket()) {
            bank.connect(new InetSocketAddress(arguments[0], 7000), PATIENCE_MILLIS);
            bank.setSoTimeout(PATIENCE_MILLIS);
            bank.getOutputStream().write("PAY 10 EUR\n".getBytes(StandardCharsets.UTF_8));
            System.out.println(
                    new BufferedReader(
                                    new InputStreamReader(
                                            bank.getInputStream(), StandardCharsets.UTF_8))
                            .readLine());
        }
    }
}
