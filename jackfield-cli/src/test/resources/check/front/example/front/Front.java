package example.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.Executors;

/** Answers with what its back end says. */
public final class Front {
    private final URL backend;

    private Front(URL backend) {
        this.backend = backend;
    }

    public static void main(String[] arguments) throws IOException {
        Front front = new Front(URI.create(arguments[0]).toURL());
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", front::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream stock = backend.openStream()) {
            byte[] answer = stock.readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
