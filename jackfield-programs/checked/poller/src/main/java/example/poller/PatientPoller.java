package example.poller;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks for the price every ten seconds, and gives each question ten seconds. */
public final class PatientPoller {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private PatientPoller() {}

    public static void main(String[] arguments) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(arguments[0])).timeout(PATIENCE).build();
        while (true) {
            try {
                System.out.println(client.send(request, BodyHandlers.ofString()).body());
            } catch (IOException e) {
                System.out.println("no price: " + e.getMessage());
            }
            Thread.sleep(10_000);
        }
    }
}
