package io.jackfield.socket;

import static io.jackfield.posix.Readiness.POLLERR;
import static io.jackfield.posix.Readiness.POLLHUP;
import static io.jackfield.posix.Readiness.POLLIN;
import static io.jackfield.posix.Readiness.POLLRDHUP;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;
import io.jackfield.process.Process;
import io.jackfield.process.Scene;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** LINUX.md 50 to 52 and 90 to 96: UDP as a program sees it. */
class DatagramTest extends Scene {
    private static final int REFUSED = Errno.ECONNREFUSED.result();
    private static final int AGAIN = Errno.EAGAIN.result();
    private static final int INVALID = Errno.EINVAL.result();
    private static final IpAddress GROUP = IpAddress.of("239.1.2.3");

    private static int receiver(Syscalls os, IpAddress on, int port) {
        int fd = os.socket(on.isV4() ? Family.AF_INET : Family.AF_INET6, Family.SOCK_DGRAM, 0);
        set(os, fd, Option.SO_REUSEADDR, 1);
        assertThat(os.bind(fd, at(on, port))).isZero();
        nonBlocking(os, fd);
        return fd;
    }

    private int sendTo(int fd, IpAddress to, int port, String text) {
        return os.sendto(fd, text(text), 0, at(to, port));
    }

    @Test
    void theLastBoundOfTwoReceivesAndTheBestNameWins() { // rows 50, 51
        int first = receiver(os, ANY, 5000);
        int second = receiver(os, ANY, 5000);
        int sender = udp(os);
        sendTo(sender, HERE, 5000, "one");
        assertThat(recv(os, second, 0)).isEqualTo("one");
        int specific = receiver(os, HERE, 5000);
        receiver(os, ANY, 5000);
        sendTo(sender, HERE, 5000, "two");
        assertThat(recv(os, specific, 0)).isEqualTo("two");
        int connected = receiver(os, HERE, 5000);
        os.connect(connected, at(HERE, portOf(os, sender)));
        receiver(os, HERE, 5000);
        sendTo(sender, HERE, 5000, "three");
        assertThat(recv(os, connected, 0)).isEqualTo("three");
        assertThat(os.recv(first, octets(1), 0)).isEqualTo(AGAIN);
    }

    @Test
    void reusePortKeepsAFlowAtOneSocket() { // row 45
        int[] fds = new int[3];
        for (int i = 0; i < fds.length; i++) {
            fds[i] = udp(os);
            set(os, fds[i], Option.SO_REUSEPORT, 1);
            os.bind(fds[i], at(ANY, 5000));
            nonBlocking(os, fds[i]);
        }
        int sender = udp(os);
        for (int i = 0; i < 20; i++) {
            sendTo(sender, HERE, 5000, "x");
        }
        List<Integer> counts = new ArrayList<>();
        for (int fd : fds) {
            int count = 0;
            while (os.recv(fd, octets(1), 0) == 1) {
                count++;
            }
            counts.add(count);
        }
        assertThat(counts).containsExactlyInAnyOrder(20, 0, 0);
    }

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

    @Test
    void aRefusalReachesAConnectedSocketOnce() { // row 90
        int fd = udp(os);
        os.connect(fd, at(b.address(), 9));
        for (int i = 0; i < 2; i++) {
            assertThat(send(os, fd, "x")).isOne();
            world.runFor("1s");
            assertThat(poll(os, fd) & POLLERR).isNotZero();
            boolean sends = i == 0;
            assertThat(sends ? send(os, fd, "x") : os.recv(fd, octets(1), 0)).isEqualTo(REFUSED);
            assertThat(poll(os, fd) & POLLERR).isZero();
            assertThat(error(os, fd)).isZero();
        }
        send(os, fd, "x");
        world.runFor("1s");
        assertThat(error(os, fd)).isEqualTo(-REFUSED);
        assertThat(b.counts()).containsEntry(Counter.UDP_NO_PORTS, 3L);
    }

    @Test
    void anUnconnectedSocketNeverHearsOfARefusal() { // row 90
        int fd = udp(os);
        sendTo(fd, b.address(), 9, "x");
        world.runFor("1s");
        assertThat(poll(os, fd) & POLLERR).isZero();
        assertThat(sendTo(fd, b.address(), 9, "x")).isOne();
    }

