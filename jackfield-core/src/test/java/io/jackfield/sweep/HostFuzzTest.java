package io.jackfield.sweep;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.host.Host;
import io.jackfield.link.NetworkInterface;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.Kernel;
import io.jackfield.process.Process;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A million hostile packets at one host, or {@code -Djackfield.fuzz=N}: nothing is thrown, memory
 * stays bounded, drops are counted, the host still serves, and in the end nothing is left.
 */
class HostFuzzTest {
    private static final int PACKETS = Integer.getInteger("jackfield.fuzz", 1_000_000);
    private static final long SEED = Long.getLong("jackfield.seed", 1);

    /** After so many packets connections are closed and made anew. */
    private static final int EPOCH = 4000;

    private static final int BATCH = 50;
    private static final int CONNECTIONS = 6;
    private static final int LISTENER = 7000;
    private static final int FLOODED = 7001;
    private static final int UDP = 7002;
    private static final int BACKLOG = 64;

    /** Bounds that do not grow with the number of packets. */
    private static final int MOST_SLABS = 1000;

    private static final int MOST_FLOWS = 1000;
    private static final int MOST_TIMERS = 10_000;

    private final World world = World.scripted(SEED);
    private final Host victim = world.host("victim");
    private final Host peer = world.host("peer");
    private final PatchCable cable = world.cable(victim, peer);
    private final Draws draws = new Draws(SEED);
    private final Process process = victim.process("victim");
    private final Syscalls os = process.calls();
    private final Syscalls other = peer.process("peer").calls();
    private int mostSlabs;
    private int mostFlows;
    private int mostTimers;

    @Test
    void nothingHarmsTheHost() {
        try (world) {
            int listener = listener(LISTENER);
            listener(FLOODED);
            udp(IpAddress.ANY4, UDP);
            udp(IpAddress.ANY6, UDP + 1);
            Knowledge knowledge = new Knowledge(Objects.requireNonNull(victim.nic("eth0").out()));
            int[] ports = {LISTENER, FLOODED, UDP, UDP + 1};
            Assailant assailant =
                    new Assailant(draws, knowledge, victim.addresses(), peer.addresses(), ports);
            for (int done = 0; done < PACKETS; done += EPOCH) {
                List<Integer> connections = connect(listener);
                cable.from(victim).blackhole();
                connections.addAll(calls());
                attack(connections, assailant);
                cable.from(victim).heal();
                connections.forEach(fd -> check("close", os.close(fd)));
                serves(listener);
            }
            System.out.printf(
                    "host fuzz: %d packets with -Djackfield.seed=%d, %d answers; at most %d slabs,"
                            + " %d flows, %d timers%n%s%n",
                    PACKETS,
                    SEED,
                    knowledge.heard(),
                    mostSlabs,
                    mostFlows,
                    mostTimers,
                    victim.counts());
            countersHaveRisen();
            process.endFromOutside(0);
            nothingIsLeft();
        }
    }

