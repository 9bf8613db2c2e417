package io.jackfield.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** LINUX.md 1.1 and 1.2 as far as accept, fork and close are concerned. */
class AcceptTest extends Scene {
    private static final int ZERO_LINGER = 0;

    @Test
    void listenWithoutBindChoosesAnOddPort() { // row 6
        int fd = tcp(os);
        assertThat(os.listen(fd, 1)).isZero();
        assertThat(nameOf(os, fd).address()).isEqualTo(ANY);
        assertThat(portOf(os, fd)).isBetween(32768, 60999).matches(port -> port % 2 == 1);
    }

    @Test
    void acceptTellsWhoConnectedAndKeepsTheOrder() {
        int listener = listener(os, 8080, 5);
        int first = connected(os, HERE, 8080);
        int second = connected(os, HERE, 8080);
        for (int client : new int[] {first, second}) {
            SocketAddressBuffer peer = new SocketAddressBuffer();
            int fd = os.accept(listener, peer);
            assertThat(fd).isPositive();
            assertThat(peer.address()).isEqualTo(nameOf(os, client));
            SocketAddressBuffer again = new SocketAddressBuffer();
            assertThat(os.getpeername(fd, again)).isZero();
            assertThat(again.address()).isEqualTo(peer.address());
        }
    }

