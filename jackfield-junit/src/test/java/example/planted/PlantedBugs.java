package example.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.planted.programs.LineServer;
import example.planted.programs.Node;
import example.planted.programs.Payments;
import example.planted.programs.Pool;
import example.planted.programs.PriceFeed;
import example.planted.programs.StockWatch;

import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.Fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A bug of each class, and beside it the same program without; PlantedBugsTest runs them. */
public class PlantedBugs {
    private static Host shop(Net net, String netem, LineServer server) throws Exception {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem(netem);
        db.call(server::start);
        return app;
    }

    private static Duration within(Random random, int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    private static LineServer stock() {
        return new LineServer(0, StockWatch::count);
    }

    private static void watchTheStock(Net net, StockWatch watch) throws Exception {
        Host app = shop(net, "delay 20ms", stock());
        Host db = net.find("db");
        app.call(
                () -> {
                    watch.start();
                    return null;
                });
        net.runFor(within(new Random(net.seed()), 60_000));
        net.crash(db);
        net.runFor("3s");
        if (db.isDown()) {
            net.restart(db);
            db.call(stock()::start);
        }
        net.runFor("5m");
        assertTrue(watch.isOver(), "the stock was watched for a minute");
    }

    @SimTest
    void missingTimeout(Net net) throws Exception {
        watchTheStock(net, StockWatch.planted());
    }

    @SimTest
    void missingTimeoutRepaired(Net net) throws Exception {
        watchTheStock(net, StockWatch.repaired());
    }

    private static void pay(Net net, Payments payments) throws Exception {
        Host app = shop(net, "delay 20ms loss 0.5%", new LineServer(0, payments::charge));
        app.call(
                () -> {
                    payments.payAll();
                    return null;
                });
        net.runFor("1m");
        assertEquals(List.of(), payments.chargedTwice(), "nobody pays twice");
    }

    @SimTest
    void retryWithoutIdempotence(Net net) throws Exception {
        pay(net, Payments.planted());
    }

    @SimTest
    void retryWithoutIdempotenceRepaired(Net net) throws Exception {
        pay(net, Payments.repaired());
    }

    private static void fetch(Net net, PriceFeed feed) throws Exception {
        Host app = shop(net, "delay 20ms loss 0.5%", new LineServer(2000, price -> "9.99"));
        assertTrue(app.call(feed::fetchAll) > 10, "most prices are known");
        net.runFor("1m");
    }

    /** The leak is what the test is red for. */
    @SimTest
    void leakedSocket(Net net) throws Exception {
        fetch(net, PriceFeed.planted());
    }

    @SimTest
    void leakedSocketRepaired(Net net) throws Exception {
        fetch(net, PriceFeed.repaired());
    }

    private static void use(Net net, Pool.Care care, long[] pausesMillis) throws Exception {
        Host app = shop(net, "delay 50ms", new LineServer(10_000, question -> "you"));
        Pool pool = new Pool(care);
        app.call(
                () -> {
                    pool.askAll(pausesMillis);
                    return null;
                });
    }

    /** As customers come: mostly soon, sometimes late. */
    private static long[] customers(Net net) {
        Random random = new Random(net.seed());
        return random.longs(20, 0, 1 << 20)
                .map(each -> (long) (-2000 * Math.log((each + 1) / (double) (1 << 20))))
                .toArray();
    }

    @SimTest
    void deadPoolConnection(Net net) throws Exception {
        use(net, Pool.Care.NONE, customers(net));
    }

    @SimTest
    void deadPoolConnectionRepaired(Net net) throws Exception {
        use(net, Pool.Care.YOUNG_ONLY, customers(net));
    }

    private static long[] pauses(Net net) {
        return new Random(net.seed()).longs(20, 0, 20_000).toArray();
    }

    @SimTest
    void closeRace(Net net) throws Exception {
        use(net, Pool.Care.ASK_BEFORE, pauses(net));
    }

    @SimTest
    void closeRaceRepaired(Net net) throws Exception {
        use(net, Pool.Care.ASK_AGAIN, pauses(net));
    }

    private static void lead(Net net, boolean needsMajority) throws Exception {
        List<String> names = List.of("a", "b", "c");
        List<Integer> ledger = Collections.synchronizedList(new ArrayList<>());
        EthernetSwitch wires = net.ethernetSwitch("wires");
        for (String name : names) {
            net.link(net.host(name), wires).netem("delay 5ms");
        }
        for (int i = 0; i < names.size(); i++) {
            Node node = new Node(i, names, needsMajority, ledger::add);
            net.find(names.get(i))
                    .call(
                            () -> {
                                node.start();
                                return null;
                            });
        }
        Random random = new Random(net.seed());
        Host leader = net.find("a");
        List<Host> others = List.of(net.find("b"), net.find("c"));
        net.runFor(within(random, 10_000));
        Fault apart = net.partition(List.of(leader), others);
        net.runFor(within(random, 2500));
        apart.close();
        net.runFor("20s");
        int last = Collections.max(ledger);
        long late = ledger.stream().skip(ledger.indexOf(last)).filter(each -> each < last).count();
        assertEquals(0, late, "writes of a leader after its successor's first");
    }

    @SimTest
    void splitBrain(Net net) throws Exception {
        lead(net, false);
    }

    @SimTest
    void splitBrainRepaired(Net net) throws Exception {
        lead(net, true);
    }
}
