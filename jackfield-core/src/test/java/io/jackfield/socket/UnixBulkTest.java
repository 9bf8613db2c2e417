package io.jackfield.socket;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.net.World;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;

/** Many octets over AF_UNIX are copied without the host's lock, on real threads. */
@Timeout(60)
class UnixBulkTest {
    private static final int ROUNDS = 200;
    private static final int WRITE = 96 << 10;

    private final World world = World.realTime(1);
    private final Host host = world.host("host");
    private final Syscalls os = host.process("test").calls();

    @AfterEach
    void nothingIsLeft() {
        world.close();
        assertThat(host.openFiles()).isZero();
        assertThat(host.slabsOut()).isZero();
    }

    private int[] pair() {
        int[] ends = new int[2];
        check("socketpair", os.socketpair(Family.AF_UNIX, Family.SOCK_STREAM, 0, ends));
        return ends;
    }

    @Test
    void octetsComeInOrderWhateverTheSizesOfReadsAndWrites() {
        int[] ends = pair();
        int total = ROUNDS * WRITE;
        host.start("writer", _ -> write(ends[0], total));
        byte expected = 0;
        int received = 0;
        for (int size = 1; received < total; size = size * 7 % (1 << 17) + 1) {
            ByteBuffer room = ByteBuffer.allocate(Math.min(size, total - received));
            int flags = size % 2 == 0 ? MessageFlags.MSG_WAITALL : 0;
            received += check("recv", os.recv(ends[1], room, flags));
            for (room.flip(); room.hasRemaining(); expected++) {
                if (room.get() != expected) {
                    throw new AssertionError("octet before " + received);
                }
            }
        }
        assertThat(world.run().isComplete()).isTrue();
    }

    /** Octets that count up. */
    private int write(int fd, int total) {
        ByteBuffer data = ByteBuffer.allocateDirect(WRITE);
        for (int sent = 0; sent < total; sent += WRITE) {
            data.clear();
            while (data.hasRemaining()) {
                data.put((byte) (sent + data.position()));
            }
            check("send", os.send(fd, data.flip(), 0));
        }
        return 0;
    }

    @Test
    void aCloseAmidACopyEndsTheWriterAndLosesNoSlab() {
        for (int i = 0; i < ROUNDS; i++) {
            int[] ends = pair();
            host.start("writer", _ -> writeUntilClosed(ends[0]));
            ByteBuffer room = ByteBuffer.allocate((i + 1) << 10);
            check("recv", os.recv(ends[1], room, MessageFlags.MSG_WAITALL));
            os.close(ends[1]);
            assertThat(world.run().isComplete()).isTrue();
            os.close(ends[0]);
        }
    }

    private int writeUntilClosed(int fd) {
        ByteBuffer data = ByteBuffer.allocateDirect(WRITE);
        int sent = WRITE;
        while (sent > 0) {
            sent = os.send(fd, data.clear(), 0);
        }
        assertThat(sent).isIn(Errno.ECONNRESET.result(), Errno.EPIPE.result());
        return 0;
    }
}