    @Test
    void theErrorQueueTellsAllToWhoAsks() { // row 90
        int fd = udp(os);
        os.setsockopt(fd, Option.SOL_IP, Option.IP_RECVERR, 1);
        sendTo(fd, b.address(), 9, "payload");
        world.runFor("1s");
        assertThat(poll(os, fd) & POLLERR).isNotZero();
        assertThat(sendTo(fd, HERE, 10, "x")).isEqualTo(REFUSED); // even to another host
        Message message = new Message(octets(4), octets(100));
        message.from = new SocketAddressBuffer();
        ByteBuffer control = Values.room(100);
        message.control = control;
        assertThat(os.recvmsg(fd, message, MessageFlags.MSG_ERRQUEUE)).isEqualTo(7);
        assertThat(message.flags).isEqualTo(MessageFlags.MSG_ERRQUEUE);
        assertThat(message.buffers[1].flip()).isEqualTo(text("oad"));
        assertThat(message.from.address()).isEqualTo(at(b.address(), 9));
        control.flip();
        assertThat(control.getLong()).isEqualTo(48);
        assertThat(control.getInt()).isEqualTo(Option.SOL_IP);
        assertThat(control.getInt()).isEqualTo(Option.IP_RECVERR);
        assertThat(control.getInt()).isEqualTo(-REFUSED);
        assertThat(control.getInt()).isEqualTo(2 | 3 << 8 | 3 << 16); // ICMP, type 3, code 3
        byte[] offender = new byte[SocketAddress.SOCKADDR_IN];
        control.position(32).get(offender);
        assertThat(SocketAddress.ofOctets(offender)).isEqualTo(at(b.address(), 0));
        assertThat(os.recv(fd, octets(1), MessageFlags.MSG_ERRQUEUE)).isEqualTo(AGAIN);
        assertThat(poll(os, fd) & POLLERR).isZero();
    }

    @Test
    void theErrorQueueTellsWhatDidNotFit() {
        int fd = udp(os);
        os.setsockopt(fd, Option.SOL_IP, Option.IP_RECVERR, 1);
        os.setsockopt(fd, Option.SOL_IP, Option.IP_MTU_DISCOVER, Option.IP_PMTUDISC_DO);
        assertThat(os.sendto(fd, octets(2000), 0, at(b.address(), 9)))
                .isEqualTo(Errno.EMSGSIZE.result());
        Message message = new Message();
        ByteBuffer control = Values.room(100);
        message.control = control;
        assertThat(os.recvmsg(fd, message, MessageFlags.MSG_ERRQUEUE)).isZero();
        assertThat(control.getInt(16)).isEqualTo(Errno.EMSGSIZE.number());
        assertThat(control.getInt(24)).isEqualTo(1500);
    }

    @Test
    void connectFixesTheNameAndFiltersWhatComesLater() { // row 91
        int fd = udp(os);
        os.bind(fd, at(ANY, 5000));
        nonBlocking(os, fd);
        int stranger = udp(os);
        int friend = udp(os);
        os.bind(friend, at(HERE, 6000));
        sendTo(stranger, HERE, 5000, "before");
        assertThat(os.connect(fd, at(HERE, 6000))).isZero();
        assertThat(nameOf(os, fd)).isEqualTo(at(HERE, 5000));
        os.connect(stranger, at(HERE, 5000));
        send(os, stranger, "after");
        assertThat(os.recv(stranger, octets(1), 0)).isEqualTo(REFUSED);
        sendTo(friend, HERE, 5000, "friend");
        assertThat(recv(os, fd, 0)).isEqualTo("before");
        assertThat(recv(os, fd, 0)).isEqualTo("friend");
        assertThat(os.recv(fd, octets(1), 0)).isEqualTo(AGAIN);
        int third = receiver(os, ANY, 7000);
        assertThat(sendTo(fd, HERE, 7000, "elsewhere")).isEqualTo(9); // row 92
        assertThat(recv(os, third, 0)).isEqualTo("elsewhere");
    }

    @Test
    void unspecifiedDissolvesTheAssociation() { // row 93
        int fd = udp(os);
        os.connect(fd, at(HERE, 6000));
        assertThat(portOf(os, fd)).isNotZero();
        assertThat(os.connect(fd, SocketAddress.unspecified())).isZero();
        assertThat(nameOf(os, fd)).isEqualTo(at(ANY, 0));
        assertThat(send(os, fd, "x")).isEqualTo(Errno.EDESTADDRREQ.result());
        int named = udp(os);
        os.bind(named, at(HERE, 5000));
        os.connect(named, at(HERE, 6000));
        os.connect(named, SocketAddress.unspecified());
        assertThat(nameOf(os, named)).isEqualTo(at(HERE, 5000));
    }

