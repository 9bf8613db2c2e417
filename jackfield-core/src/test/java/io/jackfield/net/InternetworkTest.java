package io.jackfield.net;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.icmp.Ping;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

class InternetworkTest {
    private static final int PORT = 7007;

    private final World world = World.scripted(1);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tcpLearnsThatThePathIsNarrowerThanItsOwnLink(boolean v4) {
        Host app = world.host("app");
        Host router = world.router("router");
        Host farRouter = world.router("farRouter");
        Host db = world.host("db");
        world.cable(app, router).delay("1ms");
        PatchCable narrow = world.cable(router, farRouter).delay("1ms").mtu(1300);
        world.cable(farRouter, db).delay("1ms");
        narrow.dropsLargerThan(1300);
        IpAddress to = v4 ? db.address() : db.address6();
        db.start("server", Programs.echoServer(v4 ? IpAddress.ANY4 : IpAddress.ANY6, PORT, 1));
        app.start("client", Programs.echoClient(() -> to, PORT, 100_000));
        Ending ending = world.run();
        assertThat(ending.isComplete()).as("%s", ending).isTrue();
        assertThat(narrow.from(router).counts().tooBig()).isZero();
        assertThat(app.counts())
                .containsKey(v4 ? Counter.ICMP_IN_DEST_UNREACHS : Counter.ICMP6_IN_PKT_TOO_BIGS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeDatagramIsFragmentedAndPutTogetherAgain(boolean v4) {
        Host a = world.host("a");
        Host b = world.host("b");
        world.cable(a, b).netem("delay 1ms 1ms");
        b.start("echo", Programs.udpEcho(v4 ? IpAddress.ANY4 : IpAddress.ANY6, PORT, 1));
        Syscalls os = a.process("test").calls();
        int fd = os.socket(v4 ? Family.AF_INET : Family.AF_INET6, Family.SOCK_DGRAM, 0);
        byte[] data = new byte[20_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 31);
        }
        SocketAddress to = SocketAddress.of(v4 ? b.address() : b.address6(), PORT);
        check("sendto", os.sendto(fd, ByteBuffer.wrap(data), 0, to));
        ByteBuffer answer = ByteBuffer.allocate(30_000);
        check("recv", os.recv(fd, answer, 0));
        assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(data));
        assertThat(b.counts()).containsEntry(v4 ? Counter.IP_REASM_OKS : Counter.IP6_REASM_OKS, 1L);
    }

    @Test
    void aPacketThatGoesRoundInACircleExpires() {
        Host a = world.host("a");
        Host r1 = world.router("r1");
        Host r2 = world.router("r2");
        world.cable(a, r1).delay("1ms");
        PatchCable between = world.cable(r1, r2).delay("1ms");
        defaultRoute(r1, between.nic(r1), between.nic(r2));
        defaultRoute(r2, between.nic(r2), between.nic(r1));
        Ping ping = a.ping(IpAddress.of("192.0.2.1"));
        world.runFor("1s");
        assertThat(ping.error()).isNotNull();
        assertThat(ping.error().kind()).isEqualTo(IcmpError.Kind.TIME_EXCEEDED);
    }

    private static void defaultRoute(Host at, NetworkInterface nic, NetworkInterface via) {
        IpAddress gateway =
                via.addresses().stream()
                        .map(Prefix::address)
                        .filter(IpAddress::isV4)
                        .findFirst()
                        .orElseThrow();
        at.addRoute(RouteEntry.via(Prefix.of("0.0.0.0/0"), gateway, nic));
    }

    @Test
    void aStarOfAThousandHostsTalksAcrossItsRouter() {
        Host router = world.router("router");
        List<Host> leaves = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Host leaf = world.host("leaf" + i);
            world.cable(leaf, router).delay("1ms");
            leaves.add(leaf);
        }
        List<Ping> pings = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            pings.add(leaves.get(i).ping(leaves.get((i + 1) % leaves.size()).address()));
        }
        world.runFor("1s");
        assertThat(pings).allMatch(Ping::isAnswered);
    }

    @Test
    void socketsAreListedAsSsListsThem() {
        Host app = world.host("app");
        Host db = world.host("db");
        world.cable(app, db).delay("1ms");
        db.start("server", Programs.echoServer(IpAddress.ANY4, PORT, 1));
        Syscalls os = app.process("test").calls();
        int fd = Programs.connected(os, db.address(), PORT);
        world.runFor("10ms");
        assertThat(db.sockets())
                .extracting(SocketSnapshot::state)
                .containsExactly("LISTEN", "ESTAB");
        assertThat(app.sockets()).extracting(SocketSnapshot::state).containsExactly("ESTAB");
        check("close", os.close(fd));
        world.runFor("1s");
        assertThat(app.sockets()).extracting(SocketSnapshot::state).containsExactly("TIME-WAIT");
        assertThat(db.sockets()).isEmpty();
        world.runFor("61s");
        assertThat(app.sockets()).isEmpty();
    }

    @Test
    void aNameIsResolvedToAllAddressesOfItsHost() {
        Host app = world.host("app");
        Host router = world.router("r");
        world.cable(app, router);
        world.cable(router, world.host("db"));
        assertThat(world.resolve("r"))
                .extracting(IpAddress::toString)
                .containsExactly("10.0.1.2", "10.0.2.1", "fd00:0:0:1::2", "fd00:0:0:2::1");
        assertThat(world.resolve("nobody")).isEmpty();
    }
}
