package io.jackfield.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Signal;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.wire.PacketCodec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Processes on the kernel: their descriptors, their namespace, their end. */
class LinuxKernelTest {
    private static final IpAddress LOOPBACK = IpAddress.LOOPBACK4;

    private static final long HOUR = 3_600_000_000_000L;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private LinuxKernel kernel;

    @BeforeEach
    void open() {
        try {
            kernel = LinuxKernel.open();
        } catch (IllegalStateException refused) {
            System.err.println("SKIPPED: " + refused.getMessage());
            assumeTrue(false, refused.getMessage());
        }
    }

    @AfterEach
    void close() {
        if (kernel != null) {
            kernel.close();
        }
    }

    @Test
    void theFirstDescriptorIsThreeAndAForkHasACopyOfTheTable() throws Exception {
        int status =
                kernel.run(
                        os -> {
                            int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                            assertThat(fd).isEqualTo(3);
                            int child =
                                    os.fork(
                                            its -> {
                                                its.close(3);
                                                return its.socket(
                                                        Family.AF_INET, Family.SOCK_DGRAM, 0);
                                            });
                            int[] exit = new int[1];
                            assertThat(os.waitpid(child, exit, 0)).isEqualTo(child);
                            assertThat(exit[0]).isEqualTo(3);
                            assertThat(os.close(3)).isZero();
                            return os.close(3) == Errno.EBADF.result() ? 0 : 1;
                        });
        assertThat(status).isZero();
    }

    @Test
    void aConnectionOverItsOwnLoopback() throws Exception {
        int status =
                kernel.run(
                        os -> {
                            int listener = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                            assertThat(os.bind(listener, SocketAddress.of(LOOPBACK, 80))).isZero();
                            assertThat(os.listen(listener, 1)).isZero();
                            int client = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                            assertThat(os.connect(client, SocketAddress.of(LOOPBACK, 80))).isZero();
                            SocketAddressBuffer peer = new SocketAddressBuffer();
                            int served = os.accept(listener, peer);
                            SocketAddressBuffer own = new SocketAddressBuffer();
                            assertThat(os.getsockname(client, own)).isZero();
                            assertThat(peer.address()).isEqualTo(own.address());
                            assertThat(os.send(served, octets("hello"), 0)).isEqualTo(5);
                            ByteBuffer room = ByteBuffer.allocate(10);
                            assertThat(os.recv(client, room, 0)).isEqualTo(5);
                            assertThat(room.flip()).isEqualTo(octets("hello"));
                            return 0;
                        });
        assertThat(status).isZero();
        assertThat(kernel.calls()).isGreaterThan(8);
        assertThat(kernel.read("/proc/net/snmp")).contains("Tcp:");
    }

    @Test
    void aPacketOnATunDeviceIsAnswered() {
        IpAddress far = IpAddress.of("10.0.1.2");
        Prefix own = Prefix.of("10.0.1.1/24");
        try (Tun tun = kernel.tun("wire", own, Prefix.of("fd00::1/64"))) {
            tun.send(PacketCodec.encode(new IcmpMessage(far, own.address(), 8, 0, 7)));
            byte[] octets = tun.receive(PATIENCE_NANOS);
            while (octets != null && octets[0] >> 4 == 6) { // it looks for routers
                octets = tun.receive(PATIENCE_NANOS);
            }
            assertThat(octets).isNotNull();
            Packet answer = new PacketCodec().decode(octets, 0, octets.length);
            assertThat(answer).isInstanceOf(IcmpMessage.class);
            assertThat(answer.destination()).isEqualTo(far);
            assertThat(((IcmpMessage) answer).type()).isZero();
            assertThat(((IcmpMessage) answer).rest()).isEqualTo(7);
        }
    }

    @Test
    void aProcessThatIsKilledLeavesACallAndClosesWhatItHad() throws Exception {
        LinuxProcess sleeps =
                kernel.start(
                        "sleeps",
                        os -> {
                            int listener = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                            os.bind(listener, SocketAddress.of(LOOPBACK, 80));
                            os.listen(listener, 1);
                            return os.accept(listener, null);
                        });
        await(sleeps::isAsleep);
        sleeps.kill();
        assertThat(sleeps.await()).isEqualTo(137);
        int again =
                kernel.run(
                        os -> {
                            int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                            return -os.connect(fd, SocketAddress.of(LOOPBACK, 80));
                        });
        assertThat(again).isEqualTo(Errno.ECONNREFUSED.number());
    }

    @Test
    void threadsAreGoneWhenItIsClosed() throws Exception {
        LinuxProcess ends =
                kernel.start(
                        "ends",
                        os -> os.accept(os.socket(Family.AF_INET, Family.SOCK_STREAM, 0), null));
        LinuxProcess sleeps = kernel.start("sleeps", os -> os.nanosleep(HOUR));
        ends.await();
        await(sleeps::isAsleep);
        assertThat(namesOfThreads()).contains("linux init", "sleeps", "sleeps: sleeps");
        kernel.close();
        assertThat(sleeps.await()).isEqualTo(137);
        await(() -> namesOfThreads().isEmpty());
    }

    /** The threads of these tests in the kernel. */
    private static List<String> namesOfThreads() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.map(task -> comm(task.resolve("comm")))
                    .filter(name -> name.matches("linux init|ends.*|sleeps.*"))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String comm(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.yield();
        }
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void noProcessIsStoppedAndWhatIsIgnoredEndsNone() throws InterruptedException {
        List<Integer> answers = new ArrayList<>();
        int status =
                kernel.start(
                                "signals",
                                os -> {
                                    answers.add(os.kill(os.getpid(), Signal.SIGSTOP));
                                    answers.add(os.kill(os.getpid(), Signal.SIGCHLD));
                                    return 7;
                                })
                        .await();
        assertThat(answers).containsExactly(Errno.EINVAL.result(), 0);
        assertThat(status).isEqualTo(7);
    }
}
