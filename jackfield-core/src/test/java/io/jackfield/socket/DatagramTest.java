package io.jackfield.socket;

import static io.jackfield.posix.Readiness.POLLHUP;
import static io.jackfield.posix.Readiness.POLLIN;
import static io.jackfield.posix.Readiness.POLLRDHUP;

import static org.assertj.core.api.Assertions.assertThat;

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

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** LINUX.md 94 to 96: what a datagram brings, and how much of it. */
class DatagramTest extends DatagramScene {
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
    void aReceiveTimeoutEndsWithAgain() {
        int fd = udp(os);
        os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_RCVTIMEO, Values.timeval(250_000_000));
        assertThat(os.recv(fd, octets(1), 0)).isEqualTo(AGAIN);
        assertThat(world.nowNanos()).isEqualTo(250_000_000);
        assertThat(os.recv(fd, octets(1), MessageFlags.MSG_DONTWAIT)).isEqualTo(AGAIN);
        assertThat(world.nowNanos()).isEqualTo(250_000_000);
    }
}
