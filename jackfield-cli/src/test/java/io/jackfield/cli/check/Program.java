package io.jackfield.cli.check;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * A program of jackfield-programs/checked.
 *
 * @param title in the document
 * @param name of its jar
 * @param options of the check
 * @param arguments of the program
 * @param repaired where its repaired twin is: a folder of its Maven project, or of files beside the
 *     jar
 * @param isGood whether nothing is to be found
 * @param verified what was looked up by hand
 */
record Program(
        String title,
        String name,
        List<String> options,
        List<String> arguments,
        String repaired,
        boolean isGood,
        String verified) {

    static List<Program> all(Path h2) {
        return List.of(orders(h2), proxy(), greeter(), poller());
    }

    private static Program orders(Path h2) {
        return new Program(
                "A Spring Boot application with HikariCP, and H2 on another host",
                "orders",
                List.of(
                        "--visit=/orders",
                        "--peer",
                        "db=-cp "
                                + h2
                                + " org.h2.tools.Server -tcp -tcpAllowOthers"
                                + " -ifNotExists"),
                List.of(),
                "orders/repaired",
                false,
                """
                * Line 21 of `OrdersApplication` is its query. H2's driver reads without a timeout unless the URL says `NETWORK_TIMEOUT`: `Transfer.readInt` is
                  `DataInputStream.readInt` on the socket (class file), and 15 min 45 s is what TCP tries until it gives up on the request (`tcp_retries2` = 15).
                * The connection adder of HikariCP is one thread. H2's driver reads the answer to its hello there, without a timeout, while HikariCP's own
                  limit for who wants a connection holds: its log has 147 times "request timed out after 30000ms". But no connection is made any more, after the
                  database is back either.
                * The sockets without a connection are H2's: `SessionRemote.removeServer` takes a broken connection off its list and does not close it
                  (class file). They stand as UNCONN in the table of sockets that check writes below the log, 20 minutes later still.
                * Idle connections are not forgotten because HikariCP asks each every two minutes (`DEFAULT_KEEPALIVE_TIME`, class file).
                """);
    }

    private static Program proxy() {
        return new Program(
                "A Jetty proxy",
                "proxy",
                List.of(),
                List.of("backend:8081"),
                "",
                true,
                """
                * Nothing was found: while the back end was away no visitor waited longer than a minute, and all are served again after it; no socket, thread or
                  visitor was left over. When its back end times out, the proxy answers 504 (`ProxyHandler`, class file).
                """);
    }

    private static Program greeter() {
        return new Program(
                "A gRPC client",
                "greeter",
                List.of(
                        "--peer",
                        "greeter=-cp LIB io.grpc.testing.integration.TestServiceServer"
                                + " --port=8080 --use_tls=false"),
                List.of("greeter:8080"),
                "greeter-repaired/target",
                false,
                """
                * Line 34 of `GreeterClient` is the call, without a deadline; a channel has no keepalive unless it is asked for. So the call lasts as long as TCP
                  tries, and for ever where the connection stands and nobody speaks.
                * Before a connection stands, each call fails by itself (`UNAVAILABLE`, "connection timed out after 30000 ms" in its log), which is why a black
                  hole from the start is survived.
                """);
    }

    private static Program poller() {
        return new Program(
                "A deliberately good one: a poller with a timeout for each connect and each"
                        + " question",
                "poller",
                List.of(),
                List.of("http://prices/"),
                "",
                true,
                """
                * Its peer is a stand-in that answers each request over HTTP. When the name moves, one question of 125 has no answer ("HTTP connect timed out" in its
                  log); the next goes to the new address.
                """);
    }

    /** The options, with the libraries of the program where they are needed. */
    List<String> optionsWith(Path libraries) {
        return options.stream()
                .map(each -> each.replace("LIB", libraries + File.separator + "*"))
                .toList();
    }
}
