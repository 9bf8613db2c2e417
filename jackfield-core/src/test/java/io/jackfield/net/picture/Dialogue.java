package io.jackfield.net.picture;

import io.jackfield.host.Host;
import io.jackfield.posix.Family;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;

import java.nio.ByteBuffer;

/** What a client says in these tests. */
final class Dialogue {
    private Dialogue() {}

    /** Connects, sends so many octets, reads once, closes. */
    static Program client(Host to, int octets) {
        return os -> {
            int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
            if (os.connect(fd, SocketAddress.of(to.address(), 80)) == 0) {
                ByteBuffer data = ByteBuffer.allocate(octets);
                while (data.hasRemaining() && os.send(fd, data, 0) > 0) {
                    continue;
                }
                os.recv(fd, ByteBuffer.allocate(100), 0);
            }
            return os.close(fd);
        };
    }
}
