package io.jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.Process;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** LINUX.md 52 and 94: datagrams to many at once. */
class MulticastTest extends DatagramScene {
    private static final IpAddress GROUP = IpAddress.of("239.1.2.3");

    /** struct ip_mreq: the group, and the address of the interface. */
    private static ByteBuffer membership(Host host) {
        return ByteBuffer.allocate(8).put(GROUP.octets()).put(host.address().octets()).flip();
    }

    /** A socket whose multicast leaves by the cable: there is no route to take it. */
    private int multicaster() {
        int fd = udp(os);
        ByteBuffer by = ByteBuffer.wrap(a.address().octets());
        assertThat(os.setsockopt(fd, Option.SOL_IP, Option.IP_MULTICAST_IF, by)).isZero();
        return fd;
    }

    @Test
    void multicastReachesAllIfAnyoneHasJoined() { // row 52
        Process process = b.process("receiver");
        Syscalls there = process.calls();
        int member = receiver(there, ANY, 5000);
        int other = receiver(there, ANY, 5000);
        int strict = receiver(there, ANY, 5000);
        there.setsockopt(strict, Option.SOL_IP, Option.IP_MULTICAST_ALL, 0);
        int sender = multicaster();
        sendTo(sender, GROUP, 5000, "nobody");
        world.runFor("1s");
        assertThat(there.recv(member, octets(1), 0)).isEqualTo(AGAIN);
        int join = Option.IP_ADD_MEMBERSHIP;
        assertThat(there.setsockopt(member, Option.SOL_IP, join, membership(b))).isZero();
        assertThat(there.setsockopt(member, Option.SOL_IP, join, membership(b)))
                .isEqualTo(Errno.EADDRINUSE.result());
        sendTo(sender, GROUP, 5000, "all");
        world.runFor("1s");
        assertThat(recv(there, member, 0)).isEqualTo("all");
        assertThat(recv(there, other, 0)).isEqualTo("all");
        assertThat(there.recv(strict, octets(1), 0)).isEqualTo(AGAIN);
        int leave = Option.IP_DROP_MEMBERSHIP;
        assertThat(there.setsockopt(member, Option.SOL_IP, leave, membership(b))).isZero();
        assertThat(there.setsockopt(member, Option.SOL_IP, leave, membership(b)))
                .isEqualTo(Errno.EADDRNOTAVAIL.result());
        sendTo(sender, GROUP, 5000, "gone");
        world.runFor("1s");
        assertThat(there.recv(other, octets(1), 0)).isEqualTo(AGAIN);
    }

    @Test
    void whatClosesLeavesItsGroups() {
        Process process = b.process("receiver");
        Syscalls there = process.calls();
        int member = receiver(there, ANY, 5000);
        int other = receiver(there, ANY, 5000);
        there.setsockopt(member, Option.SOL_IP, Option.IP_ADD_MEMBERSHIP, membership(b));
        there.close(member);
        sendTo(multicaster(), GROUP, 5000, "gone");
        world.runFor("1s");
        assertThat(there.recv(other, octets(1), 0)).isEqualTo(AGAIN);
    }

    @Test
    void multicastOptionsShowInThePackets() {
        Syscalls there = b.process("receiver").calls();
        int member = receiver(there, ANY, 5000);
        int own = receiver(os, ANY, 5000);
        int join = Option.IP_ADD_MEMBERSHIP;
        there.setsockopt(member, Option.SOL_IP, join, membership(b));
        os.setsockopt(own, Option.SOL_IP, join, membership(a));
        int sender = multicaster();
        sendTo(sender, GROUP, 5000, "looped");
        assertThat(recv(os, own, 0)).isEqualTo("looped");
        os.setsockopt(sender, Option.SOL_IP, Option.IP_MULTICAST_LOOP, 0);
        sendTo(sender, GROUP, 5000, "out");
        assertThat(os.recv(own, octets(1), 0)).isEqualTo(AGAIN);
        world.runFor("1s");
        assertThat(recv(there, member, 0)).isEqualTo("looped");
        assertThat(recv(there, member, 0)).isEqualTo("out");
        assertThat(get(os, sender, Option.SOL_IP, Option.IP_MULTICAST_TTL)).isOne();
        os.setsockopt(sender, Option.SOL_IP, Option.IP_MULTICAST_TTL, 0);
        sendTo(sender, GROUP, 5000, "stays");
        world.runFor("1s");
        assertThat(there.recv(member, octets(1), 0)).isEqualTo(AGAIN);
    }

    @Test
    void theInterfaceOfMulticastCanBeChosen() {
        int own = receiver(os, ANY, 5000);
        ByteBuffer onLoopback =
                ByteBuffer.allocate(8).put(GROUP.octets()).put(HERE.octets()).flip();
        os.setsockopt(own, Option.SOL_IP, Option.IP_ADD_MEMBERSHIP, onLoopback);
        int sender = udp(os);
        assertThat(
                        os.setsockopt(
                                sender,
                                Option.SOL_IP,
                                Option.IP_MULTICAST_IF,
                                ByteBuffer.wrap(HERE.octets())))
                .isZero();
        sendTo(sender, GROUP, 5000, "lo");
        assertThat(recv(os, own, 0)).isEqualTo("lo");
        assertThat(
                        os.setsockopt(
                                sender,
                                Option.SOL_IP,
                                Option.IP_MULTICAST_IF,
                                ByteBuffer.wrap(b.address().octets())))
                .isEqualTo(Errno.EADDRNOTAVAIL.result());
    }