    @Test
    void sizesHaveTheirLimits() { // row 94
        int to = receiver(os, ANY, 5000);
        int fd = udp(os);
        SocketAddress there = at(HERE, 5000);
        assertThat(os.sendto(fd, octets(65_507), 0, there)).isEqualTo(65_507);
        assertThat(os.sendto(fd, octets(65_508), 0, there)).isEqualTo(Errno.EMSGSIZE.result());
        assertThat(os.sendto(fd, octets(70_000), 0, there)).isEqualTo(Errno.EMSGSIZE.result());
        assertThat(os.recv(to, octets(70_000), 0)).isEqualTo(65_507);
        assertThat(os.sendto(fd, octets(0), 0, there)).isZero();
        assertThat(poll(os, to) & POLLIN).isNotZero();
        assertThat(os.recv(to, octets(10), 0)).isZero();
        assertThat(poll(os, to) & POLLIN).isZero();
        assertThat(os.shutdown(fd, Family.SHUT_RDWR)).isEqualTo(Errno.ENOTCONN.result());
    }

    @Test
    void largeDatagramsTravelInFragments() { // row 94
        Syscalls there = b.process("receiver").calls();
        int to = receiver(there, ANY, 5000);
        byte[] sent = new byte[60_000];
        new java.util.Random(7).nextBytes(sent);
        assertThat(os.sendto(udp(os), ByteBuffer.wrap(sent), 0, at(b.address(), 5000)))
                .isEqualTo(60_000);
        world.runFor("1s");
        ByteBuffer got = octets(70_000);
        assertThat(there.recv(to, got, 0)).isEqualTo(60_000);
        assertThat(got.flip()).isEqualTo(ByteBuffer.wrap(sent));
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

    @Test
    void theReceiveBufferCountsMemoryNotOctets() { // row 95
        int to = receiver(os, ANY, 5000);
        set(os, to, Option.SO_RCVBUF, 1);
        int fd = udp(os);
        for (int i = 0; i < 50; i++) {
            sendTo(fd, HERE, 5000, "x");
        }
        int kept = 0;
        while (os.recv(to, octets(1), 0) == 1) {
            kept++;
        }
        assertThat(kept).isEqualTo(2);
        assertThat(a.counts())
                .containsEntry(Counter.UDP_RCVBUF_ERRORS, 48L)
                .containsEntry(Counter.UDP_IN_ERRORS, 48L)
                .containsEntry(Counter.UDP_IN_DATAGRAMS, 2L)
                .containsEntry(Counter.UDP_OUT_DATAGRAMS, 50L);
    }

    @Test
    void truncationIsToldToWhoAsks() { // row 96
        int to = receiver(os, ANY, 5000);
        int fd = udp(os);
        for (int i = 0; i < 4; i++) {
            sendTo(fd, HERE, 5000, "abcdef");
        }
        assertThat(os.recv(to, octets(3), MessageFlags.MSG_PEEK)).isEqualTo(3);
        assertThat(os.recv(to, octets(3), 0)).isEqualTo(3);
        assertThat(os.recv(to, octets(3), MessageFlags.MSG_TRUNC)).isEqualTo(6);
        ByteBuffer one = octets(2);
        ByteBuffer two = octets(2);
        Message message = new Message(one, two);
        message.from = new SocketAddressBuffer();
        assertThat(os.recvmsg(to, message, 0)).isEqualTo(4);
        assertThat(message.flags).isEqualTo(MessageFlags.MSG_TRUNC);
        assertThat(message.from.address().port()).isEqualTo(portOf(os, fd));
        assertThat(two.flip()).isEqualTo(text("cd"));
        Message whole = new Message(octets(10));
        assertThat(os.recvmsg(to, whole, 0)).isEqualTo(6);
        assertThat(whole.flags).isZero();
    }

    @Test
    void buffersAreGatheredIntoOneDatagram() {
        int to = receiver(os, ANY, 5000);
        int fd = udp(os);
        Message message = new Message(text("ab"), text(""), text("cd"));
        message.to = at(HERE, 5000);
        assertThat(os.sendmsg(fd, message, 0)).isEqualTo(4);
        assertThat(message.buffers[2].hasRemaining()).isFalse();
        os.connect(fd, at(HERE, 5000));
        assertThat(os.writev(fd, new ByteBuffer[] {text("e"), text("f")})).isEqualTo(2);
        int[] queued = new int[1];
        os.ioctl(to, FileControl.FIONREAD, queued);
        assertThat(queued[0]).isEqualTo(4);
        assertThat(recv(os, to, 0)).isEqualTo("abcd");
        ByteBuffer[] halves = {octets(1), octets(1)};
        assertThat(os.readv(to, halves)).isEqualTo(2);
        assertThat(halves[1].flip()).isEqualTo(text("f"));
    }

    @Test
    void whereADatagramCannotGo() {
        int fd = udp(os);
        assertThat(send(os, fd, "x")).isEqualTo(Errno.EDESTADDRREQ.result());
        assertThat(portOf(os, fd)).isNotZero(); // it has a port by now
        assertThat(sendTo(fd, IpAddress.of("203.0.113.9"), 1, "x"))
                .isEqualTo(Errno.ENETUNREACH.result());
        assertThat(os.sendto(fd, octets(1), 0, SocketAddress.ofOctets(new byte[8])))
                .isEqualTo(INVALID);
        assertThat(os.sendto(fd, octets(1), 0, at(IpAddress.LOOPBACK6, 1)))
                .isEqualTo(Errno.EAFNOSUPPORT.result());
        assertThat(os.sendto(fd, octets(1), MessageFlags.MSG_OOB, at(HERE, 1)))
                .isEqualTo(Errno.EOPNOTSUPP.result());
        os.connect(fd, at(HERE, 9));
        os.shutdown(fd, Family.SHUT_WR);
        assertThat(send(os, fd, "x")).isEqualTo(Errno.EPIPE.result());
    }

    @Test
    void shutdownWakesAReceiverWithNothing() {
        int fd = udp(os);
        os.bind(fd, at(ANY, 5000));
        List<Integer> results = new ArrayList<>();
        os.fork(
                child -> {
                    results.add(child.recv(fd, octets(1), 0));
                    return 0;
                });
        world.runFor("1s");
        assertThat(os.shutdown(fd, Family.SHUT_RDWR)).isEqualTo(Errno.ENOTCONN.result());
        world.run();
        assertThat(results).containsExactly(0);
        assertThat(os.recv(fd, octets(1), MessageFlags.MSG_DONTWAIT)).isEqualTo(AGAIN);
        assertThat(poll(os, fd) & (POLLHUP | POLLRDHUP)).isEqualTo(POLLHUP | POLLRDHUP);
    }

    @Test
    void oneArrivalWakesOneOfSeveralReceivers() {
        int fd = udp(os);
        os.bind(fd, at(ANY, 5000));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            os.fork(
                    child -> {
                        for (; ; ) {
                            child.recv(fd, octets(1), 0);
                            order.add(number);
                        }
                    });
        }
        world.runFor("1s");
        int sender = udp(os);
        for (int i = 0; i < 6; i++) {
            sendTo(sender, HERE, 5000, "x");
            world.runFor("1s");
        }
        assertThat(order).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void aReceiveTimeoutEndsWithAgain() {
        int fd = udp(os);
        os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_RCVTIMEO, Values.timeval(250_000_000));
        assertThat(os.recv(fd, octets(1), 0)).isEqualTo(AGAIN);
        assertThat(world.nowNanos()).isEqualTo(250_000_000);
        assertThat(os.recv(fd, octets(1), MessageFlags.MSG_DONTWAIT)).isEqualTo(AGAIN);
        assertThat(world.nowNanos()).isEqualTo(250_000_000);
    }

