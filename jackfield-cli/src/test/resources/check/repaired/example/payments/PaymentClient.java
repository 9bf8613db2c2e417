package example.payments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Pays once, and gives up after ten seconds. */
public final class PaymentClient {
    private PaymentClient() {}

    // @start region="pay"
    public static void main(String[] arguments) throws IOException {
        try (Socket bank = new Socket()) {
            bank.connect(new InetSocketAddress(arguments[0], 7000), 10_000);
            bank.setSoTimeout(10_000);
            bank.getOutputStream().write("PAY 10 EUR\n".getBytes(StandardCharsets.UTF_8));
            var answer = new InputStreamReader(bank.getInputStream(), StandardCharsets.UTF_8);
            System.out.println(new BufferedReader(answer).readLine());
        }
    }
    // @end region="pay"
}
