package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** HTTP servers as published, and the JDK's HttpClient, over a bad cable. */
class ServersTest {
    private static final int REQUESTS = 20;

    @RegisterExtension final TwoMachines machines = TwoMachines.onABadCable();

    private static byte[] someOctets(int count) {
        byte[] octets = new byte[count];
        new Random(1).nextBytes(octets);
        return octets;
    }

    /** A handler that answers every body with itself. */
    private static final class Mirror extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.copy(request, response, callback);
            return true;
        }
    }

    @Test
    void jettyAnswersHttpClient() throws Exception {
        Server jetty =
                machines.server()
                        .call(
                                () -> {
                                    Server server = new Server(8080);
                                    server.setHandler(new Mirror());
                                    server.start();
                                    return server;
                                });
        byte[] body = someOctets(100_000);
        List<HttpResponse<byte[]>> answers = post(URI.create("http://server:8080/"), body);
        machines.server()
                .call(
                        () -> {
                            jetty.stop();
                            return jetty;
                        });
        assertThat(answers)
                .hasSize(REQUESTS)
                .allSatisfy(
                        answer -> {
                            assertThat(answer.statusCode()).isEqualTo(200);
                            assertThat(answer.body()).isEqualTo(body);
                        });
    }

    @Test
    void theJdksHttpServerAnswersHttpClient() throws Exception {
        HttpServer server =
                machines.server()
                        .call(
                                () -> {
                                    HttpServer made =
                                            HttpServer.create(new InetSocketAddress(8000), 0);
                                    made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                                    made.createContext("/", ServersTest::mirror);
                                    made.start();
                                    return made;
                                });
        byte[] body = someOctets(30_000);
        List<HttpResponse<byte[]>> answers = post(URI.create("http://server:8000/"), body);
        server.stop(0);
        assertThat(answers)
                .hasSize(REQUESTS)
                .allSatisfy(answer -> assertThat(answer.body()).isEqualTo(body));
    }

    private static void mirror(com.sun.net.httpserver.HttpExchange exchange)
            throws java.io.IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
        exchange.close();
    }

    /** Requests one after another, and as many at once, on HTTP/1.1. */
    private List<HttpResponse<byte[]>> post(URI uri, byte[] body) throws Exception {
        return Threads.PLATFORM.start(machines.client(), () -> postAll(uri, body)).get();
    }

    private List<HttpResponse<byte[]>> postAll(URI uri, byte[] body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        List<HttpResponse<byte[]>> answers = new ArrayList<>();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < REQUESTS / 2; i++) {
                answers.add(client.send(request, BodyHandlers.ofByteArray()));
            }
            machines.nothingInTheKernel();
            List<CompletableFuture<HttpResponse<byte[]>>> pending = new ArrayList<>();
            for (int i = 0; i < REQUESTS / 2; i++) {
                pending.add(client.sendAsync(request, BodyHandlers.ofByteArray()));
            }
            for (CompletableFuture<HttpResponse<byte[]>> each : pending) {
                answers.add(each.get(20, TimeUnit.SECONDS));
            }
            machines.nothingInTheKernel();
        }
        return answers;
    }
}
