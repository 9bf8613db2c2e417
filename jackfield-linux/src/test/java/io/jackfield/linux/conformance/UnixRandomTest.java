package io.jackfield.linux.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.linux.LinuxKernel;
import io.jackfield.linux.conformance.UnixTrial.Received;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Programs of calls on sockets of AF_UNIX by chance, on both kernels, compared call by call; more
 * with {@code -Djackfield.sweep=N}, the one of a seed with {@code -Djackfield.seed=S}.
 */
@Timeout(600)
class UnixRandomTest {
    private static final int PROGRAMS = Integer.getInteger("jackfield.sweep", 60);
    private static final int STEPS = 60;
    private static final int MOST_OPEN = 10;
    private static final int[] FLAGS = {
        0,
        0,
        0,
        MessageFlags.MSG_PEEK,
        MessageFlags.MSG_OOB,
        MessageFlags.MSG_TRUNC,
        MessageFlags.MSG_PEEK | MessageFlags.MSG_OOB,
        MessageFlags.MSG_WAITALL
    };
    private static final int[] SIZES = {0, 1, 1, 2, 5, 100, 3000, 20_000, 40_000, 150_000, 212_961};
    private static final int[] OPTIONS = {
        Option.SO_PASSCRED, Option.SO_OOBINLINE, Option.SO_PEEK_OFF, Option.SO_SNDBUF,
        Option.SO_PASSRIGHTS, Option.SO_RCVLOWAT, Option.SO_ERROR, Option.SO_ACCEPTCONN
    };

    @BeforeAll
    static void look() {
        try (LinuxKernel kernel = LinuxKernel.open()) {
            assertThat(kernel.calls()).isPositive();
        } catch (IllegalStateException refused) {
            System.err.println("SKIPPED on Linux: " + refused.getMessage());
            assumeTrue(false, String.valueOf(refused.getMessage()));
        }
    }

    @Test
    void bothKernelsSayTheSame() throws Exception {
        long first = Long.getLong("jackfield.seed", 1);
        int programs = System.getProperty("jackfield.seed") == null ? PROGRAMS : 1;
        for (long seed = first; seed < first + programs; seed++) {
            long own = seed;
            Row row = Row.of("seed " + seed, "random", "", c -> new Course(c, own).run());
            List<String> here = Place.JACKFIELD.play(row, new long[1]);
            List<String> there = Place.LINUX.play(row, new long[1]);
            assertThat(here).as("jackfield.seed=%d", seed).isEqualTo(there);
        }
    }

    /** One program; what it does next depends on chance and on what was answered. */
    private static final class Course {
        private final Calls c;
        private final UnixTrial u;
        private final Random random;
        private final List<Integer> open = new ArrayList<>();
        private boolean hasPassed;

        Course(Calls c, long seed) {
            this.c = c;
            this.u = new UnixTrial(c);
            this.random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                if (open.size() < 2 || (open.size() < MOST_OPEN && random.nextInt(6) == 0)) {
                    more();
                } else {
                    int at = random.nextInt(open.size());
                    c.note(step + " of " + at + ": " + one(at, open.get(at)));
                }
            }
            open.forEach(c.os::close);
        }

        private int any() {
            return open.get(random.nextInt(open.size()));
        }

        private int pick(int[] from) {
            return from[random.nextInt(from.length)];
        }

        private SocketAddress name() {
            return switch (random.nextInt(8)) {
                case 0 -> SocketAddress.unspecified();
                case 1 -> SocketAddress.unixUnnamed();
                default -> UnixTrial.at("n" + random.nextInt(3));
            };
        }

        private void more() {
            int type = pick(UnixTrial.TYPES);
            if (random.nextBoolean()) {
                for (int fd : u.pair(type)) {
                    open.add(fd);
                }
            } else {
                open.add(u.nonblocking(type));
            }
            c.note("more " + UnixTrial.name(type) + ", " + open.size());
        }

