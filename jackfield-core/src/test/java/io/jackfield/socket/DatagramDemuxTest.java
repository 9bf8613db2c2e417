package io.jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** LINUX.md 45, 50, 51 and 91 to 93: which socket a datagram reaches. */
class DatagramDemuxTest extends DatagramScene {
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
}
