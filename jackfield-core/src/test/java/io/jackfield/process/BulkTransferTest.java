package io.jackfield.process;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.file.WaitQueue;
import io.jackfield.host.Host;
import io.jackfield.net.World;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;
import io.jackfield.time.Deadline;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Many octets at once are copied without the host's lock, on real threads. */
@Timeout(60)
class BulkTransferTest {
    private static final int PORT = 8080;
    private static final int ROUNDS = 200;
    private static final int WRITE = 96 << 10;

    private final World world = World.realTime(1);
    private final Host a = world.host("a");
    private final Host b = world.host("b");

    BulkTransferTest() {
        world.cable(a, b);
    }

    @AfterEach
    void nothingIsLeft() {
        world.close();
        assertThat(a.openFiles() + b.openFiles()).isZero();
        assertThat(a.slabsOut() + b.slabsOut()).isZero();
    }

    private final Syscalls listening = b.process("server").calls();
    private final Syscalls connecting = a.process("client").calls();
    private final int listener =
            check("socket", listening.socket(Family.AF_INET, Family.SOCK_STREAM, 0));

    private int connect() {
        int fd = check("socket", connecting.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check("connect", connecting.connect(fd, SocketAddress.inet(b.address(), PORT)));
        return fd;
    }

    private void listen() {
        check("bind", listening.bind(listener, SocketAddress.inet(IpAddress.ANY4, PORT)));
        check("listen", listening.listen(listener, 8));
    }

    @Test
    void whatFitsIntoTheBufferIsNotMixedWithWhatAnotherWriterSends() {
        listen();
        for (int i = 0; i < ROUNDS; i++) {
            int fd = connect();
            int accepted = check("accept", listening.accept(listener, null));
            a.start("writer 1", _ -> write(fd, (byte) 1));
            a.start("writer 2", _ -> write(fd, (byte) 2));
            assertThat(changes(accepted)).isEqualTo(1);
            assertThat(world.run().isComplete()).isTrue();
            connecting.close(fd);
            listening.close(accepted);
        }
        listening.close(listener);
    }

    private int write(int fd, byte writer) {
        byte[] octets = new byte[WRITE];
        Arrays.fill(octets, writer);
        assertThat(connecting.send(fd, ByteBuffer.wrap(octets), 0)).isEqualTo(WRITE);
        return 0;
    }

    /** How often an octet differs from the one before. */
    private int changes(int fd) {
        byte[] octets = new byte[2 * WRITE];
        int count = listening.recv(fd, ByteBuffer.wrap(octets), MessageFlags.MSG_WAITALL);
        assertThat(count).isEqualTo(octets.length);
        int changes = 0;
        for (int i = 1; i < octets.length; i++) {
            changes += octets[i] == octets[i - 1] ? 0 : 1;
        }
        return changes;
    }

    @Test
    void aResetAmidACopyEndsTheWriterAndLosesNoSlab() {
        listen();
        for (int i = 0; i < ROUNDS; i++) {
            int fd = connect();
            int accepted = check("accept", listening.accept(listener, null));
            a.start("writer", _ -> writeUntilReset(fd));
            ByteBuffer room = ByteBuffer.allocate((i + 1) << 10);
            check("recv", listening.recv(accepted, room, MessageFlags.MSG_WAITALL));
            listening.setsockopt(
                    accepted, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 0));
            listening.close(accepted);
            assertThat(world.run().isComplete()).isTrue();
        }
        listening.close(listener);
    }

    private int writeUntilReset(int fd) {
        ByteBuffer data = ByteBuffer.allocateDirect(WRITE);
        int sent = WRITE;
        while (sent > 0) {
            sent = connecting.send(fd, data.clear(), 0);
        }
        assertThat(sent).isIn(Errno.ECONNRESET.result(), Errno.EPIPE.result());
        return connecting.close(fd);
    }

    @Test
    void anInterruptAmidACopyEndsTheSleepThatFollows() {
        Process process = a.process("p");
        Blocking blocking = process.blocking();
        long nowNanos = process.kernel().enter();
        blocking.beginCopy();
        process.calls().interrupt(Thread.currentThread());
        blocking.endCopy();
        int slept = blocking.sleepOn(new WaitQueue(), 1, Deadline.NEVER, "send");
        assertThat(slept).isEqualTo(Errno.EINTR.result());
        slept = blocking.sleepOn(new WaitQueue(), 1, nowNanos, "send");
        assertThat(slept).isEqualTo(Errno.ETIMEDOUT.result());
        process.kernel().leave();
    }

    @Test
    void aProcessThatEndsAmidACopyEndsTheCall() {
        Process process = a.process("p");
        process.kernel().enter();
        process.blocking().beginCopy();
        process.endFromOutside(0);
        assertThatThrownBy(process.blocking()::endCopy).isInstanceOf(ProcessEnd.class);
        process.kernel().leave();
    }
}
