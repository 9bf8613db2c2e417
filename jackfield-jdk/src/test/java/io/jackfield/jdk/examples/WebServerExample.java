package io.jackfield.jdk.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.World;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The JDK's web server and client on two hosts, over a bad cable, in real time. */
final class WebServerExample {
    private WebServerExample() {}

    /** The body that the client got. */
    static String run() throws Exception {
        // @start region="web-server"
        try (World world = World.realTime(1)) {
            Host server = world.host("server");
            Host client = world.host("client");
            world.cable(server, client).netem("delay 5ms loss 2%");
            try (Jvm serving = Jvm.on(world, server);
                    Jvm fetching = Jvm.on(world, client)) {
                HttpServer http =
                        serving.call(() -> HttpServer.create(new InetSocketAddress(8080), 0));
                http.createContext(
                        "/",
                        exchange -> {
                            exchange.sendResponseHeaders(200, 5);
                            exchange.getResponseBody().write("hello".getBytes(UTF_8));
                            exchange.close();
                        });
                serving.call(
                        () -> {
                            http.start();
                            return null;
                        });
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create("http://server:8080/")).build();
                return fetching.call(
                        () ->
                                HttpClient.newHttpClient()
                                        .send(request, BodyHandlers.ofString())
                                        .body());
            }
        }
        // @end region="web-server"
    }
}
