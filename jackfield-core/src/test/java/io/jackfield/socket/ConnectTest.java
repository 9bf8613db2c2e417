package io.jackfield.socket;

import static io.jackfield.posix.Readiness.POLLERR;
import static io.jackfield.posix.Readiness.POLLHUP;
import static io.jackfield.posix.Readiness.POLLIN;
import static io.jackfield.posix.Readiness.POLLOUT;
import static io.jackfield.posix.Readiness.POLLRDHUP;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;
import io.jackfield.process.Process;
import io.jackfield.process.Scene;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** LINUX.md 1.5: what connect answers, when, and how often. */
class ConnectTest extends Scene {
    private static final int WORDS = POLLIN | POLLOUT | POLLERR | POLLHUP | POLLRDHUP;
    private static final int REFUSED = Errno.ECONNREFUSED.result();

    @Test
    void aRefusedSocketMayTryAgain() { // row 60
        int fd = tcp(os);
        assertThat(os.connect(fd, at(b.address(), 8080))).isEqualTo(REFUSED);
        assertThat(os.connect(fd, at(b.address(), 8080))).isEqualTo(REFUSED);
        b.start("server", server -> server.accept(listener(server, 8080, 5), null) - 1);
        world.runFor("1s");
        assertThat(os.connect(fd, at(b.address(), 8080))).isZero();
    }

    @Test
    void whatARefusedSocketIsCalled() {
        int fd = tcp(os);
        os.connect(fd, at(b.address(), 8080));
        assertThat(nameOf(os, fd).address()).isEqualTo(ANY);
        assertThat(portOf(os, fd)).isNotZero();
        assertThat(os.bind(fd, at(HERE, 0))).isZero();
        int before = portOf(os, fd);
        assertThat(os.connect(fd, at(HERE, 9))).isEqualTo(REFUSED);
        assertThat(nameOf(os, fd)).isEqualTo(at(HERE, before));
        assertThat(os.listen(fd, 1)).isZero();
        assertThat(portOf(os, fd)).isNotEqualTo(before);
        int named = tcp(os);
        os.bind(named, at(ANY, 5555));
        os.connect(named, at(HERE, 9));
        assertThat(nameOf(os, named)).isEqualTo(at(ANY, 5555));
    }

    @Test
    void aRefusalWithoutWaitingIsToldOnce() { // row 61
        int fd = tcp(os);
        nonBlocking(os, fd);
        assertThat(os.connect(fd, at(b.address(), 8080))).isEqualTo(Errno.EINPROGRESS.result());
        assertThat(poll(os, fd)).isZero();
        world.runFor("1s");
        assertThat(poll(os, fd) & WORDS).isEqualTo(WORDS);
        assertThat(os.connect(fd, at(b.address(), 8080))).isEqualTo(REFUSED);
        assertThat(os.connect(fd, at(b.address(), 8080))).isEqualTo(Errno.EINPROGRESS.result());
        world.runFor("1s");
        assertThat(error(os, fd)).isEqualTo(Errno.ECONNREFUSED.number());
        assertThat(error(os, fd)).isZero();
        assertThat(os.connect(fd, at(b.address(), 8080))).isEqualTo(Errno.ECONNABORTED.result());
        assertThat(os.connect(fd, at(b.address(), 8080))).isEqualTo(Errno.EINPROGRESS.result());
    }

    @Test
    void aRefusedSocketMayBeNamedBeforeTheRefusalIsTaken() { // run on 6.18
        int fd = tcp(os);
        nonBlocking(os, fd);
        os.connect(fd, at(HERE, 8080));
        assertThat(nameOf(os, fd).address()).isEqualTo(HERE);
        assertThat(os.bind(fd, at(ANY, 5555))).isZero();
        assertThat(nameOf(os, fd)).isEqualTo(at(ANY, 5555));
        assertThat(os.listen(fd, 1)).isEqualTo(Errno.EINVAL.result());
        assertThat(send(os, fd, "x")).isEqualTo(REFUSED);
    }

    @Test
    void whatWasShutBeforeItWasConnectedStaysShut() { // run on 6.18
        int listener = listener(os, 8080, 1);
        int fd = tcp(os);
        assertThat(os.shutdown(fd, Family.SHUT_WR)).isEqualTo(Errno.ENOTCONN.result());
        assertThat(os.connect(fd, at(HERE, 8080))).isZero();
        assertThat(send(os, fd, "x")).isEqualTo(Errno.EPIPE.result());
        int server = os.accept(listener, null);
        assertThat(send(os, server, "y")).isOne();
        assertThat(recv(os, fd, 0)).isEqualTo("y");
        int refused = tcp(os);
        nonBlocking(os, refused);
        os.connect(refused, at(HERE, 9));
        assertThat(os.shutdown(refused, Family.SHUT_WR)).isEqualTo(Errno.ENOTCONN.result());
        assertThat(os.connect(refused, at(HERE, 9))).isEqualTo(Errno.EINVAL.result());
        assertThat(os.connect(refused, SocketAddress.unspecified())).isZero();
        assertThat(send(os, refused, "x")).isEqualTo(REFUSED);
        assertThat(os.connect(refused, at(HERE, 8080))).isEqualTo(Errno.EINPROGRESS.result());
    }