    private int listener(int port) {
        int fd = check("socket", os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0));
        check("bind", os.bind(fd, SocketAddress.of(IpAddress.ANY6, port)));
        check("listen", os.listen(fd, BACKLOG));
        check("fcntl", os.fcntl(fd, FileControl.F_SETFL, FileControl.O_NONBLOCK));
        return fd;
    }

    private void udp(IpAddress any, int port) {
        int fd = check("socket", os.socket(family(any), Family.SOCK_DGRAM, 0));
        check("bind", os.bind(fd, SocketAddress.of(any, port)));
    }

    private static int family(IpAddress address) {
        return address.isV4() ? Family.AF_INET : Family.AF_INET6;
    }

    /** Connections with the peer: the victim's ends, each with data under way. */
    private List<Integer> connect(int listener) {
        List<Integer> mine = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            IpAddress to = i % 2 == 0 ? victim.address() : victim.address6();
            int fd = check("socket", other.socket(family(to), Family.SOCK_STREAM, 0));
            check("connect", other.connect(fd, SocketAddress.of(to, LISTENER)));
            int accepted = accepted(listener, fd);
            check("send", os.send(accepted, ByteBuffer.allocate(1 + draws.below(5000)), 0));
            check("send", other.send(fd, ByteBuffer.allocate(1 + draws.below(5000)), 0));
            if (i == CONNECTIONS - 1) {
                check("shutdown", os.shutdown(accepted, Family.SHUT_WR));
            }
            check("close", other.close(fd));
            mine.add(accepted);
        }
        return mine;
    }

    /** The peer's connection among all that wait to be accepted; the others are closed. */
    private int accepted(int listener, int peerFd) {
        check("send", other.send(peerFd, ByteBuffer.wrap(new byte[] {42, 42, 42}), 0));
        for (; ; ) {
            int fd = check("accept", os.accept4(listener, null, Family.SOCK_NONBLOCK));
            ByteBuffer greeting = ByteBuffer.allocate(3);
            int length = os.recv(fd, greeting, 0);
            if (length == 3 && greeting.get(0) == 42 && greeting.get(2) == 42) {
                return fd;
            }
            check("close", os.close(fd));
        }
    }

    /** Connections that the victim opens, and whose SYNs nobody but the attacker hears. */
    private List<Integer> calls() {
        List<Integer> mine = new ArrayList<>();
        for (IpAddress to : peer.addresses()) {
            int type = Family.SOCK_STREAM | Family.SOCK_NONBLOCK;
            int fd = check("socket", os.socket(family(to), type, 0));
            assertThat(os.connect(fd, SocketAddress.of(to, LISTENER)))
                    .isEqualTo(Errno.EINPROGRESS.result());
            mine.add(fd);
        }
        return mine;
    }

    private void attack(List<Integer> connections, Assailant assailant) {
        Kernel kernel = peer.kernel();
        NetworkInterface toVictim = peer.nic("eth0");
        for (int sent = 0; sent < EPOCH; sent += BATCH) {
            use(connections);
            long nowNanos = kernel.enter();
            try {
                for (int i = 0; i < BATCH; i++) {
                    toVictim.transmit(assailant.next(), nowNanos);
                }
            } finally {
                kernel.leave();
            }
            world.runFor(draws.oneIn(100) ? "700ms" : "1ms");
            isBounded();
        }
    }

    /** The victim's programs go on meanwhile; what their calls answer is the attacker's doing. */
    private void use(List<Integer> connections) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + draws.below(3000));
        int fd = connections.get(draws.below(connections.size()));
        if (draws.oneIn(2)) {
            os.recv(fd, buffer, MessageFlags.MSG_DONTWAIT);
        } else {
            os.send(fd, buffer, MessageFlags.MSG_DONTWAIT | MessageFlags.MSG_NOSIGNAL);
        }
    }

    private void isBounded() {
        mostSlabs = Math.max(mostSlabs, victim.slabsOut());
        mostFlows = Math.max(mostFlows, victim.kernel().tcp().flows().size());
        mostTimers = Math.max(mostTimers, victim.timersArmed());
        assertThat(mostSlabs).isLessThan(MOST_SLABS);
        assertThat(mostFlows).isLessThan(MOST_FLOWS);
        assertThat(mostTimers).isLessThan(MOST_TIMERS);
        assertThat(victim.counts()).doesNotContainKey(Counter.DRAIN_ERRORS);
    }

    /** A connection as any other. */
    private void serves(int listener) {
        int stranger = os.accept(listener, null);
        while (stranger >= 0) {
            check("close", os.close(stranger));
            stranger = os.accept(listener, null);
        }
        int fd = check("socket", other.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check("connect", other.connect(fd, SocketAddress.of(victim.address(), LISTENER)));
        int mine = accepted(listener, fd);
        check("send", os.send(mine, ByteBuffer.allocate(1000), 0));
        int received = 0;
        while (received < 1000) {
            received += check("recv", other.recv(fd, ByteBuffer.allocate(2000), 0));
        }
        check("close", other.close(fd));
        check("close", os.close(mine));
    }

    private void nothingIsLeft() {
        world.runFor("1h");
        assertThat(victim.sockets()).isEmpty();
        assertThat(victim.slabsOut()).isZero();
        assertThat(victim.timersArmed()).isZero();
    }

    private void countersHaveRisen() {
        assertThat(victim.counts())
                .containsKeys(
                        Counter.IP_IN_HDR_ERRORS,
                        Counter.IP_IN_ADDR_ERRORS,
                        Counter.IP_REASM_REQDS,
                        Counter.IP_REASM_FAILS,
                        Counter.IP_REASM_OKS,
                        Counter.IP6_IN_HDR_ERRORS,
                        Counter.IP6_REASM_FAILS,
                        Counter.IP6_REASM_OKS,
                        Counter.ICMP_IN_ERRORS,
                        Counter.ICMP_IN_CSUM_ERRORS,
                        Counter.ICMP6_IN_ERRORS,
                        Counter.ICMP6_IN_CSUM_ERRORS,
                        Counter.TCP_IN_ERRS,
                        Counter.TCP_IN_CSUM_ERRORS,
                        Counter.TCP_PAWS_ESTAB,
                        Counter.TCP_OUT_RSTS,
                        Counter.TCP_LISTEN_DROPS,
                        Counter.TCP_SYN_CHALLENGE,
                        Counter.TCP_OUT_OF_WINDOW_ICMPS,
                        Counter.UDP_NO_PORTS,
                        Counter.UDP_IN_ERRORS);
    }
}
