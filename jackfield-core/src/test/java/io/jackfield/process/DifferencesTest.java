package io.jackfield.process;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/**
 * What random programs were answered differently by Linux, each as the shortest program that shows
 * it (docs/reference/differential.md).
 */
class DifferencesTest extends Scene {
    private static final int NONBLOCK = Family.SOCK_NONBLOCK;
    private static final int REFUSED = Errno.ECONNREFUSED.result();
    private static final int INVALID = Errno.EINVAL.result();
    private static final int LOUD = Readiness.EPOLLOUT | Readiness.EPOLLET;
    private static final int PORT = 5000;
    private static final IpAddress ANY6 = IpAddress.ANY6;
    private static final IpAddress HERE6 = IpAddress.LOOPBACK6;

    private int stream(int family) {
        return check("socket", os.socket(family, Family.SOCK_STREAM | NONBLOCK, 0));
    }

    private int datagram(int family) {
        return check("socket", os.socket(family, Family.SOCK_DGRAM | NONBLOCK, 0));
    }

    private int queued(int fd) {
        int[] octets = new int[1];
        check("ioctl", os.ioctl(fd, FileControl.SIOCOUTQ, octets));
        return octets[0];
    }

    /** A family beyond all that could be registered is looked at before the type. */
    @Test
    void whatSocketLooksAtFirst() {
        int unknown = Errno.EAFNOSUPPORT.result();
        assertThat(os.socket(-1, 11, 0)).isEqualTo(unknown);
        assertThat(os.socket(99, 11, 0)).isEqualTo(unknown);
        assertThat(os.socket(Family.AF_INET, 11, 0)).isEqualTo(INVALID);
        assertThat(os.socket(Family.AF_INET, Family.SOCK_STREAM, 262))
                .isEqualTo(Errno.EPROTONOSUPPORT.result());
        assertThat(os.socket(Family.AF_INET, Family.SOCK_STREAM, 263)).isEqualTo(INVALID);
    }

    @Test
    void aWrongDescriptorComesBeforeWrongFlags() {
        int bad = Errno.EBADF.result();
        assertThat(os.accept4(99, null, 1)).isEqualTo(bad);
        assertThat(os.accept4(stream(Family.AF_INET), null, 1)).isEqualTo(INVALID);
        assertThat(os.epollWait(99, room(0), 0)).isEqualTo(bad);
    }

    @Test
    void anEventfdTakesEightOctetsAndNoMore() {
        int fd = os.eventfd(0, 0);
        assertThat(os.write(fd, octets(100))).isEqualTo(INVALID);
        assertThat(os.write(fd, octets(8))).isEqualTo(8);
    }

    @Test
    void unknownRequestsAreOfTheirFile() {
        int[] value = new int[1];
        assertThat(os.ioctl(os.epollCreate1(0), FileControl.FIONREAD, value)).isEqualTo(INVALID);
        int listener = listener(os, PORT, 1);
        assertThat(os.ioctl(listener, 0x1234, value)).isEqualTo(Errno.ENOTTY.result());
        assertThat(os.ioctl(listener, FileControl.FIONREAD, value)).isEqualTo(INVALID);
    }

    /** SIOCOUTQ counts sequence numbers. */
    @Test
    void theSynOfARefusedConnectIsStillQueued() {
        int fd = stream(Family.AF_INET);
        os.connect(fd, at(HERE, PORT));
        assertThat(queued(fd)).isOne();
        int[] pair = pair(os);
        os.shutdown(pair[0], Family.SHUT_WR);
        os.shutdown(pair[1], Family.SHUT_WR);
        assertThat(queued(pair[0])).isZero();
        assertThat(queued(pair[1])).isZero();
    }

    /** A FIN takes effect that was asked for before the connection was, if the open crosses. */
    @Test
    void aShutdownBeforeASelfConnectEndsIt() {
        int fd = stream(Family.AF_INET);
        assertThat(os.shutdown(fd, Family.SHUT_RDWR)).isEqualTo(Errno.ENOTCONN.result());
        os.bind(fd, at(HERE, PORT));
        assertThat(os.connect(fd, at(HERE, PORT))).isEqualTo(Errno.EINPROGRESS.result());
        assertThat(os.connect(fd, at(HERE, PORT))).isEqualTo(Errno.ECONNABORTED.result());
    }

