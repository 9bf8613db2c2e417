package example.explored;

import static io.jackfield.posix.Family.AF_INET;
import static io.jackfield.posix.Family.SOCK_STREAM;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.Tier;
import io.jackfield.posix.SocketAddress;

import java.util.ArrayList;
import java.util.List;

/** What becomes of orders, by seed. */
public class Orders {
    @SimTest(tier = Tier.SCRIPTED)
    void arrive(Net net) {
        assertTrue(net.seed() % 10 != 3, "order " + net.seed() + " was lost");
        assertEquals(0, net.seed() % 10 == 4 ? 1 : 0, "orders twice");
        if (net.seed() == 15) {
            Runtime.getRuntime().halt(9);
        }
        while (net.seed() == 7) {
            Thread.onSpinWait();
        }
        List<byte[]> kept = new ArrayList<>();
        while (net.seed() == 26) {
            kept.add(new byte[1 << 20]);
        }
    }

    /** Red where the network loses one of the first two SYNs. */
    @SimTest(tier = Tier.SCRIPTED)
    void connectWithinThreeSeconds(Net net) {
        Host app = net.host("app");
        Host shop = net.host("shop");
        net.link(app, shop).netem("delay 20ms loss 30%");
        app.start(
                "client",
                os ->
                        os.connect(
                                os.socket(AF_INET, SOCK_STREAM, 0),
                                SocketAddress.inet(shop.address(), 80)));
        net.runFor("2s");
        assertTrue(net.isDone(), "still connecting after 2 s");
    }

    @SimTest(tier = Tier.SCRIPTED)
    void arePatient(Net net) {
        net.host("app");
        net.runFor("10h");
    }
}
