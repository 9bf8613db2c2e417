package io.jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Values;
import io.jackfield.process.Scene;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** LINUX.md 1.3 and 1.4 through system calls: what a program sees of names and ports. */
class BindTest extends Scene {
    private static final int IN_USE = Errno.EADDRINUSE.result();
    private static final int INVALID = Errno.EINVAL.result();

    private int reusing(int option) {
        int fd = tcp(os);
        set(os, fd, option, 1);
        return fd;
    }

    @Test
    void aRestartNeedsReuseAddressOnBothSides() { // row 38
        for (boolean first : new boolean[] {false, true}) {
            int port = first ? 8081 : 8080;
            int listener = first ? reusing(Option.SO_REUSEADDR) : tcp(os);
            os.bind(listener, at(ANY, port));
            os.listen(listener, 5);
            int client = connected(os, HERE, port);
            int server = os.accept(listener, null);
            os.close(listener);
            os.close(server);
            os.close(client); // the server closed first: it is in TIME_WAIT
            assertThat(os.bind(tcp(os), at(ANY, port))).isEqualTo(IN_USE);
            int again = reusing(Option.SO_REUSEADDR);
            assertThat(os.bind(again, at(ANY, port))).isEqualTo(first ? 0 : IN_USE);
            world.runFor("61s");
            assertThat(os.bind(tcp(os), at(HERE, port))).isEqualTo(first ? IN_USE : 0);
        }
    }

    @Test
    void theSecondOfTwoThatReuseTheAddressMayNotListen() { // row 39
        int first = reusing(Option.SO_REUSEADDR);
        int second = reusing(Option.SO_REUSEADDR);
        assertThat(os.bind(first, at(ANY, 8080))).isZero();
        assertThat(os.bind(second, at(HERE, 8080))).isZero();
        assertThat(os.listen(first, 1)).isZero();
        assertThat(os.listen(second, 1)).isEqualTo(IN_USE);
        assertThat(os.listen(first, 7)).isZero(); // row 5
        os.close(first);
        assertThat(os.listen(second, 1)).isZero();
    }

    @Test
    void aFlagSetAfterBindCounts() { // rows 40 and 42
        int first = tcp(os);
        os.bind(first, at(ANY, 8080));
        os.listen(first, 64);
        int second = reusing(Option.SO_REUSEPORT);
        assertThat(os.bind(second, at(ANY, 8080))).isEqualTo(IN_USE);
        set(os, first, Option.SO_REUSEPORT, 1);
        assertThat(os.bind(second, at(ANY, 8080))).isZero();
        assertThat(os.listen(second, 64)).isZero();
        for (int i = 0; i < 60; i++) {
            connected(os, HERE, 8080);
        }
        nonBlocking(os, first);
        nonBlocking(os, second);
        int[] accepted = new int[2];
        for (int i = 0; i < 2; i++) {
            while (os.accept(i == 0 ? first : second, null) >= 0) {
                accepted[i]++;
            }
        }
        assertThat(accepted[0] + accepted[1]).isEqualTo(60);
        assertThat(accepted[0]).isBetween(15, 45);
    }

    @Test
    void bothFamiliesShareThePorts() { // row 41
        int six = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        assertThat(os.bind(six, at(IpAddress.ANY6, 8080))).isZero();
        assertThat(os.bind(tcp(os), at(ANY, 8080))).isEqualTo(IN_USE);
        int only = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        os.setsockopt(only, Option.SOL_IPV6, Option.IPV6_V6ONLY, 1);
        assertThat(os.bind(only, at(IpAddress.ANY6, 8081))).isZero();
        assertThat(os.setsockopt(only, Option.SOL_IPV6, Option.IPV6_V6ONLY, 0)).isEqualTo(INVALID);
        assertThat(os.bind(tcp(os), at(ANY, 8081))).isZero();
    }

