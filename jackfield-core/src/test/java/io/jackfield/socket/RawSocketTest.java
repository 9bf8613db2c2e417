package io.jackfield.socket;

import static io.jackfield.posix.Readiness.POLLERR;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Raw and ping sockets between two hosts; those of one are in MessagesTest of jackfield-linux. */
class RawSocketTest extends DatagramScene {
    private static final int NOBODYS = 200;

    private static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }

    private static int raw(Syscalls os, int protocol) {
        return os.socket(Family.AF_INET, Family.SOCK_RAW, protocol);
    }

    /** Runs a program of root on the first host to its end. */
    private void asRoot(Program program) {
        int[] status = {-1};
        a.start(
                "root",
                0,
                os -> {
                    status[0] = program.main(os);
                    return 0;
                });
        world.runFor("5s");
        assertThat(status[0]).isZero();
    }

    private int ping(int family) {
        int icmp = family == Family.AF_INET ? Family.IPPROTO_ICMP : Family.IPPROTO_ICMPV6;
        return os.socket(family, Family.SOCK_DGRAM, icmp);
    }

    @Test
    void rawSocketsAreForRoot() {
        assertThat(raw(os, 1)).isEqualTo(Errno.EPERM.result());
        assertThat(raw(os, 0)).isEqualTo(Errno.EPROTONOSUPPORT.result());
    }

    @Test
    void pingSocketsAreForTheirGroup() { // icmp(7), ping_group_range
        assertThat(ping(Family.AF_INET)).isEqualTo(Errno.EACCES.result());
        a.settings().set("net.ipv4.ping_group_range", "0 100000");
        assertThat(ping(Family.AF_INET)).isNotNegative();
        assertThat(ping(Family.AF_INET6)).isNotNegative();
        assertThat(os.socket(Family.AF_INET, Family.SOCK_DGRAM, Family.IPPROTO_ICMPV6))
                .isEqualTo(Errno.EPROTONOSUPPORT.result());
    }

    @Test
    void anEchoComesBackToWhoSentIt() {
        a.settings().set("net.ipv4.ping_group_range", "0 100000");
        for (int family : new int[] {Family.AF_INET, Family.AF_INET6}) {
            boolean v4 = family == Family.AF_INET;
            int fd = ping(family);
            int other = ping(family);
            nonBlocking(os, other);
            IpAddress to = v4 ? b.address() : b.address6();
            String request = (v4 ? "08" : "80") + "00000000070001" + "6869";
            assertThat(os.sendto(other, hex(request), 0, at(to, 0))).isEqualTo(10);
            assertThat(os.sendto(fd, hex(request), 0, at(to, 77))).isEqualTo(10);
            ByteBuffer room = ByteBuffer.allocate(100);
            SocketAddressBuffer from = new SocketAddressBuffer();
            assertThat(os.recvfrom(fd, room, 0, from)).isEqualTo(10);
            assertThat(from.address()).isEqualTo(at(to, 0));
            assertThat(room.get(0) & 0xff).isEqualTo(v4 ? 0 : 129);
            assertThat(room.getShort(4) & 0xffff).isEqualTo(portOf(os, fd));
            assertThat(room.getShort(6)).isOne();
            assertThat(portOf(os, other)).isNotEqualTo(portOf(os, fd));
            assertThat(os.recv(other, room.clear(), 0)).isEqualTo(10);
            assertThat(os.recv(other, room.clear(), 0)).isEqualTo(AGAIN);
        }
        assertThat(world.nowNanos()).isGreaterThanOrEqualTo(40_000_000L);
    }

    @Test
    void nothingButEchoRequestsIsSentByPing() {
        a.settings().set("net.ipv4.ping_group_range", "0 100000");
        int fd = ping(Family.AF_INET);
        String[] wrong = {"08000000000000", "0000000000000000", "0801000000000000", ""};
        for (String message : wrong) {
            assertThat(os.sendto(fd, hex(message), 0, at(b.address(), 0)))
                    .isEqualTo(Errno.EINVAL.result());
        }
        assertThat(os.send(fd, hex("0800000000000000"), 0)).isEqualTo(Errno.EDESTADDRREQ.result());
        assertThat(os.bind(fd, at(ANY, 0))).isEqualTo(Errno.EINVAL.result()); // it has a number
    }

    @Test
    void whatIsSentIsSeenThereWithItsHeader() {
        int[] got = new int[2];
        b.start(
                "receiver",
                0,
                there -> {
                    int fd = raw(there, NOBODYS);
                    ByteBuffer room = ByteBuffer.allocate(4000);
                    got[0] = there.recv(fd, room, 0);
                    got[1] = room.get(8);
                    return 0;
                });
        asRoot(
                root -> {
                    int fd = raw(root, NOBODYS);
                    root.setsockopt(fd, Option.SOL_IP, Option.IP_TTL, 9);
                    return root.sendto(fd, octets(3000), 0, at(b.address(), 0)) - 3000;
                });
        assertThat(got).containsExactly(3020, 9); // it came in fragments
    }

    @Test
    void aProtocolThatNobodyHasIsRefused() { // raw(7)
        asRoot(
                root -> {
                    int fd = raw(root, NOBODYS);
                    int quiet = raw(root, NOBODYS);
                    SocketAddress to = at(b.address(), 0);
                    root.setsockopt(fd, Option.SOL_IP, Option.IP_RECVERR, 1);
                    root.sendto(fd, hex("0102030405060708"), 0, to);
                    root.nanosleep(1_000_000_000L);
                    assertThat(poll(root, fd) & POLLERR).isNotZero();
                    assertThat(poll(root, quiet) & POLLERR).isZero();
                    assertThat(root.sendto(fd, hex("01"), 0, to))
                            .isEqualTo(Errno.ENOPROTOOPT.result());
                    Message message = new Message(ByteBuffer.allocate(100));
                    message.control = Values.room(100);
                    assertThat(root.recvmsg(fd, message, MessageFlags.MSG_ERRQUEUE)).isEqualTo(8);
                    assertThat(message.buffers[0].get(7)).isEqualTo((byte) 8);
                    ControlMessages control = ControlMessages.in(message.control.flip());
                    assertThat(control.next()).isOne();
                    assertThat(control.data().getInt()).isEqualTo(Errno.ENOPROTOOPT.number());
                    return 0;
                });
    }

    @Test
    void whoListensHereSeesWhatOthersGet() {
        asRoot(
                root -> {
                    int fd = raw(root, Family.IPPROTO_TCP);
                    nonBlocking(root, fd);
                    int stream = tcp(root);
                    root.connect(stream, at(b.address(), 9));
                    ByteBuffer room = ByteBuffer.allocate(100);
                    assertThat(root.recv(fd, room, 0)).isEqualTo(40); // the reset that refused
                    assertThat(root.recv(fd, room.clear(), 0)).isEqualTo(AGAIN);
                    return 0;
                });
    }
}