    @Test
    void aShutdownWhileConnectingLeavesTheSocketAsBefore() {
        int fd = stream(Family.AF_INET);
        os.connect(fd, at(b.address(), PORT));
        assertThat(os.shutdown(fd, Family.SHUT_RD)).isZero();
        assertThat(poll(os, fd) & (Readiness.POLLIN | Readiness.POLLRDHUP)).isZero();
        assertThat(error(os, fd)).isEqualTo(Errno.ECONNRESET.number());
        assertThat(os.connect(fd, at(HERE, PORT))).isEqualTo(Errno.EINPROGRESS.result());
    }

    @Test
    void whoConnectsLearnsWhatAnotherDidMeanwhile() {
        int fd = tcp(os);
        int[] result = new int[1];
        a.kernel().scheduler().start("connect", () -> result[0] = os.connect(fd, far()));
        world.runFor("1ms");
        os.shutdown(fd, Family.SHUT_RD);
        world.runFor("1ms");
        assertThat(result[0]).isEqualTo(Errno.ECONNRESET.result());
    }

    @Test
    void whoWaitsForNoOctetsWaitsForAnything() {
        int[] pair = pair(os);
        int[] result = {-1};
        a.kernel().scheduler().start("recv", () -> result[0] = os.recv(pair[0], octets(0), 0));
        world.runFor("1ms");
        assertThat(result[0]).isEqualTo(-1);
        os.shutdown(pair[0], Family.SHUT_WR);
        world.runFor("1ms");
        assertThat(result[0]).isZero();
        Thread[] sleeper = new Thread[1];
        result[0] = -1;
        a.kernel()
                .scheduler()
                .start(
                        "recv",
                        () -> {
                            sleeper[0] = Thread.currentThread();
                            result[0] = os.recv(pair[0], octets(0), 0);
                        });
        world.runFor("1ms");
        os.interrupt(sleeper[0]);
        world.runFor("1ms");
        assertThat(result[0]).isZero();
    }

    private SocketAddress far() {
        return at(b.address(), PORT);
    }

    /** What it had from a refused connection is gone as well. */
    @Test
    void aBindThatFailsTakesTheAddress() {
        listener(os, PORT, 1);
        int fd = stream(Family.AF_INET);
        os.connect(fd, at(HERE, PORT + 1));
        assertThat(nameOf(os, fd).address()).isEqualTo(HERE);
        assertThat(os.bind(fd, at(ANY, PORT))).isEqualTo(Errno.EADDRINUSE.result());
        assertThat(nameOf(os, fd).address()).isEqualTo(ANY);
    }

