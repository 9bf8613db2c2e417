package example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.host.Host;
import io.jackfield.host.HostedProgram;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;

import org.junit.jupiter.api.Tag;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tests as users write them, some of them red; SimTestTest runs them. */
@Tag("sample")
public class ShopSamples {
    @SimTest(seeds = 5)
    void theShopAnswers(Net net) {
        HostedProgram client = shop(net);
        net.runFor("1m");
        assertEquals(0, client.status());
    }

    private static HostedProgram shop(Net net) {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms loss 1%");
        db.start(Shop.Server.class, "5432");
        net.runFor("1s");
        return app.start(Shop.Client.class, "db");
    }

    @SimTest(seeds = 6)
    void failsFromSeedFour(Net net) {
        net.host("app");
        assertTrue(net.seed() < 4, "seed four is too much");
    }

    @SimTest
    void theClientWaitsForEver(Net net) throws Exception {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms");
        db.start(Shop.Server.class, "5432");
        net.runFor("1s");
        HostedProgram client = app.start(Shop.ShyClient.class, "db");
        net.runFor("20m");
        assertTrue(client.isEnded(), "the client is over after 20 minutes");
    }

    /** Red where the network loses the SYN or its answer, whatever else it loses. */
    @SimTest(seeds = 40)
    void theClientHasOneSecondToConnect(Net net) throws Exception {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms loss 10%");
        ServerSocket listener = db.call(() -> new ServerSocket(5432));
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum +=
                    app.call(
                            () -> {
                                try (Socket socket = new Socket()) {
                                    socket.connect(new InetSocketAddress("db", 5432), 1000);
                                    socket.getOutputStream().write(new byte[20_000]);
                                    return 1;
                                }
                            });
        }
        assertEquals(5, sum);
        assertTrue(listener.isBound());
    }

    @SimTest
    void theClientFails(Net net) {
        Host app = net.host("app");
        app.start(Shop.Client.class, "nowhere");
        net.runFor("1m");
    }

    @SimTest
    void theClientMayFail(Net net) {
        Host app = net.host("app");
        net.mayFail(app.start(Shop.Client.class, "nowhere"));
        net.runFor("1m");
    }

    @SimTest
    void theServerWaitsInAChannel(Net net) {
        net.host("db").start(Shop.ChannelServer.class);
        net.runFor("1m");
    }

    @SimTest
    void theServerCrashes(Net net) {
        Host db = net.host("db");
        db.start(Shop.Waiting.class);
        net.runFor("1m");
        db.crash();
        net.runFor("1m");
    }

    @SimTest
    void theServerForgetsASocket(Net net) throws Exception {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db);
        db.start(Shop.ForgetfulServer.class);
        net.runFor("1s");
        app.call(
                () -> {
                    new Socket("db", 5432).close();
                    return null;
                });
        net.runFor("1s");
    }

    /** As AssertJ says things. */
    @SimTest
    void saysItInThirtyLines(Net net) {
        shop(net);
        net.runFor("1m");
        String lines =
                IntStream.rangeClosed(2, 30)
                        .mapToObj(i -> "line " + i)
                        .collect(Collectors.joining("\n"));
        assertTrue(net.hosts().isEmpty(), "\nExpecting nobody\n" + lines);
    }

    @SimTest(seeds = 0)
    void hasNoSeeds(Net net) {
        net.host("app");
    }
}
