package io.jackfield.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.net.Fault;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.ResourceLimit;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Whoever asks for more and more meets a limit with Linux's errno, and all others go on. */
class FloodTest extends Scene {
    private static final int AGAIN = Errno.EAGAIN.result();

    /** A stranger's request is answered. */
    private void hostIsResponsive(int port) {
        Process process = a.process("server");
        Syscalls server = process.calls();
        int listener = listener(server, port, 5);
        int[] answered = new int[1];
        b.start(
                "client",
                os -> {
                    int fd = connected(os, a.address(), port);
                    answered[0] = os.recv(fd, octets(10), 0);
                    return 0;
                });
        world.runFor("100ms");
        int accepted = server.accept(listener, null);
        assertThat(send(server, accepted, "hello")).isEqualTo(5);
        world.runFor("100ms");
        assertThat(answered[0]).isEqualTo(5);
        process.endFromOutside(0);
    }

    private static int forks(Syscalls os) {
        int made = 0;
        while (os.fork(child -> child.nanosleep(Long.MAX_VALUE)) > 0) {
            made++;
        }
        return made;
    }

    @Test
    void aForkBombEndsAtTheUsersLimit() {
        assertThat(os.setrlimit(ResourceLimit.RLIMIT_NPROC, 50, 50)).isZero();
        assertThat(forks(os)).isEqualTo(49);
        assertThat(os.fork(_ -> 0)).isEqualTo(AGAIN);
        hostIsResponsive(8080);
        a.kernel().processes().endAll(1);
    }

    @Test
    void orAtTheHosts() {
        a.settings().set(Setting.THREADS_MAX, 30);
        assertThat(forks(os)).isEqualTo(29);
        assertThat(os.fork(_ -> 0)).isEqualTo(AGAIN);
        a.kernel().processes().endAll(1);
    }

    @Test
    void aDescriptorBombEndsAtTheProcesssLimitAndThenAtTheHosts() {
        a.settings().set(Setting.FILE_MAX, 3000);
        assertThat(bomb(os)).isEqualTo(1024);
        assertThat(os.socket(Family.AF_INET, Family.SOCK_STREAM, 0))
                .isEqualTo(Errno.EMFILE.result());
        assertThat(os.accept(0, null)).isEqualTo(Errno.EMFILE.result());
        List<Syscalls> more = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            more.add(a.process("bomb").calls());
        }
        assertThat(bomb(more.get(0))).isEqualTo(1024);
        assertThat(bomb(more.get(1))).isEqualTo(3000 - 2 * 1024);
        int full = Errno.ENFILE.result();
        assertThat(more.get(1).socket(Family.AF_INET, Family.SOCK_STREAM, 0)).isEqualTo(full);
        assertThat(more.get(1).pipe2(new int[2], 0)).isEqualTo(full);
        assertThat(more.get(1).epollCreate1(0)).isEqualTo(full);
        assertThat(more.get(1).eventfd(0, 0)).isEqualTo(full);
        List<Integer> root = new ArrayList<>();
        a.start(
                "root",
                0,
                os -> {
                    root.add(os.socket(Family.AF_INET, Family.SOCK_STREAM, 0)); // has a reserve
                    return 0;
                });
        world.runFor("1ms");
        assertThat(root).containsExactly(0);
        a.kernel().processes().endAll(1);
        hostIsResponsive(8080);
    }

    private static int bomb(Syscalls os) {
        int made = 0;
        while (os.socket(Family.AF_INET, Family.SOCK_STREAM, 0) >= 0) {
            made++;
        }
        return made;
    }

    @Test
    void aSynFloodLeavesNoMoreThanTheBacklogBehind() {
        int listener = listener(os, 8080, 10);
        Fault silence = cable.from(a).drop(_ -> true);
        b.start("flooder", this::flood);
        world.runFor("100ms");
        silence.close();
        assertThat(a.sockets()).filteredOn(s -> s.state().equals("SYN-RECV")).hasSize(11);
        assertThat(a.counts()).containsEntry(Counter.TCP_SYNCOOKIES_SENT, 989L);
        b.start("client", os -> send(os, connected(os, a.address(), 8080), "hello"));
        world.runFor("100ms");
        assertThat(recv(os, os.accept(listener, null), 0)).isEqualTo("hello");
        assertThat(a.counts()).containsEntry(Counter.TCP_SYNCOOKIES_RECV, 1L);
    }

    private int flood(Syscalls os) {
        for (int i = 0; i < 1000; i++) {
            int fd = tcp(os);
            nonBlocking(os, fd);
            os.connect(fd, at(a.address(), 8080));
        }
        return 0; // and no RST tells that nobody is there
    }

    @Test
    void aQueueThatNobodyServesTakesNoMoreThanItsBacklog() {
        a.settings().set(Setting.TCP_SYN_RETRIES, 1);
        int listener = listener(os, 8080, 10);
        for (int i = 0; i < 100; i++) {
            b.start("client", os -> os.connect(tcp(os), at(a.address(), 8080)));
            world.runFor("25ms");
        }
        assertThat(get(os, listener, Option.SOL_TCP, Option.TCP_INFO)).isPositive();
        assertThat(a.sockets()).filteredOn(s -> s.state().equals("ESTAB")).hasSizeLessThan(12);
        assertThat(a.counts().get(Counter.TCP_LISTEN_OVERFLOWS)).isGreaterThan(89);
        hostIsResponsive(8081);
    }

    @Test
    void aDatagramFloodFillsOneBufferAndNoOther() {
        int flooded = udp(os);
        os.bind(flooded, at(ANY, 5300));
        int other = udp(os);
        os.bind(other, at(ANY, 5301));
        int sender = udp(os);
        for (int i = 0; i < 10_000; i++) {
            assertThat(os.sendto(sender, octets(100), 0, at(HERE, 5300))).isEqualTo(100);
        }
        long charged = a.sockets().get(0).receiveQueue();
        assertThat(charged).isBetween(200_000L, 220_000L); // rmem_default is 212,992
        long lost = a.counts().get(Counter.UDP_RCVBUF_ERRORS);
        int kept = 0;
        nonBlocking(os, flooded);
        while (os.recv(flooded, octets(100), 0) == 100) {
            kept++;
        }
        assertThat(kept + lost).isEqualTo(10_000);
        os.sendto(sender, text("hello"), 0, at(HERE, 5301));
        assertThat(recv(os, other, 0)).isEqualTo("hello");
    }

    @Test
    void aStreamThatNobodyReadsHoldsTwoBuffersFull() {
        int[] ends = pair(os);
        nonBlocking(os, ends[0]);
        long sent = 0;
        int count = os.send(ends[0], octets(65_536), 0);
        while (count > 0) {
            sent += count;
            count = os.send(ends[0], octets(65_536), 0);
        }
        assertThat(count).isEqualTo(AGAIN);
        assertThat(sent).isBetween(100_000L, 12_000_000L);
        hostIsResponsive(8080);
    }
}