    @Test
    void aDissolvedConnectionLeavesItsResetBehind() { // run on 6.18
        listener(os, 8080, 1);
        int fd = connected(os, HERE, 8080);
        os.connect(fd, SocketAddress.unspecified());
        assertThat(poll(os, fd) & POLLERR).isNotZero();
        assertThat(error(os, fd)).isEqualTo(Errno.ECONNRESET.number());
        assertThat(send(os, fd, "x")).isEqualTo(Errno.EPIPE.result());
    }

    @Test
    void anEstablishedConnectIsConfirmedOnce() { // row 62
        b.start("server", server -> server.accept(listener(server, 8080, 5), null) - 1);
        world.runFor("1s");
        int fd = tcp(os);
        nonBlocking(os, fd);
        SocketAddress to = at(b.address(), 8080);
        assertThat(os.connect(fd, to)).isEqualTo(Errno.EINPROGRESS.result());
        assertThat(os.connect(fd, to)).isEqualTo(Errno.EALREADY.result());
        SocketAddressBuffer peer = new SocketAddressBuffer();
        assertThat(os.getpeername(fd, peer)).isEqualTo(Errno.ENOTCONN.result());
        assertThat(poll(os, fd, POLLOUT, -1)).isEqualTo(POLLOUT);
        assertThat(world.nowNanos()).isEqualTo(1_020_000_000L);
        assertThat(os.connect(fd, to)).isZero();
        assertThat(os.connect(fd, to)).isEqualTo(Errno.EISCONN.result());
        assertThat(os.getpeername(fd, peer)).isZero();
        assertThat(peer.address()).isEqualTo(to);
        assertThat(os.listen(fd, 1)).isEqualTo(Errno.EINVAL.result());
        assertThat(os.bind(fd, at(ANY, 0))).isEqualTo(Errno.EINVAL.result());
    }

