package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.icmp.Ping;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** app and other behind r; s and t on the outside; what RFC 4787 calls mapping and filtering. */
class NatTest {
    private final World world = World.scripted(1);
    private final Host app = world.host("app");
    private final Host other = world.host("other");
    private final Host r = world.router("r");
    private final Host s = world.host("s");
    private final Host t = world.host("t");
    private final EthernetSwitch internet = world.ethernetSwitch("internet");
    private final PatchCable outside;
    private final IpAddress own;

    NatTest() {
        world.cable(app, r);
        world.cable(other, r);
        outside = world.cable(r, internet);
        world.cable(s, internet);
        world.cable(t, internet);
        own =
                outside.nic(r).addresses().stream()
                        .map(prefix -> prefix.address())
                        .filter(IpAddress::isV4)
                        .findFirst()
                        .orElseThrow();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static int udp(Syscalls os, int port) {
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        os.bind(fd, SocketAddress.of(IpAddress.ANY4, port));
        return fd;
    }

    private static void say(Syscalls os, int fd, IpAddress to, int port) {
        os.sendto(fd, ByteBuffer.allocate(1), 0, SocketAddress.of(to, port));
    }

    /** Who is seen to send to a port of a host. */
    private List<String> listen(Host host, int port) {
        List<String> seen = new ArrayList<>();
        host.start(
                "listener",
                os -> {
                    int fd = udp(os, port);
                    SocketAddressBuffer from = new SocketAddressBuffer();
                    while (os.recvfrom(fd, ByteBuffer.allocate(1), 0, from) >= 0) {
                        seen.add(from.address().toString());
                    }
                    return 0;
                });
        return seen;
    }

    /** Says one word from port 5000 inside to each of three outside ends. */
    private void openFromInside() {
        app.start(
                "opener",
                os -> {
                    int fd = udp(os, 5000);
                    say(os, fd, s.address(), 7000);
                    say(os, fd, s.address(), 7001);
                    say(os, fd, t.address(), 7000);
                    os.nanosleep(1_000_000_000);
                    return os.close(fd);
                });
        world.runFor("2s");
    }

    @Test
    void aConeHasOnePortForAllAndASymmetricNatOneForEach() {
        List<String> all = new ArrayList<>();
        Nat nat = Nat.fullCone(r, outside);
        List<List<String>> seen = List.of(listen(s, 7000), listen(s, 7001), listen(t, 7000));
        openFromInside();
        seen.forEach(all::addAll);
        assertThat(all).hasSize(3);
        assertThat(all.stream().distinct()).hasSize(1);
        assertThat(all.getFirst()).contains(own.toString()).contains("5000");
        nat.close();
        all.clear();
        seen.forEach(List::clear);
        Nat.symmetric(r, outside);
        openFromInside();
        seen.forEach(all::addAll);
        assertThat(all.stream().distinct()).hasSize(3).allMatch(end -> end.contains("" + own));
    }

    /** Which of four outside ends reach app's port after it has said a word to s:7000. */
    private List<Integer> admitted(BiFunction<Host, PatchCable, Nat> kind) {
        kind.apply(r, outside);
        List<Integer> admitted = new ArrayList<>();
        app.start(
                "opener",
                os -> {
                    int fd = udp(os, 5000);
                    say(os, fd, s.address(), 7000);
                    ByteBuffer which = ByteBuffer.allocate(1);
                    while (os.recvfrom(fd, which.clear(), 0, null) >= 0) {
                        admitted.add((int) which.get(0));
                    }
                    return 0;
                });
        answer(s, 7000, 1);
        answer(s, 7001, 2);
        answer(t, 7000, 3);
        world.runFor("5s");
        return admitted;
    }

    private void answer(Host from, int port, int number) {
        from.start(
                "answerer",
                os -> {
                    int fd = udp(os, port);
                    os.nanosleep(1_000_000_000);
                    ByteBuffer data = ByteBuffer.allocate(1).put(0, (byte) number);
                    os.sendto(fd, data, 0, SocketAddress.of(own, 5000));
                    return os.close(fd);
                });
    }

    @Test
    void aFullConeAdmitsEverybody() {
        assertThat(admitted(Nat::fullCone)).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void aRestrictedConeAdmitsTheHostsThatWereSpokenTo() {
        assertThat(admitted(Nat::restricted)).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aPortRestrictedConeAdmitsThePortsThatWereSpokenTo() {
        assertThat(admitted(Nat::portRestricted)).containsExactly(1);
    }

    @Test
    void aSymmetricNatAdmitsThePortsThatWereSpokenTo() {
        assertThat(admitted(Nat::symmetric)).containsExactly(1);
    }

    @Test
    void twoInsideEndsWithOnePortGetTwo() {
        Nat nat = Nat.portRestricted(r, outside);
        List<String> seen = listen(s, 7000);
        for (Host host : List.of(app, other)) {
            host.start(
                    "opener",
                    os -> {
                        say(os, udp(os, 5000), s.address(), 7000);
                        return 0;
                    });
        }
        world.runFor("1s");
        assertThat(seen.stream().distinct()).hasSize(2).allMatch(end -> end.contains("" + own));
        assertThat(nat.mappings()).isEqualTo(2);
        world.runFor("6m");
        assertThat(nat.mappings()).isZero();
    }

    private int word(Syscalls os, IpAddress to, int port, long silence) {
        int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
        int connected = os.connect(fd, SocketAddress.of(to, port));
        if (connected < 0) {
            return connected;
        }
        os.send(fd, ByteBuffer.allocate(1), 0);
        os.recv(fd, ByteBuffer.allocate(1), 0);
        os.nanosleep(silence * 1_000_000_000);
        os.send(fd, ByteBuffer.allocate(1), 0);
        return os.recv(fd, ByteBuffer.allocate(1), 0);
    }

    private int wordFrom(Host host, IpAddress to, int port, long silence) {
        int[] result = {1_000};
        host.start("client", os -> result[0] = word(os, to, port, silence));
        world.runFor("3h");
        return result[0];
    }

    private static Peer twoWords() {
        return Peer.on(80).reads(1).writes("a").reads(1).writes("b");
    }

    @Test
    void aConnectionPassesAndIsForgottenWhenIdle() {
        twoWords().start(s);
        Nat.portRestricted(r, outside).forgetsIdleFlows("350s");
        assertThat(wordFrom(app, s.address(), 80, 340)).isEqualTo(1);
        assertThat(wordFrom(app, s.address(), 80, 360)).isEqualTo(Errno.ETIMEDOUT.result());
    }

    @Test
    void withAFirewallAForgottenConnectionIsReset() {
        twoWords().start(s);
        Nat.portRestricted(r, outside).forgetsIdleFlows("350s");
        Firewall.on(r).resetsIdleFlows("350s");
        assertThat(wordFrom(app, s.address(), 80, 360)).isEqualTo(Errno.ECONNRESET.result());
    }

    @Test
    void nobodyOutsideReachesTheInsideButThroughAForwardedPort() {
        twoWords().start(app);
        Nat nat = Nat.fullCone(r, outside);
        assertThat(wordFrom(s, app.address(), 80, 0)).isEqualTo(Errno.ETIMEDOUT.result());
        assertThat(wordFrom(s, own, 8080, 0)).isEqualTo(Errno.ECONNREFUSED.result());
        nat.forward(8080, app, 80);
        assertThat(wordFrom(s, own, 8080, 0)).isEqualTo(1);
        assertThat(wordFrom(other, own, 8080, 0)).isEqualTo(1); // RFC 4787 REQ-9
    }

    @Test
    void echoesPassEachWithItsOwnIdentifier() {
        Nat.portRestricted(r, outside);
        Ping one = app.ping(s.address());
        Ping two = other.ping(s.address());
        Ping in = s.ping(own);
        world.runFor("1s");
        assertThat(one.isAnswered()).isTrue();
        assertThat(two.isAnswered()).isTrue();
        assertThat(in.isAnswered()).isTrue(); // by the router itself
    }

    @Test
    void errorsAboutTranslatedPacketsReachWhoSentThem() {
        Nat.portRestricted(r, outside);
        int[] result = new int[1];
        app.start(
                "asks a closed port",
                os -> {
                    int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
                    os.connect(fd, SocketAddress.of(s.address(), 9999));
                    os.send(fd, ByteBuffer.allocate(1), 0);
                    result[0] = os.recv(fd, ByteBuffer.allocate(1), 0);
                    return 0;
                });
        world.runFor("1s");
        assertThat(result[0]).isEqualTo(Errno.ECONNREFUSED.result());
    }

    @Test
    void aNarrowPathBehindTheNatIsFoundByItsErrors() {
        Host far = world.host("far");
        Host narrow = world.router("narrow");
        world.cable(narrow, internet);
        world.cable(narrow, far).mtu(1000);
        Peer.on(80).reads(20_000).writes("done").start(far);
        Nat.portRestricted(r, outside);
        int[] got = new int[1];
        app.start(
                "bulk",
                os -> {
                    int fd = Programs.connected(os, far.address(), 80);
                    os.send(fd, ByteBuffer.allocate(20_000), 0);
                    got[0] = os.recv(fd, ByteBuffer.allocate(10), 0);
                    return 0;
                });
        world.runFor("10s");
        assertThat(got[0]).isEqualTo(4);
    }

    @Test
    void aRouterThatCrashesForgetsItsMappings() {
        twoWords().start(s);
        Nat.portRestricted(r, outside);
        world.at("5s").crash(r);
        world.at("6s").restart(r);
        assertThat(wordFrom(app, s.address(), 80, 10)).isEqualTo(Errno.ETIMEDOUT.result());
        assertThat(wordFrom(app, s.address(), 80, 1)).isEqualTo(1);
    }
}
