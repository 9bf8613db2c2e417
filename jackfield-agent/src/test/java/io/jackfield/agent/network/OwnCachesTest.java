package io.jackfield.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.TwoMachines;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** What the JDK keeps in static fields is not handed from one host to another. */
class OwnCachesTest {
    @RegisterExtension final TwoMachines machines = TwoMachines.onAGoodCable();

    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        server = machines.server().call(() -> HttpServer.create(new InetSocketAddress(8080), 0));
        server.createContext("/", OwnCachesTest::tellWhoAsks);
        server.createContext("/secret", OwnCachesTest::tellWhoAsks)
                .setAuthenticator(
                        new BasicAuthenticator("the realm") {
                            @Override
                            public boolean checkCredentials(String user, String password) {
                                return password.equals("word");
                            }
                        });
        machines.server()
                .call(
                        () -> {
                            server.start();
                            return null;
                        });
    }

    @AfterEach
    void stop() throws Exception {
        // whoever keeps a connection alive gives it up when the server has closed it
        machines.server()
                .call(
                        () -> {
                            server.stop(0);
                            return null;
                        });
        for (Jvm jvm : new Jvm[] {machines.client(), machines.server()}) {
            jvm.process().endFromOutside(0);
        }
    }

    private static void tellWhoAsks(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRemoteAddress().toString().getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String ask(Jvm jvm, String path, Authenticator authenticator) throws Exception {
        return jvm.call(
                () -> {
                    var connection =
                            (HttpURLConnection)
                                    URI.create("http://server:8080" + path)
                                            .toURL()
                                            .openConnection();
                    if (authenticator != null) {
                        connection.setAuthenticator(authenticator);
                    }
                    try (var in = connection.getInputStream()) {
                        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                    }
                });
    }

    @Test
    void aConnectionThatIsKeptAliveIsTheHosts() throws Exception {
        String first = ask(machines.client(), "/", null);
        assertThat(first).startsWith("/" + machines.client().host().address());
        assertThat(ask(machines.client(), "/", null)).isEqualTo(first);
        String other = ask(machines.server(), "/", null);
        assertThat(other).startsWith("/" + machines.server().host().address());
        assertThat(ask(machines.server(), "/", null)).isEqualTo(other);
        assertThat(ask(machines.client(), "/", null)).isEqualTo(first);
    }

    @Test
    void aPasswordIsRememberedByTheHostThatGaveIt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Authenticator authenticator =
                new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        asked.incrementAndGet();
                        return new PasswordAuthentication("user", "word".toCharArray());
                    }
                };
        ask(machines.client(), "/secret", authenticator);
        ask(machines.client(), "/secret", authenticator);
        assertThat(asked).hasValue(1);
        ask(machines.server(), "/secret", authenticator);
        assertThat(asked).hasValue(2);
    }
}
