package io.jackfield.socket;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** AF_UNIX in virtual time: what takes time, whose turn it is, what is left (LINUX.md 1.8). */
class UnixSocketTest extends UnixScene {
    private static final long SECOND = 1_000_000_000;
    private static final int AGAIN = Errno.EAGAIN.result();

    private void timeout(int fd, int option, long nanos) {
        os.setsockopt(fd, Option.SOL_SOCKET, option, Values.timeval(nanos));
    }

    @Test
    void aPathOfOneHostLeadsNowhereOnAnother() {
        int listener = socket(os, STREAM);
        SocketAddress path = SocketAddress.unix("/run/service");
        check("bind", os.bind(listener, path));
        check("listen", os.listen(listener, 1));
        Syscalls elsewhere = b.process("other").calls();
        assertThat(elsewhere.connect(socket(elsewhere, STREAM), path))
                .isEqualTo(Errno.ENOENT.result());
        assertThat(os.connect(socket(os, STREAM), path)).isZero();
    }

    @Test
    void acceptsSleepInTurnAndConnectsToo() { // rows 26, 100
        List<String> order = new ArrayList<>();
        int listener = listener(os, "turns", 0);
        connected(os, "turns");
        for (int i = 0; i < 3; i++) {
            int number = i;
            os.fork(
                    child -> {
                        connected(child, "turns");
                        order.add("connected " + number);
                        return 0;
                    });
        }
        world.runFor("1s");
        assertThat(order).isEmpty();
        for (int i = 0; i < 3; i++) {
            check("accept", os.accept(listener, null));
            world.runFor("1s");
        }
        assertThat(order).containsExactly("connected 0", "connected 1", "connected 2");
    }

    @Test
    void aFullListenerKeepsAConnectForSoSndtimeo() { // row 100
        listener(os, "full", 0);
        connected(os, "full");
        int fd = socket(os, STREAM);
        timeout(fd, Option.SO_SNDTIMEO, 3 * SECOND);
        assertThat(os.connect(fd, at("full"))).isEqualTo(AGAIN);
        assertThat(world.nowNanos()).isEqualTo(3 * SECOND);
    }

    @Test
    void aListenerThatClosesEndsTheConnectsThatSleep() {
        int[] result = {1};
        int listener = listener(os, "closing", 0);
        connected(os, "closing");
        os.fork(
                child -> {
                    child.close(listener);
                    result[0] = child.connect(socket(child, STREAM), at("closing"));
                    return 0;
                });
        world.runFor("1s");
        os.close(listener);
        world.run();
        assertThat(result[0]).isEqualTo(Errno.ECONNREFUSED.result());
    }

    @Test
    void aReceiveSleepsForSoRcvtimeoAndSendForSoSndtimeo() {
        for (int type : new int[] {STREAM, DATAGRAM, PACKET}) {
            int[] ends = pair(os, type);
            long begin = world.nowNanos();
            timeout(ends[0], Option.SO_RCVTIMEO, 2 * SECOND);
            assertThat(os.recv(ends[0], octets(1), 0)).isEqualTo(AGAIN);
            assertThat(world.nowNanos() - begin).isEqualTo(2 * SECOND);
            timeout(ends[0], Option.SO_SNDTIMEO, SECOND);
            while (os.send(ends[0], octets(30_000), MessageFlags.MSG_DONTWAIT) > 0) {
                assertThat(world.nowNanos() - begin).isEqualTo(2 * SECOND);
            }
            assertThat(os.send(ends[0], octets(1), 0)).isEqualTo(AGAIN);
            assertThat(world.nowNanos() - begin).isEqualTo(3 * SECOND);
        }
    }

    @Test
    void aSenderIsWokenWhenThreeQuartersAreFree() {
        int[] ends = pair(os, STREAM);
        int[] sent = {0};
        os.fork(
                child -> {
                    sent[0] = child.send(ends[0], octets(1 << 20), 0);
                    return 0;
                });
        world.runFor("1s");
        int received = 0;
        int wakeUps = 0;
        for (int fd = ends[1]; received < 1 << 20; ) {
            int unread = unread(fd);
            received += check("recv", os.recv(fd, octets(10_000), 0));
            world.runFor("1s");
            wakeUps += unread(fd) > unread ? 1 : 0;
        }
        world.run();
        assertThat(sent[0]).isEqualTo(1 << 20);
        assertThat(wakeUps).isLessThan(9);
    }

    private int unread(int fd) {
        int[] octets = new int[1];
        check("ioctl", os.ioctl(fd, FileControl.FIONREAD, octets));
        return octets[0];
    }

