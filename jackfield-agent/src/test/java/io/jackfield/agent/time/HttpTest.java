package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/** The JDK's HttpServer and HttpClient, as they are, over a cable that loses. */
class HttpTest {
    private static final int REQUESTS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static void serve(TwoHosts.Log log) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 10);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, log));
        server.start();
    }

    private static void answer(HttpExchange exchange, TwoHosts.Log log) throws IOException {
        String millis = exchange.getRequestURI().getQuery();
        log.add("server got " + millis);
        try {
            Thread.sleep(Long.parseLong(millis));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        byte[] body = ("slept " + millis).getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void ask(TwoHosts.Log log) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < REQUESTS; i++) {
            long millis = (i * 1_777L) % 20_000;
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://server:8080/?" + millis))
                            .timeout(LIMIT)
                            .build();
            long before = System.nanoTime();
            try {
                log.add(client.send(request, BodyHandlers.ofString()).body());
                long took = System.nanoTime() - before - millis * 1_000_000;
                assertThat(took).isBetween(34_000_000L, 3_000_000_000L);
            } catch (HttpTimeoutException e) {
                log.add("no answer to " + millis);
                assertThat(System.nanoTime() - before) // it counts in milliseconds
                        .isBetween(LIMIT.toNanos() - 1_000_000, LIMIT.toNanos() + 1_000_000);
            }
        }
    }

    private static TwoHosts.Outcome run(long seed) throws IOException {
        return TwoHosts.run(seed, HttpTest::serve, HttpTest::ask);
    }

    @Test
    void eachAnswerComesInItsTimeOrTheTimeoutAtItsNanosecond() throws IOException {
        TwoHosts.Outcome outcome = run(1);
        assertThat(outcome.log().stream().filter(line -> line.contains("slept"))).hasSize(11);
        assertThat(outcome.log().stream().filter(line -> line.contains("no answer"))).hasSize(9);
    }

    @Test
    void theSameSeedGivesTheSameAndAnotherDoesNot() throws IOException {
        TwoHosts.Outcome first = run(7);
        TwoHosts.Outcome second = run(7);
        assertThat(second.log()).isEqualTo(first.log());
        assertThat(second.capture()).isEqualTo(first.capture());
        assertThat(run(8).log()).isNotEqualTo(first.log());
    }
}
