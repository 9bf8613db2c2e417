package io.jackfield.process;

import static io.jackfield.posix.ErrnoException.check;
import static io.jackfield.posix.Readiness.EPOLLET;
import static io.jackfield.posix.Readiness.EPOLLIN;
import static io.jackfield.posix.Readiness.EPOLL_CTL_ADD;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.net.World;
import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many threads at once, in real time: no wake-up is lost, nothing is left. */
@Timeout(60)
class RealThreadsTest {
    private static final int PORT = 8080;
    private static final int ROUNDS = 300;

    private final World world = World.realTime(1);
    private final Host a = world.host("a");
    private final Host b = world.host("b");

    RealThreadsTest() {
        world.cable(a, b);
    }

    @AfterEach
    void nothingIsLeft() {
        world.close();
        assertThat(a.openFiles() + b.openFiles()).isZero();
    }

    private static int socket(Syscalls os) {
        return check("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
    }

    private static int listener(Syscalls os, CountDownLatch ready) {
        int fd = socket(os);
        check("bind", os.bind(fd, SocketAddress.inet(IpAddress.ANY4, PORT)));
        check("listen", os.listen(fd, 512));
        ready.countDown();
        return fd;
    }

    /** Sends what it gets, until the end. */
    private static void echo(Syscalls os, int fd) {
        ByteBuffer data = ByteBuffer.allocate(1000);
        while (check("recv", os.recv(fd, data.clear(), 0)) > 0) {
            check("send", os.send(fd, data.flip(), 0));
        }
        check("close", os.close(fd));
    }

    private Program client(AtomicInteger done) {
        return os -> {
            int fd = socket(os);
            check("connect", os.connect(fd, SocketAddress.inet(b.address(), PORT)));
            ByteBuffer data = ByteBuffer.allocate(8);
            for (int i = 0; i < ROUNDS; i++) {
                os.send(fd, data.clear().putLong(i).flip(), 0);
                data.clear();
                while (data.hasRemaining()) {
                    check("recv", os.recv(fd, data, 0));
                }
                assertThat(data.flip().getLong()).isEqualTo(i);
            }
            done.incrementAndGet();
            return os.close(fd);
        };
    }

    @Test
    void blockingServersAndClientsFinishTogether() throws InterruptedException {
        int clients = 16;
        CountDownLatch ready = new CountDownLatch(1);
        b.start(
                "server",
                os -> {
                    int listener = listener(os, ready);
                    for (int i = 0; i < clients; i++) {
                        int fd = check("accept", os.accept(listener, null));
                        os.fork(
                                child -> {
                                    echo(child, fd);
                                    return 0;
                                });
                        os.close(fd);
                    }
                    return 0;
                });
        assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < clients; i++) {
            a.start("client" + i, client(done));
        }
        assertThat(world.run().isComplete()).isTrue();
        assertThat(done.get()).isEqualTo(clients);
    }

    @Test
    void anEpollServerServesAllFromOneThread() throws InterruptedException {
        int clients = 16;
        CountDownLatch ready = new CountDownLatch(1);
        b.start("server", os -> serve(os, listener(os, ready), clients));
        assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < clients; i++) {
            a.start("client" + i, client(done));
        }
        assertThat(world.run().isComplete()).isTrue();
        assertThat(done.get()).isEqualTo(clients);
    }

    private static int serve(Syscalls os, int listener, int clients) {
        int epoll = os.epollCreate1(0);
        os.epollCtl(epoll, EPOLL_CTL_ADD, listener, new EpollEvent(EPOLLIN, listener));
        EpollEvent[] events = {new EpollEvent(), new EpollEvent(), new EpollEvent()};
        ByteBuffer data = ByteBuffer.allocate(1000);
        int ended = 0;
        while (ended < clients) {
            int count = check("epoll_wait", os.epollWait(epoll, events, -1));
            for (int i = 0; i < count; i++) {
                int fd = (int) events[i].data;
                if (fd == listener) {
                    int accepted = check("accept", os.accept4(fd, null, Family.SOCK_NONBLOCK));
                    os.epollCtl(
                            epoll,
                            EPOLL_CTL_ADD,
                            accepted,
                            new EpollEvent(EPOLLIN | EPOLLET, accepted));
                } else {
                    ended += drain(os, fd, data) ? 1 : 0;
                }
            }
        }
        return 0;
    }

    /** Echoes all there is, as an edge demands; true at the end, upon which it closes. */
    private static boolean drain(Syscalls os, int fd, ByteBuffer data) {
        for (; ; ) {
            int count = os.recv(fd, data.clear(), 0);
            if (count == Errno.EAGAIN.result()) {
                return false;
            }
            if (check("recv", count) == 0) {
                check("close", os.close(fd));
                return true;
            }
            check("send", os.send(fd, data.flip(), 0));
        }
    }

    @Test
    void interruptsNeverLoseOrInventAnything() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        int connections = 5000;
        Process server =
                b.start(
                        "server",
                        os -> {
                            threads.add(Thread.currentThread());
                            int listener = listener(os, ready);
                            while (accepted.get() < connections) {
                                int fd = os.accept(listener, null);
                                if (fd == Errno.EINTR.result()) {
                                    interrupted.incrementAndGet();
                                } else {
                                    check("close", os.close(check("accept", fd)));
                                    accepted.incrementAndGet();
                                }
                            }
                            return 0;
                        });
        assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
        a.start(
                "clients",
                os -> {
                    for (int i = 0; i < connections; i++) {
                        int fd = socket(os);
                        check("connect", os.connect(fd, SocketAddress.inet(b.address(), PORT)));
                        check("recv", os.recv(fd, ByteBuffer.allocate(1), 0));
                        os.close(fd);
                    }
                    return 0;
                });
        while (!server.isEnded()) {
            interrupt(server, threads.getFirst());
        }
        assertThat(world.run().isComplete()).isTrue();
        assertThat(accepted.get()).isEqualTo(connections);
        assertThat(interrupted.get()).isPositive();
    }

    private static void interrupt(Process server, Thread thread) {
        try {
            server.calls().interrupt(thread);
        } catch (ProcessEnd ended) {
            assertThat(server.isEnded()).isTrue();
        }
        Thread.yield();
    }

    @Test
    void closingTheWorldEndsWhoSleeps() throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(1);
        b.start(
                "server",
                os -> {
                    int listener = listener(os, ready);
                    for (int i = 0; i < 8; i++) {
                        os.fork(child -> child.accept(listener, null));
                    }
                    return os.nanosleep(1L << 60);
                });
        assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