        private String one(int at, int fd) {
            return switch (random.nextInt(20)) {
                case 0 -> "bind " + Calls.text(c.os.bind(fd, name()));
                case 1 -> "connect " + Calls.text(c.os.connect(fd, name()));
                case 2 -> "listen " + Calls.text(c.os.listen(fd, random.nextInt(3)));
                case 3 -> accept(fd);
                case 4 -> "shutdown " + Calls.text(c.os.shutdown(fd, random.nextInt(3)));
                case 5 -> close(at, fd);
                case 6, 7, 8 -> send(fd);
                case 9 -> "sendto " + u.sendto(fd, "abc", name());
                case 10 -> pass(fd);
                case 11, 12, 13 -> recv(fd);
                case 14 -> recvmsg(fd);
                case 15 -> "name " + name(u.nameOf(fd)) + ", peer " + name(u.peerOf(fd));
                case 16 -> option(fd);
                case 17 -> "out " + u.ioctl(fd, FileControl.SIOCOUTQ);
                default -> "state " + u.state(fd);
            };
        }

        /** What the kernel chose is not compared. */
        private static String name(String shown) {
            return shown.replaceAll("@[0-9a-f]{5}", "@chosen");
        }

        private String accept(int fd) {
            int accepted = c.os.accept4(fd, null, Family.SOCK_NONBLOCK);
            if (accepted >= 0) {
                open.add(accepted);
            }
            return "accept " + (accepted < 0 ? Calls.text(accepted) : "ok");
        }

        private String close(int at, int fd) {
            if (random.nextInt(3) > 0) {
                return "stays";
            }
            open.remove(at);
            int closed = c.os.close(fd);
            if (hasPassed) {
                u.awaitCollection();
            }
            return "close " + closed;
        }

        private String send(int fd) {
            int flags = random.nextInt(5) == 0 ? MessageFlags.MSG_OOB : 0;
            ByteBuffer data = ByteBuffer.allocate(pick(SIZES));
            int sent = c.os.send(fd, data, flags | MessageFlags.MSG_NOSIGNAL);
            return "send " + data.capacity() + " flags " + flags + ": " + Calls.text(sent);
        }

        private String pass(int fd) {
            int passed = random.nextInt(4) == 0 ? 999 : any();
            hasPassed = true;
            String sent =
                    u.sendmsg(fd, random.nextInt(4) == 0 ? "" : "p", UnixTrial.rights(passed));
            return "pass " + (passed == 999 ? "none " : "") + sent;
        }

        private String recv(int fd) {
            int flags = pick(FLAGS);
            ByteBuffer room = ByteBuffer.allocate(pick(SIZES));
            int got = c.os.recv(fd, room, flags | MessageFlags.MSG_DONTWAIT);
            return "recv " + room.capacity() + " flags " + flags + ": " + Calls.text(got);
        }

        private String recvmsg(int fd) {
            int flags = pick(FLAGS);
            Received got = u.recvmsg(fd, pick(new int[] {0, 1, 3, 9}), random.nextInt(60), flags);
            for (int passed : got.descriptors()) {
                if (random.nextBoolean()) {
                    open.add(passed);
                } else {
                    c.os.close(passed);
                }
            }
            String octets = got.toString().replaceAll("'.*'", "").replace("\0", "");
            return "recvmsg flags " + flags + ": " + octets;
        }

        private String option(int fd) {
            int option = pick(OPTIONS);
            int value = random.nextInt(3) - (option == Option.SO_PEEK_OFF ? 1 : 0);
            int set = u.set(fd, option, option == Option.SO_SNDBUF ? value * 9000 : value);
            ByteBuffer room = ByteBuffer.allocate(4);
            int got = c.os.getsockopt(fd, Option.SOL_SOCKET, option, room);
            return option + " set " + value + ": " + set + ", " + got + " " + room.get(0);
        }
    }
}