    private int filter(Syscalls at, int fd, int name, String source) {
        ByteBuffer request =
                ByteBuffer.allocate(12)
                        .put(GROUP.octets())
                        .put(b.address().octets())
                        .put(IpAddress.of(source).octets())
                        .flip();
        return at.setsockopt(fd, Option.SOL_IP, name, request);
    }

    @Test
    void sourcesThatAreBlockedAreNotHeard() { // RFC 3376 §3.1, as Linux 6.18 answers
        Syscalls there = b.process("receiver").calls();
        int member = receiver(there, ANY, 5000);
        int other = receiver(there, ANY, 5000);
        String from = a.address().toString();
        int invalid = Errno.EINVAL.result();
        int block = Option.IP_BLOCK_SOURCE;
        assertThat(filter(there, member, block, from)).isEqualTo(invalid);
        there.setsockopt(member, Option.SOL_IP, Option.IP_ADD_MEMBERSHIP, membership(b));
        assertThat(filter(there, member, block, from)).isZero();
        assertThat(filter(there, member, block, from)).isEqualTo(Errno.EADDRNOTAVAIL.result());
        int sender = multicaster();
        sendTo(sender, GROUP, 5000, "blocked");
        world.runFor("1s");
        assertThat(there.recv(member, octets(1), 0)).isEqualTo(AGAIN);
        assertThat(recv(there, other, 0)).isEqualTo("blocked"); // a filter is a socket's own
        int unblock = Option.IP_UNBLOCK_SOURCE;
        assertThat(filter(there, member, unblock, "1.1.1.1"))
                .isEqualTo(Errno.EADDRNOTAVAIL.result());
        assertThat(filter(there, member, unblock, from)).isZero();
        int add = Option.IP_ADD_SOURCE_MEMBERSHIP;
        assertThat(filter(there, member, add, from)).isEqualTo(invalid); // blocks, even if none
        sendTo(sender, GROUP, 5000, "heard");
        world.runFor("1s");
        assertThat(recv(there, member, 0)).isEqualTo("heard");
    }

    @Test
    void aGroupIsJoinedForSomeSourcesAlone() {
        Syscalls there = b.process("receiver").calls();
        int member = receiver(there, ANY, 5000);
        int add = Option.IP_ADD_SOURCE_MEMBERSHIP;
        assertThat(filter(there, member, add, "1.1.1.1")).isZero();
        assertThat(filter(there, member, add, "1.1.1.1")).isEqualTo(Errno.EADDRNOTAVAIL.result());
        int sender = multicaster();
        sendTo(sender, GROUP, 5000, "others");
        world.runFor("1s");
        assertThat(there.recv(member, octets(1), 0)).isEqualTo(AGAIN);
        assertThat(filter(there, member, add, a.address().toString())).isZero();
        sendTo(sender, GROUP, 5000, "heard");
        world.runFor("1s");
        assertThat(recv(there, member, 0)).isEqualTo("heard");
        for (int i = 2; i < 10; i++) {
            assertThat(filter(there, member, add, "1.1.1." + i)).isZero();
        }
        assertThat(filter(there, member, add, "1.1.1.10")).isEqualTo(Errno.ENOBUFS.result());
        int drop = Option.IP_DROP_SOURCE_MEMBERSHIP;
        assertThat(filter(there, member, drop, "2.2.2.2")).isEqualTo(Errno.EADDRNOTAVAIL.result());
        assertThat(filter(there, member, drop, a.address().toString())).isZero();
        for (int i = 1; i < 10; i++) {
            assertThat(filter(there, member, drop, "1.1.1." + i)).isZero();
        }
        assertThat(filter(there, member, drop, "1.1.1.1"))
                .as("who drops the last source has left")
                .isEqualTo(Errno.EINVAL.result());
    }

    @Test
    void broadcastNeedsPermission() { // row 94
        Syscalls there = b.process("receiver").calls();
        int to = receiver(there, ANY, 5000);
        int fd = udp(os);
        IpAddress all = IpAddress.v4(b.address().v4Bits() | 0xff);
        assertThat(sendTo(fd, all, 5000, "x")).isEqualTo(Errno.EACCES.result());
        assertThat(os.connect(fd, at(all, 5000))).isEqualTo(Errno.EACCES.result());
        set(os, fd, Option.SO_BROADCAST, 1);
        assertThat(sendTo(fd, all, 5000, "to all")).isEqualTo(6);
        world.runFor("1s");
        assertThat(recv(there, to, 0)).isEqualTo("to all");
    }
}
