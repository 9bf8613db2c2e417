package io.jackfield.socket;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** SCM_RIGHTS and SCM_CREDENTIALS on one host: limits, and what is left when nobody receives. */
class PassedDescriptorsTest extends UnixScene {
    private static final int CHAIN = 5_000;

    @Test
    void aTcpConnectionIsPassedToAnotherProcess() {
        int[] tcp = pair(os);
        int[] carrier = pair(os, PACKET);
        check("pass", pass(os, carrier[0], tcp[0]));
        os.close(tcp[0]);
        os.fork(
                child -> {
                    int received = receive(child, carrier[1])[0];
                    send(child, received, "from the child");
                    return 0;
                });
        assertThat(recv(os, tcp[1], 0)).isEqualTo("from the child");
        assertThat(recv(os, tcp[1], 0)).isEmpty(); // it has ended, and closed what it got
    }

    @Test
    void onlySoManyFilesOfAUserAreOnTheirWay() {
        os.setNoFileLimit(20);
        int[] carrier = pair(os, DATAGRAM);
        int[] file = {carrier[0]};
        for (int i = 0; i < 21; i++) { // more than the limit is found with the next
            assertThat(pass(os, carrier[0], file)).isOne();
        }
        assertThat(pass(os, carrier[0], file)).isEqualTo(Errno.ETOOMANYREFS.result());
        assertThat(send(os, carrier[0], "no file")).isEqualTo(7);
        os.close(receive(os, carrier[1])[0]);
        assertThat(pass(os, carrier[0], file)).isOne();
        Syscalls root = a.kernel().processes().create("root", 0).calls();
        int[] own = pair(root, DATAGRAM);
        for (int i = 0; i < 30; i++) {
            assertThat(pass(root, own[0], own[0])).isOne();
        }
    }

    @Test
    void whatHasNoNumberIsClosed() {
        int[] carrier = pair(os, STREAM);
        int[] end = pair(os, STREAM);
        check("pass", pass(os, carrier[0], end[0], end[0]));
        os.close(end[0]);
        os.setNoFileLimit(4);
        Message message = new Message(octets(1));
        message.control = Values.room(100);
        assertThat(os.recvmsg(carrier[1], message, 0)).isOne();
        assertThat(message.flags).isEqualTo(MessageFlags.MSG_CTRUNC);
        ControlMessages messages = ControlMessages.in(message.control.flip());
        assertThat(messages.next()).isOne();
        assertThat(messages.dataLength()).isEqualTo(Integer.BYTES);
        os.close(messages.data().getInt());
        assertThat(recv(os, end[1], 0)).isEmpty();
    }

    @Test
    void circlesEndWithTheNextSocketThatIsClosed() {
        int[] witness = pair(os, STREAM);
        int[] circle = pair(os, DATAGRAM);
        check("pass", pass(os, circle[0], circle[1], witness[0]));
        check("pass", pass(os, circle[1], circle[0]));
        os.close(witness[0]);
        os.close(circle[0]);
        os.close(circle[1]);
        nonBlocking(os, witness[1]);
        assertThat(recv(os, witness[1], 0)).isEqualTo("-11"); // as on Linux
        os.close(socket(os, STREAM));
        assertThat(recv(os, witness[1], 0)).isEmpty();
        assertThat(a.openFiles()).isOne();
    }

    @Test
    void aCircleThatNobodyLooksForEndsWithTheHost() {
        int[] circle = pair(os, DATAGRAM);
        check("pass", pass(os, circle[0], circle[1]));
        check("pass", pass(os, circle[1], circle[0]));
        os.close(circle[0]);
        os.close(circle[1]);
        assertThat(a.openFiles()).isEqualTo(2);
    }

    @Test
    void aLongChainOfSocketsInSocketsEnds() {
        int[] before = pair(os, DATAGRAM);
        for (int i = 0; i < CHAIN; i++) {
            int[] next = pair(os, DATAGRAM);
            os.setsockopt(next[0], Option.SOL_SOCKET, Option.SO_SNDBUF, 4608);
            check("pass", passAsRoot(next[0], before[1]));
            os.close(before[0]);
            os.close(before[1]);
            before = next;
        }
        os.close(before[0]);
        os.close(before[1]);
        assertThat(a.openFiles()).isZero();
    }

    /** RLIMIT_NOFILE limits what is on its way, too. */
    private int passAsRoot(int over, int fd) {
        os.setNoFileLimit(1 << 20);
        return pass(os, over, fd);
    }

    @Test
    void aLingeringConnectionThatIsLostOnItsWayKeepsNobody() {
        int[] tcp = pair(os);
        os.setsockopt(tcp[0], Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 100));
        send(os, tcp[0], "unread");
        int[] carrier = pair(os, STREAM);
        check("pass", pass(os, carrier[0], tcp[0]));
        os.close(tcp[0]);
        os.close(carrier[1]);
        assertThat(world.nowNanos()).isZero();
        assertThat(recv(os, tcp[1], 0)).isEqualTo("unread");
        assertThat(recv(os, tcp[1], 0)).isEmpty();
    }

    @Test
    void credentialsNameTheProcessThatSent() {
        int[] ends = pair(os, STREAM);
        set(os, ends[1], Option.SO_PASSCRED, 1);
        int child =
                os.fork(
                        c -> {
                            send(c, ends[0], "c");
                            return 0;
                        });
        world.run();
        send(os, ends[0], "o");
        assertThat(sender(ends[1])).isEqualTo(new Credentials(child, 1000, 1000));
        assertThat(sender(ends[1]))
                .isEqualTo(new Credentials(os.getpid(), 1000, 1000)); // not glued: row 105
    }

    private Credentials sender(int fd) {
        Message message = new Message(octets(9));
        message.control = Values.room(100);
        assertThat(os.recvmsg(fd, message, MessageFlags.MSG_DONTWAIT)).isOne();
        ControlMessages messages = ControlMessages.in(message.control.flip());
        assertThat(messages.next()).isOne();
        return Credentials.of(messages.data());
    }

    @Test
    void nobodyButRootSpeaksForAnotherProcess() {
        int[] ends = pair(os, DATAGRAM);
        int other = a.process("other").calls().getpid();
        assertThat(claim(os, ends[0], other)).isEqualTo(Errno.EPERM.result());
        assertThat(claim(os, ends[0], os.getpid())).isOne();
        Syscalls root = a.kernel().processes().create("root", 0).calls();
        int[] own = pair(root, DATAGRAM);
        assertThat(claim(root, own[0], other)).isOne();
        assertThat(claim(root, own[0], 9999)).isEqualTo(Errno.ESRCH.result());
    }

    private static int claim(Syscalls os, int over, int pid) {
        int uid = os.geteuid();
        Message message = new Message(octets(1));
        ByteBuffer claimed = ByteBuffer.wrap(new Credentials(pid, uid, uid).octets());
        message.control = ControlMessages.of(Option.SOL_SOCKET, Option.SCM_CREDENTIALS, claimed);
        return os.sendmsg(over, message, 0);
    }
}
