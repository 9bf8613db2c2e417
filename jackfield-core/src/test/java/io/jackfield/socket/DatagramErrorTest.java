package io.jackfield.socket;

import static io.jackfield.posix.Readiness.POLLERR;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** LINUX.md 90: what a program learns of datagrams that do not arrive. */
class DatagramErrorTest extends DatagramScene {
    private static final int INVALID = Errno.EINVAL.result();

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
    void fragmentsThatTheSendBufferCannotHoldAreNotMade() { // run on Linux 6.18 at MTU 1500
        int fd = udp(os);
        for (int[] run :
                new int[][] {{1, 5000, 8000}, {9216, 20_000, 40_000}, {20_000, 40_000, 60_000}}) {
            set(os, fd, Option.SO_SNDBUF, run[0]);
            assertThat(os.sendto(fd, octets(run[1]), 0, at(b.address(), 9))).isEqualTo(run[1]);
            assertThat(os.sendto(fd, octets(run[2]), 0, at(b.address(), 9)))
                    .isEqualTo(Errno.ENOBUFS.result());
            assertThat(os.sendto(fd, octets(run[2]), 0, at(HERE, 9))).isEqualTo(run[2]);
        }
        world.runFor("40s"); // reassembly of what the cable cut off has given up
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