    @Test
    void whatMsgWaitallLeavesIsNotAnError() {
        int[] pair = pair(os);
        send(os, pair[1], "x");
        os.setsockopt(pair[1], Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 0));
        os.close(pair[1]);
        assertThat(recv(os, pair[0], MessageFlags.MSG_WAITALL)).isEqualTo("x");
        assertThat(send(os, pair[0], "y")).isEqualTo(Errno.ECONNRESET.result());
    }

    private int edges(int epoll) {
        return os.epollWait(epoll, room(4), 0);
    }

    private int watching(int fd) {
        int epoll = os.epollCreate1(0);
        check("epoll_ctl", control(os, epoll, Readiness.EPOLL_CTL_ADD, fd, LOUD));
        assertThat(edges(epoll)).isOne();
        assertThat(edges(epoll)).isZero();
        return epoll;
    }

    /** The memory of what was sent is free again, and the state of a connection is everybody's. */
    @Test
    void edgesThatNobodyAskedFor() {
        int udp = datagram(Family.AF_INET);
        int epoll = watching(udp);
        os.sendto(udp, octets(1), 0, at(HERE, PORT));
        assertThat(edges(epoll)).isOne();

        int[] pair = pair(os);
        int other = watching(pair[0]);
        os.close(pair[1]);
        assertThat(edges(other)).isOne();

        int refused = stream(Family.AF_INET);
        os.connect(refused, at(HERE, PORT));
        error(os, refused);
        int third = watching(refused);
        assertThat(os.connect(refused, at(HERE, PORT))).isEqualTo(Errno.ECONNABORTED.result());
        assertThat(edges(third)).isOne();
    }

    /** A datagram socket connected to port 0 has any port of that address for a peer. */
    @Test
    void connectedToPortZero() {
        int fd = datagram(Family.AF_INET);
        os.bind(fd, at(HERE, PORT));
        assertThat(os.connect(fd, at(HERE, 0))).isZero();
        assertThat(os.sendto(fd, octets(1), 0, at(HERE, PORT + 1))).isOne();
        assertThat(os.recv(fd, octets(1), 0)).isEqualTo(REFUSED);
        int other = datagram(Family.AF_INET);
        assertThat(os.sendto(other, octets(7), 0, at(HERE, PORT))).isEqualTo(7);
        assertThat(os.recv(fd, octets(9), 0)).isEqualTo(7);
    }

    @Test
    void anEndIsForAllWhoWait() {
        int fd = udp(os);
        int[] ended = {-1, -1};
        for (int i = 0; i < 2; i++) {
            int who = i;
            a.kernel().scheduler().start("recv", () -> ended[who] = os.recv(fd, octets(1), 0));
        }
        world.runFor("1ms");
        os.shutdown(fd, Family.SHUT_RD);
        world.runFor("1ms");
        assertThat(ended).containsExactly(0, 0);
    }

    @Test
    void anEndHasNoSender() {
        int fd = udp(os);
        os.shutdown(fd, Family.SHUT_RD);
        SocketAddressBuffer from = new SocketAddressBuffer();
        assertThat(os.recvfrom(fd, octets(1), 0, from)).isZero();
        assertThat(from.length()).isZero();
    }

    @Test
    void anAddressOfTheOtherFamilyComesBeforeItsLength() {
        int fd = datagram(Family.AF_INET6);
        os.bind(fd, at(HERE6, 0));
        SocketAddress shortOne = SocketAddress.ofOctets(new byte[] {Family.AF_INET, 0, 0});
        assertThat(os.connect(fd, shortOne)).isEqualTo(Errno.EAFNOSUPPORT.result());
        assertThat(os.sendto(fd, octets(1), 0, shortOne)).isEqualTo(Errno.ENETUNREACH.result());
        assertThat(os.sendto(datagram(Family.AF_INET6), octets(1), MessageFlags.MSG_OOB, shortOne))
                .isEqualTo(Errno.EOPNOTSUPP.result());
    }

    /** It takes a head and its pages, not a power of two. */
    @Test
    void twoLargeDatagramsWait() {
        int fd = datagram(Family.AF_INET);
        os.bind(fd, at(HERE, PORT));
        for (int i = 0; i < 3; i++) {
            assertThat(os.sendto(fd, octets(65_507), 0, at(HERE, PORT))).isEqualTo(65_507);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(os.recv(fd, ByteBuffer.allocate(65_507), 0)).isEqualTo(65_507);
        }
        assertThat(os.recv(fd, octets(1), 0)).isEqualTo(Errno.EAGAIN.result());
    }

    /* Who may own a port beside whom. */

    private int bound(int fd, IpAddress address, boolean reuse, boolean share) {
        set(os, fd, Option.SO_REUSEADDR, reuse ? 1 : 0);
        set(os, fd, Option.SO_REUSEPORT, share ? 1 : 0);
        return os.bind(fd, at(address, PORT));
    }

    @Test
    void aDualSocketStaysInTheWayOfAny() {
        int fd = datagram(Family.AF_INET6);
        os.bind(fd, at(ANY6, PORT));
        os.connect(fd, at(HERE6, PORT));
        int inUse = Errno.EADDRINUSE.result();
        assertThat(bound(datagram(Family.AF_INET), ANY, false, false)).isEqualTo(inUse);
        int specific = stream(Family.AF_INET6);
        os.bind(specific, at(HERE6, PORT));
        assertThat(bound(stream(Family.AF_INET), ANY, false, false)).isZero();
    }

    @Test
    void anAcceptedConnectionOwnsItsOwnAddressAlone() {
        int listener = listener(os, PORT, 1);
        int client = connected(os, HERE, PORT);
        int server = os.accept(listener, null);
        os.close(listener);
        IpAddress other = IpAddress.of("127.0.0.2");
        assertThat(bound(stream(Family.AF_INET), other, false, false)).isZero();
        assertThat(bound(stream(Family.AF_INET), HERE, false, false))
                .isEqualTo(Errno.EADDRINUSE.result());
        os.close(client);
        os.close(server);
    }

    @Test
    void anAcceptedSocketThatIsDissolvedKeepsTheAddressOfItsListener() {
        int listener = tcp(os);
        os.bind(listener, at(HERE, PORT));
        os.listen(listener, 1);
        int client = connected(os, HERE, PORT);
        int server = os.accept(listener, null);
        assertThat(os.connect(server, SocketAddress.unspecified())).isZero();
        assertThat(nameOf(os, server)).isEqualTo(at(HERE, PORT));
        os.close(client);
    }

    /** inet_bind_bucket: beside the last one of SO_REUSEPORT nobody looks at the others. */
    @Test
    void theLastOneToShareStandsForAll() {
        assertThat(bound(stream(Family.AF_INET), HERE, true, false)).isZero();
        assertThat(bound(stream(Family.AF_INET6), ANY6, true, true)).isZero();
        assertThat(bound(stream(Family.AF_INET), HERE, false, true)).isZero();
        int last = stream(Family.AF_INET);
        assertThat(bound(last, HERE, false, false)).isEqualTo(Errno.EADDRINUSE.result());
    }

    /** A socket that is told by 0.0.0.0 of AF_INET is like one of :: that is not IPv6's alone. */
    @Test
    void whatIsRememberedIsAnIpv4Address() {
        assertThat(bound(stream(Family.AF_INET6), HERE6, false, false)).isZero();
        assertThat(bound(stream(Family.AF_INET), ANY, false, true)).isZero();
        assertThat(bound(stream(Family.AF_INET6), HERE6, false, true))
                .isEqualTo(Errno.EADDRINUSE.result());
        assertThat(bound(stream(Family.AF_INET6), ANY6, false, true)).isZero();
    }

    @Test
    void aSocketOfAfInetComesBeforeOneOfTheSameAddressMapped() {
        int one = datagram(Family.AF_INET);
        assertThat(bound(one, HERE, true, false)).isZero();
        int mapped = datagram(Family.AF_INET6);
        set(os, mapped, Option.SO_REUSEADDR, 1);
        assertThat(os.bind(mapped, SocketAddress.inet6(HERE, PORT, 0))).isZero();
        assertThat(os.sendto(udp(os), octets(1), 0, at(HERE, PORT))).isOne();
        assertThat(os.recv(mapped, octets(1), 0)).isEqualTo(Errno.EAGAIN.result());
        assertThat(os.recv(one, octets(1), 0)).isOne();
    }

    /** UDP asks the others from the last one on, those of AF_INET6 that share after all others. */
    @Test
    void theFirstOneAskedToShareAnswersForAll() {
        IpAddress other = IpAddress.of("127.0.0.2");
        assertThat(bound(datagram(Family.AF_INET), HERE, false, false)).isZero();
        int sharing = datagram(Family.AF_INET);
        assertThat(bound(sharing, other, false, true)).isZero();
        int any = datagram(Family.AF_INET);
        assertThat(bound(any, ANY, false, true)).isZero();
        os.close(any);
        os.close(sharing);
        int mapped = datagram(Family.AF_INET6);
        set(os, mapped, Option.SO_REUSEPORT, 1);
        assertThat(os.bind(mapped, SocketAddress.inet6(other, PORT, 0))).isZero();
        assertThat(bound(datagram(Family.AF_INET), ANY, false, true))
                .isEqualTo(Errno.EADDRINUSE.result());
    }

    @Test
    void noHopsAreAHopLimitAndOnlyTcpBoundsTheLowWaterMark() {
        int fd = stream(Family.AF_INET6);
        check("set", os.setsockopt(fd, Option.SOL_IPV6, Option.IPV6_UNICAST_HOPS, 0));
        assertThat(get(os, fd, Option.SOL_IPV6, Option.IPV6_UNICAST_HOPS)).isZero();
        int udp = datagram(Family.AF_INET);
        check("set", set(os, udp, Option.SO_RCVLOWAT, -1));
        assertThat(get(os, udp, 1, Option.SO_RCVLOWAT)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aMappedPeerIsNotReachedByAnAddressOfNoFamily() {
        int fd = datagram(Family.AF_INET6);
        check("connect", os.connect(fd, SocketAddress.inet6(HERE, PORT, 0)));
        SocketAddress none = SocketAddress.ofOctets(new byte[16]);
        assertThat(os.sendto(fd, octets(1), 0, none)).isEqualTo(Errno.ENETUNREACH.result());
    }

    @Test
    void aDatagramThatIsRefusedIsAnEdge() {
        int fd = os.socket(Family.AF_UNIX, Family.SOCK_DGRAM, 0);
        int epoll = watching(fd);
        assertThat(os.send(fd, octets(1), 0)).isEqualTo(Errno.ENOTCONN.result());
        assertThat(edges(epoll)).isOne();
    }
}
