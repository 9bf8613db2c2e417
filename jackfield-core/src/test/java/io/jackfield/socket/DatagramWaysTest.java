package io.jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What options make of the way and the form of datagrams. */
class DatagramWaysTest extends DatagramScene {
    private static final IpAddress FAR = IpAddress.of("203.0.113.9");
    private static final int UNREACHABLE = Errno.ENETUNREACH.result();

    private NetworkInterface ofCable() {
        return a.interfaces().getLast();
    }

    private void routeToAll() {
        a.addRoute(RouteEntry.via(new Prefix(IpAddress.ANY4, 0), b.address(), ofCable()));
    }

    @Test
    void withoutRoutersOnlyNeighborsAreReached() { // SO_DONTROUTE, MSG_DONTROUTE
        routeToAll();
        int fd = udp(os);
        assertThat(sendTo(fd, FAR, 9, "x")).isOne();
        int flag = MessageFlags.MSG_DONTROUTE;
        assertThat(os.sendto(fd, octets(1), flag, at(FAR, 9))).isEqualTo(UNREACHABLE);
        assertThat(os.sendto(fd, octets(1), flag, at(b.address(), 9))).isOne();
        os.connect(fd, at(FAR, 9));
        assertThat(send(os, fd, "x")).isOne();
        assertThat(set(os, fd, Option.SO_DONTROUTE, 1)).isZero();
        assertThat(send(os, fd, "x")).isEqualTo(UNREACHABLE);
        int stream = tcp(os);
        assertThat(set(os, stream, Option.SO_DONTROUTE, 1)).isZero();
        assertThat(os.connect(stream, at(FAR, 9))).isEqualTo(UNREACHABLE);
        assertThat(os.connect(stream, at(b.address(), 9))).isEqualTo(REFUSED);
    }

    @Test
    void anInterfaceIsChosenForUnicast() { // IP_UNICAST_IF
        int fd = udp(os);
        assertThat(sendTo(fd, FAR, 9, "x")).isEqualTo(UNREACHABLE);
        int index = Integer.reverseBytes(ofCable().index());
        assertThat(os.setsockopt(fd, Option.SOL_IP, Option.IP_UNICAST_IF, index)).isZero();
        assertThat(sendTo(fd, FAR, 9, "x")).isOne(); // as if everybody were on that link
    }

    @Test
    void whoIsTransparentSpeaksForOthers() { // IP_TRANSPARENT, IP_FREEBIND
        Syscalls there = b.process("receiver").calls();
        int receiver = receiver(there, ANY, 5000);
        int free = udp(os);
        os.setsockopt(free, Option.SOL_IP, Option.IP_FREEBIND, 1);
        assertThat(os.bind(free, at(FAR, 0))).isZero();
        assertThat(sendTo(free, b.address(), 5000, "x")).isEqualTo(UNREACHABLE);
        assertThat(os.setsockopt(free, Option.SOL_IP, Option.IP_TRANSPARENT, 1))
                .isEqualTo(Errno.EPERM.result());
        a.start(
                "root",
                0,
                root -> {
                    int transparent = udp(root);
                    root.setsockopt(transparent, Option.SOL_IP, Option.IP_TRANSPARENT, 1);
                    assertThat(root.bind(transparent, at(FAR, 77))).isZero();
                    return root.sendto(transparent, text("y"), 0, at(b.address(), 5000)) - 1;
                });
        world.runFor("1s");
        SocketAddressBuffer from = new SocketAddressBuffer();
        assertThat(there.recvfrom(receiver, octets(1), 0, from)).isOne();
        assertThat(from.address()).isEqualTo(at(FAR, 77));
    }

    private List<Integer> checksums() {
        List<Integer> seen = new ArrayList<>();
        cable.from(a)
                .drop(
                        packet -> {
                            if (packet.isUdp()) {
                                seen.add(packet.packet().checksum());
                            }
                            return false;
                        });
        return seen;
    }

    @Test
    void checksumsAreLeftOut() { // SO_NO_CHECK; RFC 768
        Syscalls there = b.process("receiver").calls();
        int receiver = receiver(there, ANY, 5000);
        List<Integer> seen = checksums();
        int fd = udp(os);
        assertThat(set(os, fd, Option.SO_NO_CHECK, 1)).isZero();
        sendTo(fd, b.address(), 5000, "bare");
        world.runFor("1s");
        assertThat(seen).containsExactly(0);
        assertThat(recv(there, receiver, 0)).isEqualTo("bare");
    }