    @Test
    void aDualStackSocketSpeaksBothFamilies() {
        int six = receiver(os, IpAddress.ANY6, 5000);
        int four = udp(os);
        os.bind(four, at(HERE, 6000));
        sendTo(four, HERE, 5000, "4");
        SocketAddressBuffer from = new SocketAddressBuffer();
        assertThat(os.recvfrom(six, octets(1), 0, from)).isOne();
        assertThat(from.address()).isEqualTo(SocketAddress.inet6(HERE, 6000, 0));
        assertThat(os.sendto(six, text("back"), 0, from.address())).isEqualTo(4);
        assertThat(recv(os, four, 0)).isEqualTo("back");
        int only = os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0);
        os.setsockopt(only, Option.SOL_IPV6, Option.IPV6_V6ONLY, 1);
        assertThat(os.sendto(only, octets(1), 0, from.address()))
                .isEqualTo(Errno.ENETUNREACH.result());
        assertThat(os.connect(only, at(HERE, 5))).isEqualTo(Errno.EAFNOSUPPORT.result());
    }

    @Test
    void tooBigForThePathIsToldToWhoDoesNotFragment() {
        cable.mtu(1500);
        Syscalls there = b.process("receiver").calls();
        receiver(there, ANY, 5000);
        int fd = udp(os);
        os.setsockopt(fd, Option.SOL_IP, Option.IP_MTU_DISCOVER, Option.IP_PMTUDISC_DO);
        assertThat(os.sendto(fd, octets(1472), 0, at(b.address(), 5000))).isEqualTo(1472);
        assertThat(os.sendto(fd, octets(1473), 0, at(b.address(), 5000)))
                .isEqualTo(Errno.EMSGSIZE.result());
        assertThat(os.setsockopt(fd, Option.SOL_IP, Option.IP_MTU_DISCOVER, 9)).isEqualTo(INVALID);
        ByteBuffer room = Values.room(4);
        assertThat(os.getsockopt(fd, Option.SOL_IP, Option.IP_MTU, room))
                .isEqualTo(Errno.ENOTCONN.result());
        os.connect(fd, at(b.address(), 5000));
        assertThat(get(os, fd, Option.SOL_IP, Option.IP_MTU)).isEqualTo(1500);
    }
}
