package io.jackfield.programs.determinism;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** The JDK's HttpServer and HttpClient: several requests at once, some of which take too long. */
final class JdkHttp {
    private static final int PORT = 8080;
    private static final int ROUNDS = 5;
    private static final int AT_ONCE = 3;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private JdkHttp() {}

    static void serve(Log log) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 10);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, log));
        server.start();
    }

    private static void answer(HttpExchange exchange, Log log) throws IOException {
        int millis = Integer.parseInt(exchange.getRequestURI().getQuery());
        log.add("server got " + millis);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        byte[] body = new byte[millis * 2];
        Arrays.fill(body, (byte) millis);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static void ask(Log log) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                List<CompletableFuture<Void>> requests = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    int millis = (round * AT_ONCE + i) * 1_777 % 15_000;
                    HttpRequest request =
                            HttpRequest.newBuilder(URI.create("http://server:8080/?" + millis))
                                    .timeout(LIMIT)
                                    .build();
                    requests.add(
                            client.sendAsync(request, BodyHandlers.ofByteArray())
                                    .handle((answer, thrown) -> log(log, millis, answer, thrown)));
                }
                requests.forEach(CompletableFuture::join);
            }
            client.shutdownNow(); // the server still sleeps over what was given up
        }
    }

    private static Void log(Log log, int millis, HttpResponse<byte[]> answer, Throwable thrown) {
        log.add(
                "client "
                        + millis
                        + (thrown == null
                                ? ": " + Arrays.hashCode(answer.body())
                                : ": " + thrown.getClass().getSimpleName()));
        return null;
    }
}