    @Test
    void withoutChecksumOverIpv6BothSidesMustAgree() { // RFC 6935; UDP_NO_CHECK6_TX, _RX
        Syscalls there = b.process("receiver").calls();
        int receiver = receiver(there, IpAddress.ANY6, 5000);
        List<Integer> seen = checksums();
        int fd = os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0);
        assertThat(os.setsockopt(fd, Option.SOL_UDP, Option.UDP_NO_CHECK6_TX, 1)).isZero();
        sendTo(fd, b.address6(), 5000, "lost");
        world.runFor("1s");
        assertThat(there.recv(receiver, octets(1), 0)).isEqualTo(AGAIN);
        assertThat(b.counts()).containsEntry(Counter.UDP6_IN_CSUM_ERRORS, 1L);
        there.setsockopt(receiver, Option.SOL_UDP, Option.UDP_NO_CHECK6_RX, 1);
        sendTo(fd, b.address6(), 5000, "bare");
        world.runFor("1s");
        assertThat(recv(there, receiver, 0)).isEqualTo("bare");
        assertThat(seen).containsExactly(0, 0);
    }

    private static ByteBuffer request(int index, IpAddress group) {
        ByteBuffer request = Values.room(136).putInt(index).putInt(0);
        return request.put(SocketAddress.of(group, 0).octets()).rewind();
    }

    @Test
    void groupsOfOthersAreHeardUnlessNotWanted() { // IPV6_MULTICAST_ALL, MCAST_JOIN_GROUP
        IpAddress group = IpAddress.of("ff05::99");
        Syscalls there = b.process("receiver").calls();
        int member = receiver(there, IpAddress.ANY6, 5000);
        int other = receiver(there, IpAddress.ANY6, 5000);
        int strict = receiver(there, IpAddress.ANY6, 5000);
        there.setsockopt(strict, Option.SOL_IPV6, Option.IPV6_MULTICAST_ALL, 0);
        ByteBuffer join = request(b.interfaces().getLast().index(), group);
        int joins = Option.MCAST_JOIN_GROUP;
        assertThat(there.setsockopt(member, Option.SOL_IPV6, joins, join)).isZero();
        int fd = os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0);
        int by = ofCable().index();
        os.setsockopt(fd, Option.SOL_IPV6, Option.IPV6_MULTICAST_IF, by);
        sendTo(fd, group, 5000, "all");
        world.runFor("1s");
        assertThat(recv(there, member, 0)).isEqualTo("all");
        assertThat(recv(there, other, 0)).isEqualTo("all");
        assertThat(there.recv(strict, octets(1), 0)).isEqualTo(AGAIN);
        int leaves = Option.MCAST_LEAVE_GROUP;
        assertThat(there.setsockopt(member, Option.SOL_IPV6, leaves, join.rewind())).isZero();
        sendTo(fd, group, 5000, "gone");
        world.runFor("1s");
        assertThat(there.recv(other, octets(1), 0)).isEqualTo(AGAIN);
    }

    @Test
    void ipv6DatagramsStayWholeOnRequest() { // IPV6_DONTFRAG; RFC 3542 §11.2
        int fd = os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0);
        SocketAddress to = at(b.address6(), 9);
        assertThat(os.sendto(fd, octets(1453), 0, to)).isEqualTo(1453);
        assertThat(os.setsockopt(fd, Option.SOL_IPV6, Option.IPV6_DONTFRAG, 1)).isZero();
        assertThat(os.sendto(fd, octets(1452), 0, to)).isEqualTo(1452);
        assertThat(os.sendto(fd, octets(1453), 0, to)).isEqualTo(Errno.EMSGSIZE.result());
    }

    @Test
    void oneSendIsManyDatagramsOnAWire() { // UDP_SEGMENT
        Syscalls there = b.process("receiver").calls();
        int receiver = receiver(there, ANY, 5000);
        there.setsockopt(receiver, Option.SOL_UDP, Option.UDP_GRO, 1);
        int fd = udp(os);
        os.setsockopt(fd, Option.SOL_UDP, Option.UDP_SEGMENT, 1000);
        List<Integer> seen = new ArrayList<>();
        cable.from(a)
                .drop(
                        packet -> {
                            seen.add(packet.packet().payloadLength());
                            return false;
                        });
        sendTo(fd, b.address(), 5000, "x".repeat(2500));
        world.runFor("1s");
        assertThat(seen).containsExactly(1000, 1000, 500);
        assertThat(there.recv(receiver, octets(5000), 0)).isEqualTo(1000);
    }
}