    @Test
    void whatIsSentArrivesWhateverTheSizes() {
        long seed = Long.getLong("jackfield.seed", 4711);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int type : new int[] {STREAM, PACKET}) {
            int[] ends = pair(os, type);
            byte next = 0;
            byte expected = 0;
            for (int round = 0; round < 300; round++) {
                byte[] data = new byte[1 + random.nextInt(1 << random.nextInt(17))];
                for (int i = 0; i < data.length; i++) {
                    data[i] = next++;
                }
                int sent = os.send(ends[0], ByteBuffer.wrap(data), MessageFlags.MSG_DONTWAIT);
                next -= (byte) (data.length - Math.max(0, sent));
                if (sent >= 0 && random.nextInt(3) > 0) {
                    continue;
                }
                ByteBuffer room = octets(1 << 17);
                while (os.recv(ends[1], room.clear(), MessageFlags.MSG_DONTWAIT) > 0) {
                    for (room.flip(); room.hasRemaining(); expected++) {
                        assertThat(room.get()).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void maxDgramQlenLimitsWhatIsQueued() { // row 103
        a.settings().set(Setting.UNIX_MAX_DGRAM_QLEN, 2);
        bound(os, DATAGRAM, "short");
        int fd = socket(os, DATAGRAM);
        nonBlocking(os, fd);
        for (int result : new int[] {1, 1, 1, AGAIN}) {
            assertThat(os.sendto(fd, octets(1), 0, at("short"))).isEqualTo(result);
        }
    }

    @Test
    void peersKnowEachOthersProcesses() {
        int listener = listener(os, "cred", 1);
        int child =
                os.fork(
                        c -> {
                            c.nanosleep(SECOND);
                            int fd = connected(c, "cred");
                            assertThat(peerCredentials(c, fd))
                                    .isEqualTo(new Credentials(os.getpid(), 1000, 1000));
                            return 0;
                        });
        int accepted = check("accept", os.accept(listener, null));
        assertThat(peerCredentials(os, accepted)).isEqualTo(new Credentials(child, 1000, 1000));
        assertThat(peerCredentials(os, listener))
                .isEqualTo(new Credentials(os.getpid(), 1000, 1000));
    }

    @Test
    void socketpairOpensTwoOrNone() {
        os.setNoFileLimit(3);
        int[] none = {-1, -1};
        assertThat(os.socketpair(Family.AF_UNIX, STREAM | 1 << 20, 0, none))
                .isEqualTo(Errno.EINVAL.result());
        int[] ends = pair(os, STREAM | Family.SOCK_NONBLOCK | Family.SOCK_CLOEXEC);
        assertThat(ends).containsExactly(0, 1);
        assertThat(os.fcntl(1, FileControl.F_GETFD, 0)).isOne();
        assertThat(os.recv(1, octets(1), 0)).isEqualTo(AGAIN);
        assertThat(os.socketpair(Family.AF_UNIX, STREAM, 0, none)).isEqualTo(Errno.EMFILE.result());
        assertThat(none).containsExactly(-1, -1);
        assertThat(socket(os, STREAM)).isEqualTo(2);
    }

    @Test
    void theTableShowsWhatSsShows() {
        int listener = socket(os, STREAM);
        check("bind", os.bind(listener, SocketAddress.unix("/run/table")));
        check("listen", os.listen(listener, 7));
        int client = socket(os, STREAM);
        check("connect", os.connect(client, SocketAddress.unix("/run/table")));
        send(os, client, "abc");
        bound(os, DATAGRAM, "name");
        os.dup(client);
        assertThat(a.unixSockets())
                .extracting(Object::toString)
                .containsExactly(
                        "u_str LISTEN 1 7 /run/table 1 * 0",
                        "u_str ESTAB 0 768 * 2 /run/table 3",
                        "u_dgr UNCONN 0 0 @name 4 * 0");
    }

    @Test
    void aCrashTakesTheNamesAlong() {
        SocketAddress path = SocketAddress.unix("/run/lost");
        check("bind", os.bind(socket(os, STREAM), path));
        a.crash();
        a.restart();
        Syscalls after = a.process("after").calls();
        assertThat(after.connect(socket(after, STREAM), path)).isEqualTo(Errno.ENOENT.result());
        assertThat(after.bind(socket(after, STREAM), path)).isZero();
    }

    @Test
    void interruptEndsASleepingConnect() {
        int[] result = {1};
        Thread[] thread = new Thread[1];
        listener(os, "busy", 0);
        connected(os, "busy");
        var caller =
                a.start(
                        "caller",
                        c -> {
                            thread[0] = Thread.currentThread();
                            result[0] = c.connect(socket(c, STREAM), at("busy"));
                            return 0;
                        });
        world.runFor("1s");
        caller.calls().interrupt(thread[0]);
        world.run();
        assertThat(result[0]).isEqualTo(Errno.EINTR.result());
    }
}