    @Test
    void acceptOfWhoIsGoneSucceedsAndThenReportsTheReset() { // row 21
        int listener = listener(os, 8080, 5);
        int client = connected(os, HERE, 8080);
        os.setsockopt(
                client, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, ZERO_LINGER));
        os.close(client);
        SocketAddressBuffer peer = new SocketAddressBuffer();
        int fd = os.accept(listener, peer);
        assertThat(fd).isPositive();
        assertThat(peer.address().address()).isEqualTo(HERE);
        assertThat(os.getpeername(fd, peer)).isEqualTo(Errno.ENOTCONN.result());
        assertThat(os.recv(fd, octets(1), 0)).isEqualTo(Errno.ECONNRESET.result());
    }

    @Test
    void acceptAfterDataAndFinDeliversBoth() { // row 22
        int listener = listener(os, 8080, 5);
        int client = connected(os, HERE, 8080);
        send(os, client, "all");
        os.close(client);
        int fd = os.accept(listener, null);
        assertThat(recv(os, fd, 0)).isEqualTo("all");
        assertThat(os.recv(fd, octets(1), 0)).isZero();
    }

    @Test
    void acceptedSocketsInheritOptionsButNotTheFlags() { // row 23
        int listener = tcp(os);
        os.bind(listener, at(ANY, 8080));
        set(os, listener, Option.SO_KEEPALIVE, 1);
        set(os, listener, Option.SO_REUSEADDR, 1);
        set(os, listener, Option.SO_RCVBUF, 50_000);
        os.setsockopt(listener, Option.SOL_TCP, Option.TCP_NODELAY, 1);
        os.setsockopt(listener, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 7));
        os.listen(listener, 1);
        nonBlocking(os, listener);
        connected(os, HERE, 8080);
        int fd = os.accept(listener, null);
        assertThat(os.fcntl(fd, FileControl.F_GETFL, 0)).isEqualTo(FileControl.O_RDWR);
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_KEEPALIVE)).isOne();
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_REUSEADDR)).isOne();
        assertThat(get(os, fd, Option.SOL_SOCKET, Option.SO_RCVBUF)).isEqualTo(100_000);
        assertThat(get(os, fd, Option.SOL_TCP, Option.TCP_NODELAY)).isOne();
        ByteBuffer linger = Values.room(8);
        os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_LINGER, linger);
        assertThat(linger.getInt(4)).isEqualTo(7);
    }

    @Test
    void accept4SetsTheFlagsItIsGiven() { // row 23
        int listener = listener(os, 8080, 5);
        connected(os, HERE, 8080);
        int fd = os.accept4(listener, null, Family.SOCK_NONBLOCK | Family.SOCK_CLOEXEC);
        assertThat(os.fcntl(fd, FileControl.F_GETFL, 0) & FileControl.O_NONBLOCK).isNotZero();
        assertThat(os.fcntl(fd, FileControl.F_GETFD, 0)).isEqualTo(FileControl.FD_CLOEXEC);
        assertThat(os.accept4(listener, null, 1)).isEqualTo(Errno.EINVAL.result());
    }

    @Test
    void aReceiveTimeoutEndsAccept() { // row 25
        int listener = listener(os, 8080, 5);
        os.setsockopt(
                listener, Option.SOL_SOCKET, Option.SO_RCVTIMEO, Values.timeval(1_500_000_000L));
        assertThat(os.accept(listener, null)).isEqualTo(Errno.EAGAIN.result());
        assertThat(world.nowNanos()).isEqualTo(1_500_000_000L);
    }

    @Test
    void acceptWakesOneAtATimeInTurn() { // row 26
        List<Integer> order = new ArrayList<>();
        int[] wakeUps = {0};
        b.start(
                "parent",
                parent -> {
                    int listener = listener(parent, 8080, 64);
                    for (int i = 0; i < 4; i++) {
                        int number = i;
                        parent.fork(
                                child -> {
                                    for (; ; ) {
                                        int fd = child.accept(listener, null);
                                        wakeUps[0]++;
                                        order.add(number);
                                        child.close(fd);
                                    }
                                });
                    }
                    return 0;
                });
        world.runFor("1s");
        for (int i = 0; i < 12; i++) {
            os.close(connected(os, b.address(), 8080));
            world.runFor("1s");
        }
        assertThat(wakeUps[0]).isEqualTo(12);
        assertThat(order).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void aListenerLivesUntilItsLastHolderClosesIt() { // row 32
        int listener = listener(os, 8080, 5);
        int copy = os.dup(listener);
        os.fork(child -> child.nanosleep(5_000_000_000L));
        os.close(listener);
        os.close(copy);
        os.close(connected(os, HERE, 8080));
        world.run();
        assertThat(os.connect(tcp(os), at(HERE, 8080))).isEqualTo(Errno.ECONNREFUSED.result());
    }

    @Test
    void closeDoesNotWakeAccept() { // row 33
        List<Integer> accepted = new ArrayList<>();
        int[] listener = {-1};
        Process server =
                b.start(
                        "server",
                        s -> {
                            listener[0] = listener(s, 8080, 5);
                            accepted.add(s.accept(listener[0], null));
                            return 0;
                        });
        world.runFor("1s");
        assertThat(server.calls().close(listener[0])).isZero();
        world.runFor("1s");
        assertThat(accepted).isEmpty();
        assertThat(os.connect(tcp(os), at(b.address(), 8080))).isZero();
        world.run();
        assertThat(accepted).hasSize(1);
        assertThat(os.connect(tcp(os), at(b.address(), 8080)))
                .isEqualTo(Errno.ECONNREFUSED.result());
    }

    @Test
    void shutdownOfAListenerEndsEveryAcceptAndListenRevivesIt() { // row 20
        List<Integer> results = new ArrayList<>();
        int listener = listener(os, 8080, 5);
        for (int i = 0; i < 2; i++) {
            os.fork(
                    child -> {
                        results.add(child.accept(listener, null));
                        return 0;
                    });
        }
        world.runFor("1s");
        assertThat(os.shutdown(listener, Family.SHUT_WR)).isZero();
        world.runFor("1s");
        assertThat(results).isEmpty();
        assertThat(os.shutdown(listener, Family.SHUT_RD)).isZero();
        world.run();
        assertThat(results).containsExactly(Errno.EINVAL.result(), Errno.EINVAL.result());
        assertThat(os.accept(listener, null)).isEqualTo(Errno.EINVAL.result());
        assertThat(os.connect(tcp(os), at(HERE, 8080))).isEqualTo(Errno.ECONNREFUSED.result());
        assertThat(os.listen(listener, 5)).isZero();
        int client = connected(os, HERE, 8080);
        os.shutdown(listener, Family.SHUT_RD);
        assertThat(os.recv(client, octets(1), 0)).isEqualTo(Errno.ECONNRESET.result());
    }

    @Test
    void aListenerThatClosesResetsThoseWhoWait() { // row 18
        int listener = listener(os, 8080, 5);
        int client = connected(os, HERE, 8080);
        os.close(listener);
        assertThat(os.recv(client, octets(1), 0)).isEqualTo(Errno.ECONNRESET.result());
    }

    @Test
    void acceptNeedsADescriptorBeforeItWaits() {
        int listener = listener(os, 8080, 5);
        connected(os, HERE, 8080);
        os.setNoFileLimit(listener + 2);
        assertThat(os.accept(listener, null)).isEqualTo(Errno.EMFILE.result());
        os.setNoFileLimit(100);
        assertThat(os.accept(listener, null)).isPositive();
    }

    @Test
    void acceptIsRefusedWhereItMakesNoSense() {
        assertThat(os.accept(99, null)).isEqualTo(Errno.EBADF.result());
        assertThat(os.accept(tcp(os), null)).isEqualTo(Errno.EINVAL.result());
        assertThat(os.accept(udp(os), null)).isEqualTo(Errno.EOPNOTSUPP.result());
        assertThat(os.listen(udp(os), 1)).isEqualTo(Errno.EOPNOTSUPP.result());
        int[] pipe = new int[2];
        os.pipe2(pipe, 0);
        assertThat(os.accept(pipe[0], null)).isEqualTo(Errno.ENOTSOCK.result());
        int listener = listener(os, 8080, 5);
        nonBlocking(os, listener);
        assertThat(os.accept(listener, null)).isEqualTo(Errno.EAGAIN.result());
        assertThat(os.connect(listener, at(HERE, 1))).isEqualTo(Errno.EISCONN.result());
        assertThat(poll(os, listener)).isZero();
        connected(os, HERE, 8080);
        assertThat(poll(os, listener)).isEqualTo(Readiness.POLLIN | Readiness.POLLRDNORM);
    }

    @Test
    void interruptEndsAcceptWithEintr() {
        List<Integer> results = new ArrayList<>();
        Thread[] thread = new Thread[1];
        Process server =
                b.start(
                        "server",
                        s -> {
                            thread[0] = Thread.currentThread();
                            results.add(s.accept(listener(s, 8080, 5), null));
                            return 0;
                        });
        world.runFor("1s");
        Syscalls calls = server.calls();
        calls.interrupt(thread[0]);
        world.run();
        assertThat(results).containsExactly(Errno.EINTR.result());
    }
}
