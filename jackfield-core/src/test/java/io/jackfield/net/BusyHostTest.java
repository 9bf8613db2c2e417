package io.jackfield.net;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class BusyHostTest {
    private static final int SENDERS = 3;
    private static final int ROUNDS = 20_000;
    private static final int END = -1;

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void join(Thread thread) throws InterruptedException {
        thread.join();
        assertThat(thread.isAlive()).isFalse();
    }

    private static int bound(Syscalls os, Host host) {
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        check("bind", os.bind(fd, SocketAddress.of(host.address(), 7007)));
        return fd;
    }

    private static int connected(Syscalls os, Host to) {
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        check("connect", os.connect(fd, SocketAddress.of(to.address(), 7007)));
        return fd;
    }

    /** A thread that is in the host, and stays there, under its lock, until the latch opens. */
    private static Thread enter(Host host, Syscalls os, CountDownLatch until) {
        CountDownLatch busy = new CountDownLatch(1);
        host.observe(
                _ -> {
                    busy.countDown();
                    await(until); // which no observer may do but this one
                });
        Thread inside =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                                    os.connect(fd, SocketAddress.of(IpAddress.LOOPBACK4, 9));
                                });
        await(busy);
        return inside;
    }

    @Test
    void aSenderDoesNotWaitForWhoeverIsInTheReceivingHost() throws InterruptedException {
        try (World world = World.realTime(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            world.cable(a, b);
            Syscalls from = a.process("sender").calls();
            Syscalls to = b.process("receiver").calls();
            int in = bound(to, b);
            int out = connected(from, b);
            check("warm-up", from.write(out, ByteBuffer.allocate(1)));
            check("warm-up", to.read(in, ByteBuffer.allocate(1)));
            CountDownLatch sent = new CountDownLatch(1);
            Thread inside = enter(b, to, sent);
            check("write", from.write(out, ByteBuffer.wrap(new byte[] {42})));
            sent.countDown();
            ByteBuffer data = ByteBuffer.allocate(10);
            assertThat(check("read", to.read(in, data))).isEqualTo(1);
            assertThat(data.get(0)).isEqualTo((byte) 42);
            join(inside);
        }
    }

    @Test
    void aBusyHostHasAThousandPacketsWaitAndDropsTheRest() throws InterruptedException {
        try (World world = World.realTime(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            PatchCable cable = world.cable(a, b);
            Syscalls from = a.process("sender").calls();
            int out = connected(from, b);
            CountDownLatch sent = new CountDownLatch(1);
            Thread inside = enter(b, b.process("receiver").calls(), sent);
            for (int i = 0; i < 1100; i++) {
                from.write(out, ByteBuffer.allocate(1));
            }
            assertThat(cable.from(a).counts().overLimit()).isEqualTo(100);
            assertThat(cable.from(a).counts().sent()).isEqualTo(1100);
            sent.countDown();
            join(inside);
        }
    }

    /** Each sender waits for an answer, so one datagram that nobody delivers stops it for good. */
    @Test
    void nothingIsLeftBehindWhereSendersAndReceiversMeet() throws InterruptedException {
        try (World world = World.realTime(1)) {
            EthernetSwitch lan = world.ethernetSwitch("lan");
            Host server = world.host("server");
            world.cable(server, lan);
            AtomicInteger answered = new AtomicInteger();
            List<Host> clients = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                clients.add(world.host("client" + i));
                world.cable(clients.get(i), lan);
            }
            Syscalls to = server.process("echo").calls();
            int in = bound(to, server);
            Thread echo = Thread.ofPlatform().start(() -> echo(to, in));
            List<Thread> senders = new ArrayList<>();
            for (Host client : clients) {
                Syscalls from = client.process("ask").calls();
                int out = connected(from, server);
                senders.add(Thread.ofPlatform().start(() -> ask(from, out, answered)));
            }
            for (Thread sender : senders) {
                join(sender);
            }
            join(echo);
            assertThat(answered).hasValue(SENDERS * ROUNDS);
        }
    }

    private static void ask(Syscalls os, int fd, AtomicInteger answered) {
        ByteBuffer octets = ByteBuffer.allocate(4);
        for (int i = 0; i < ROUNDS; i++) {
            check("write", os.write(fd, octets.clear().putInt(0, i)));
            check("read", os.read(fd, octets.clear()));
            assertThat(octets.getInt(0)).isEqualTo(i);
            answered.incrementAndGet();
        }
        check("write", os.write(fd, octets.clear().putInt(0, END)));
    }

    private static void echo(Syscalls os, int fd) {
        ByteBuffer octets = ByteBuffer.allocate(4);
        SocketAddressBuffer from = new SocketAddressBuffer();
        int ended = 0;
        while (ended < SENDERS) {
            check("recvfrom", os.recvfrom(fd, octets.clear(), 0, from));
            if (octets.getInt(0) == END) {
                ended++;
            } else {
                check("sendto", os.sendto(fd, octets.flip(), 0, from.address()));
            }
        }
    }
}