    @Test
    void aSendTimeoutEndsConnectButNotTheAttempt() { // row 25
        loseFromB(_ -> true);
        int fd = tcp(os);
        os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_SNDTIMEO, Values.timeval(500_000_000L));
        SocketAddress to = at(b.address(), 8080);
        assertThat(os.connect(fd, to)).isEqualTo(Errno.EINPROGRESS.result());
        assertThat(world.nowNanos()).isEqualTo(500_000_000L);
        assertThat(os.connect(fd, to)).isEqualTo(Errno.EALREADY.result());
        assertThat(world.nowNanos()).isEqualTo(1_000_000_000L);
        assertThat(send(os, fd, "x")).isEqualTo(Errno.EAGAIN.result());
    }

    @Test
    void aSilentPeerIsGivenUpAfter131Seconds() { // row 64
        loseFromB(_ -> true);
        assertThat(os.connect(tcp(os), at(b.address(), 8080))).isEqualTo(Errno.ETIMEDOUT.result());
        assertThat(world.nowNanos()).isEqualTo(131_000_000_000L);
        int fd = tcp(os);
        os.setsockopt(fd, Option.SOL_TCP, Option.TCP_SYNCNT, 1);
        assertThat(os.connect(fd, at(b.address(), 8080))).isEqualTo(Errno.ETIMEDOUT.result());
        assertThat(world.nowNanos()).isEqualTo(134_000_000_000L);
    }

    @Test
    void interruptEndsConnectAndTheAttemptGoesOn() {
        b.start("server", server -> server.accept(listener(server, 8080, 5), null) - 1);
        world.runFor("1s");
        List<Integer> results = new ArrayList<>();
        Thread[] thread = new Thread[1];
        Process client =
                a.start(
                        "client",
                        c -> {
                            thread[0] = Thread.currentThread();
                            int fd = tcp(c);
                            results.add(c.connect(fd, at(b.address(), 8080)));
                            results.add(c.connect(fd, at(b.address(), 8080)));
                            results.add(c.connect(fd, at(b.address(), 8080)));
                            return 0;
                        });
        world.runFor("5ms");
        client.calls().interrupt(thread[0]);
        world.run();
        assertThat(results).containsExactly(Errno.EINTR.result(), 0, Errno.EISCONN.result());
    }

    @Test
    void whatConnectRefuses() {
        int fd = tcp(os);
        assertThat(os.connect(fd, at(IpAddress.of("203.0.113.9"), 1)))
                .isEqualTo(Errno.ENETUNREACH.result());
        assertThat(os.connect(fd, at(IpAddress.of("224.0.0.9"), 1)))
                .isEqualTo(Errno.ENETUNREACH.result());
        assertThat(os.connect(fd, SocketAddress.inet6(HERE, 1, 0)))
                .isEqualTo(Errno.EAFNOSUPPORT.result());
        assertThat(os.connect(fd, SocketAddress.ofOctets(new byte[1])))
                .isEqualTo(Errno.EINVAL.result());
        assertThat(os.connect(fd, SocketAddress.ofOctets(new byte[] {2, 0, 0})))
                .isEqualTo(Errno.EINVAL.result());
        int six = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        assertThat(os.connect(six, at(HERE, 1))).isEqualTo(Errno.EINVAL.result());
        os.setsockopt(six, Option.SOL_IPV6, Option.IPV6_V6ONLY, 1);
        assertThat(os.connect(six, SocketAddress.inet6(HERE, 1, 0)))
                .isEqualTo(Errno.ENETUNREACH.result());
    }

    @Test
    void theFamiliesOfBothNamesMustAgree() {
        for (int type : new int[] {Family.SOCK_STREAM, Family.SOCK_DGRAM}) {
            int four = os.socket(Family.AF_INET6, type, 0);
            os.bind(four, SocketAddress.inet6(HERE, 0, 0));
            SocketAddress six = SocketAddress.inet6(IpAddress.LOOPBACK6, 9, 0);
            assertThat(os.connect(four, six)).isEqualTo(Errno.EAFNOSUPPORT.result());
            int own = os.socket(Family.AF_INET6, type, 0);
            os.bind(own, SocketAddress.inet6(IpAddress.LOOPBACK6, 0, 0));
            assertThat(os.connect(own, SocketAddress.inet6(HERE, 9, 0)))
                    .isEqualTo(Errno.ENETUNREACH.result());
        }
    }

    @Test
    void linkLocalPeersNeedAScope() {
        IpAddress there = linkLocal(b);
        b.start(
                "server",
                server -> {
                    int fd = server.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
                    server.bind(fd, SocketAddress.inet6(IpAddress.ANY6, 8080, 0));
                    server.listen(fd, 1);
                    return server.accept(fd, null) > 0 ? 0 : 1;
                });
        world.runFor("1s");
        int fd = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        assertThat(os.connect(fd, SocketAddress.inet6(there, 8080, 0)))
                .isEqualTo(Errno.EINVAL.result());
        int scope = a.nic("eth0").index();
        assertThat(os.connect(fd, SocketAddress.inet6(there, 8080, scope))).isZero();
        assertThat(nameOf(os, fd).address()).isEqualTo(linkLocal(a));
        assertThat(nameOf(os, fd).scopeId()).isEqualTo(scope);
    }

    private static IpAddress linkLocal(Host host) {
        return host.nic("eth0").addresses().stream()
                .map(Prefix::address)
                .filter(address -> !address.isV4() && address.isLinkLocal())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anyMeansThisHost() {
        listener(os, 8080, 5);
        int fd = tcp(os);
        assertThat(os.connect(fd, at(ANY, 8080))).isZero();
        assertThat(nameOf(os, fd).address()).isEqualTo(HERE);
        int named = tcp(os);
        IpAddress other = IpAddress.of("127.0.0.2");
        os.bind(named, at(other, 0));
        assertThat(os.connect(named, at(ANY, 8080))).isZero();
        SocketAddressBuffer peer = new SocketAddressBuffer();
        os.getpeername(named, peer);
        assertThat(peer.address()).isEqualTo(at(other, 8080));
    }

    @Test
    void aDualStackListenerAcceptsBothFamilies() { // JDK.md §7
        int listener = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        os.bind(listener, at(IpAddress.ANY6, 8080));
        os.listen(listener, 5);
        connected(os, HERE, 8080);
        int six = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        assertThat(os.connect(six, SocketAddress.inet6(IpAddress.LOOPBACK6, 8080, 0))).isZero();
        int mapped = os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0);
        assertThat(os.connect(mapped, SocketAddress.inet6(HERE, 8080, 0))).isZero();
        assertThat(nameOf(os, mapped).family()).isEqualTo(Family.AF_INET6);
        assertThat(nameOf(os, mapped).address()).isEqualTo(HERE);
        List<IpAddress> peers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SocketAddressBuffer peer = new SocketAddressBuffer();
            assertThat(os.accept(listener, peer)).isPositive();
            assertThat(peer.length()).isEqualTo(SocketAddress.SOCKADDR_IN6);
            peers.add(peer.address().address());
        }
        assertThat(peers).containsExactly(HERE, IpAddress.LOOPBACK6, HERE);
    }

    @Test
    void unspecifiedDissolvesAConnection() {
        int listener = listener(os, 8080, 5);
        int fd = connected(os, HERE, 8080);
        int server = os.accept(listener, null);
        assertThat(os.connect(fd, SocketAddress.unspecified())).isZero();
        assertThat(os.recv(server, octets(1), 0)).isEqualTo(Errno.ECONNRESET.result());
        assertThat(nameOf(os, fd).address()).isEqualTo(ANY);
        assertThat(os.connect(fd, at(HERE, 8080))).isZero();
    }
}