    @Test
    void connectUsesEvenPortsAndRunsOutWithNotAvailable() { // rows 53, 56, 57
        a.settings().set("net.ipv4.ip_local_port_range", "50000 50009");
        int one = listener(os, 8080, 64);
        int other = listener(os, 8081, 64);
        assertThat(one).isNotEqualTo(other);
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ports.add(portOf(os, connected(os, HERE, 8080)));
        }
        assertThat(ports.subList(0, 5)).allMatch(port -> port % 2 == 0);
        assertThat(ports).doesNotHaveDuplicates();
        assertThat(os.connect(tcp(os), at(HERE, 8080))).isEqualTo(Errno.EADDRNOTAVAIL.result());
        assertThat(ports).contains(portOf(os, connected(os, HERE, 8081)));
    }

    @Test
    void bindRunsOutWithInUseAndSendWithAgain() { // row 56
        a.settings().set("net.ipv4.ip_local_port_range", "50000 50003");
        for (int i = 0; i < 4; i++) {
            assertThat(os.bind(tcp(os), at(ANY, 0))).isZero();
            assertThat(os.bind(udp(os), at(ANY, 0))).isZero();
        }
        assertThat(os.bind(tcp(os), at(ANY, 0))).isEqualTo(IN_USE);
        assertThat(os.bind(udp(os), at(ANY, 0))).isEqualTo(IN_USE);
        int again = Errno.EAGAIN.result();
        assertThat(os.sendto(udp(os), octets(1), 0, at(HERE, 9))).isEqualTo(again);
        assertThat(os.connect(udp(os), at(HERE, 9))).isEqualTo(again);
        assertThat(os.listen(tcp(os), 1)).isEqualTo(IN_USE);
    }

    @Test
    void bindToPortZeroBurnsAPortUnlessItIsLeftToConnect() { // row 58
        a.settings().set("net.ipv4.ip_local_port_range", "50000 50003");
        listener(os, 8080, 64);
        listener(os, 8081, 64);
        for (int i = 0; i < 8; i++) {
            int fd = tcp(os);
            os.setsockopt(fd, Option.SOL_IP, Option.IP_BIND_ADDRESS_NO_PORT, 1);
            assertThat(os.bind(fd, at(HERE, 0))).isZero();
            assertThat(portOf(os, fd)).isZero();
            assertThat(os.connect(fd, at(HERE, i % 2 == 0 ? 8080 : 8081))).isZero();
        }
        assertThat(os.bind(tcp(os), at(HERE, 0))).isEqualTo(IN_USE);
    }

    @Test
    void aSocketConnectsToItself() { // row 59
        int fd = tcp(os);
        os.bind(fd, at(HERE, 8080));
        assertThat(os.connect(fd, at(HERE, 8080))).isZero();
        send(os, fd, "me");
        assertThat(recv(os, fd, 0)).isEqualTo("me");
    }

    @Test
    void portZeroIsNoDestination() { // row 59a
        assertThat(os.connect(tcp(os), at(HERE, 0))).isEqualTo(Errno.ECONNREFUSED.result());
        assertThat(os.sendto(udp(os), octets(1), 0, at(HERE, 0))).isEqualTo(INVALID);
        assertThat(os.connect(udp(os), at(HERE, 0))).isZero();
    }

    @Test
    void aBoundSocketThatDoesNotListenRefuses() { // row 59b
        os.bind(tcp(os), at(ANY, 8080));
        assertThat(os.connect(tcp(os), at(HERE, 8080))).isEqualTo(Errno.ECONNREFUSED.result());
    }

    @Test
    void theClientSeesItsPort() { // row 59c
        listener(os, 8080, 5);
        int fd = connected(os, HERE, 8080);
        assertThat(nameOf(os, fd).address()).isEqualTo(HERE);
        assertThat(portOf(os, fd)).isBetween(32768, 60999);
    }

    @Test
    void whatBindRefuses() {
        int fd = tcp(os);
        assertThat(os.bind(fd, at(b.address(), 8080))).isEqualTo(Errno.EADDRNOTAVAIL.result());
        assertThat(os.bind(fd, at(ANY, 80))).isEqualTo(Errno.EACCES.result());
        assertThat(os.bind(fd, SocketAddress.ofOctets(new byte[8]))).isEqualTo(INVALID);
        assertThat(os.bind(fd, at(IpAddress.ANY6, 1))).isEqualTo(Errno.EAFNOSUPPORT.result());
        assertThat(os.bind(fd, SocketAddress.unspecified())).isZero();
        assertThat(os.bind(fd, at(ANY, 8080))).isEqualTo(INVALID);
        int six = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        assertThat(os.bind(six, at(ANY, 8080))).isEqualTo(INVALID); // a sockaddr_in is too short
        assertThat(os.bind(six, SocketAddress.inet6(b.address(), 1025, 0)))
                .isEqualTo(Errno.EADDRNOTAVAIL.result());
        assertThat(os.bind(six, SocketAddress.inet6(IpAddress.of("fe80::1"), 1025, 0)))
                .isEqualTo(INVALID);
        os.setsockopt(six, Option.SOL_IPV6, Option.IPV6_V6ONLY, 1);
        assertThat(os.bind(six, SocketAddress.inet6(HERE, 8080, 0))).isEqualTo(INVALID);
        assertThat(os.bind(six, SocketAddress.inet6(IpAddress.LOOPBACK6, 8080, 0))).isZero();
    }

    @Test
    void privilegedPortsAreForRootOrAsTheSettingSays() {
        List<Integer> results = new ArrayList<>();
        a.start(
                "root",
                0,
                root -> {
                    results.add(root.bind(tcp(root), at(ANY, 80)));
                    return 0;
                });
        world.run();
        assertThat(results).containsExactly(0);
        a.settings().set(Setting.IP_UNPRIVILEGED_PORT_START, 80);
        assertThat(os.bind(tcp(os), at(ANY, 80))).isZero();
        assertThat(os.bind(udp(os), at(ANY, 79))).isEqualTo(Errno.EACCES.result());
    }

    @Test
    void freeBindAndTheSettingAllowForeignAddresses() {
        int fd = udp(os);
        os.setsockopt(fd, Option.SOL_IP, Option.IP_FREEBIND, 1);
        assertThat(os.bind(fd, at(IpAddress.of("203.0.113.9"), 5000))).isZero();
        a.settings().set(Setting.IP_NONLOCAL_BIND, 1);
        assertThat(os.bind(udp(os), at(IpAddress.of("203.0.113.9"), 5001))).isZero();
    }

    @Test
    void usersDoNotShareTheirPorts() { // row 44
        int mine = reusing(Option.SO_REUSEPORT);
        os.bind(mine, at(ANY, 8080));
        List<Integer> results = new ArrayList<>();
        a.start(
                "other",
                2000,
                other -> {
                    int fd = tcp(other);
                    set(other, fd, Option.SO_REUSEPORT, 1);
                    results.add(other.bind(fd, at(ANY, 8080)));
                    return 0;
                });
        world.run();
        assertThat(results).containsExactly(IN_USE);
        assertThat(os.bind(reusing(Option.SO_REUSEPORT), at(ANY, 8080))).isZero();
    }

    @Test
    void aConnectionsOwnFlagsDoNotTouchItsSiblings() { // row 38
        int listener = reusing(Option.SO_REUSEADDR);
        os.bind(listener, at(ANY, 8080));
        os.listen(listener, 5);
        connected(os, HERE, 8080);
        connected(os, HERE, 8080);
        int one = os.accept(listener, null);
        int two = os.accept(listener, null);
        os.close(listener);
        set(os, one, Option.SO_REUSEADDR, 0);
        assertThat(get(os, two, Option.SOL_SOCKET, Option.SO_REUSEADDR)).isOne();
        assertThat(os.bind(reusing(Option.SO_REUSEADDR), at(ANY, 8080))).isEqualTo(IN_USE);
        os.setsockopt(one, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 0));
        os.close(one);
        assertThat(os.bind(reusing(Option.SO_REUSEADDR), at(ANY, 8080))).isZero();
    }
}
