package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.host.Host;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Whatever the network looks like and does: what is sent comes back, and nothing stays behind. */
class AnyNetworkTest {
    private static final int PORT = 7007;
    private static final int MOST_OCTETS = 200_000;

    @Test
    void everythingSentComesBackAndNothingStaysBehind() {
        Forall.seeds(
                60,
                draws -> {
                    try (World world = World.scripted(draws.seed())) {
                        run(world, network(world, draws), draws);
                    }
                });
    }

    @Test
    void theSameSeedGivesTheSameOctetsOnEveryCable() {
        Forall.seeds(
                12,
                draws -> {
                    byte[] first = capture(draws.seed());
                    assertThat(capture(draws.seed())).isEqualTo(first);
                });
    }

    private static byte[] capture(long seed) {
        try (World world = World.scripted(seed)) {
            Draws draws = new Draws(seed);
            List<Host> hosts = network(world, draws);
            Capture capture = world.capture();
            run(world, hosts, draws);
            return capture.octets();
        }
    }

    private static void run(World world, List<Host> hosts, Draws draws) {
        boolean v4 = draws.oneIn(2);
        int clients = 1 + draws.below(3);
        Host server = hosts.getFirst();
        IpAddress to = v4 ? server.address() : server.address6();
        IpAddress any = v4 ? IpAddress.ANY4 : IpAddress.ANY6;
        server.start("server", Programs.echoServer(any, PORT, clients));
        for (int i = 0; i < clients; i++) {
            Host client = hosts.get(draws.below(hosts.size()));
            int octets = draws.below(MOST_OCTETS);
            client.start("client" + i, Programs.echoClient(() -> to, PORT, octets));
        }
        Ending ending = world.run();
        assertThat(ending.isComplete()).as("%s", ending).isTrue();
        world.runFor("20m");
        for (Host host : world.hosts()) {
            assertThat(host.openFiles()).as("descriptors of %s", host).isZero();
            assertThat(host.slabsOut()).as("slabs of %s", host).isZero();
            assertThat(host.sockets()).as("sockets of %s", host).isEmpty();
        }
    }

    /** A chain of routers with hosts at both ends and on a switch in the middle. */
    private static List<Host> network(World world, Draws draws) {
        List<Host> hosts = new ArrayList<>();
        Host server = world.host("server");
        hosts.add(server);
        Host last = server;
        int routers = draws.below(4);
        for (int i = 0; i < routers; i++) {
            Host router = world.router("router" + i);
            spoil(world.cable(last, router), draws, "");
            last = router;
        }
        if (draws.oneIn(2) && last != server) {
            EthernetSwitch lan = world.ethernetSwitch("lan");
            world.cable(last, lan);
            for (int i = 0; i < 3; i++) {
                Host host = world.host("onLan" + i);
                world.cable(host, lan);
                hosts.add(host);
            }
        }
        Host far = world.host("far");
        spoil(world.cable(last, far), draws, draws.oneIn(3) ? " corrupt 2%" : "");
        hosts.add(far);
        return hosts;
    }

    /** Two damages on two cables can make up for each other in TCP's checksum; one cannot. */
    private static void spoil(PatchCable cable, Draws draws, String more) {
        StringBuilder words = new StringBuilder("delay " + (1 + draws.below(40)) + "ms");
        words.append(draws.oneIn(2) ? " " + (1 + draws.below(10)) + "ms" : "");
        words.append(draws.oneIn(2) ? " loss " + draws.below(6) + "%" : "");
        words.append(draws.oneIn(3) ? " duplicate " + draws.below(5) + "%" : "");
        words.append(draws.oneIn(3) ? " reorder " + (1 + draws.below(20)) + "%" : "");
        words.append(
                draws.oneIn(3)
                        ? " rate " + (1 + draws.below(100)) + "mbit limit " + (5 + draws.below(90))
                        : "");
        cable.netem(words + more);
        if (draws.oneIn(3)) {
            cable.mtu(1280 + draws.below(220));
        }
    }
}
