package io.jackfield.cli.check;

import static io.jackfield.posix.ErrnoException.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Finds out whether a program speaks HTTP, as a client on some port or as a server. */
final class Sniffer {
    private static final int BACKLOG = 16;
    private static final int OCTETS = 512;

    private Sniffer() {}

    /** Listens, and tells what the first client says first. */
    static Program listen(int port, Consumer<String> heard) {
        return os -> {
            int listener = check("socket", os.socket(Family.AF_INET6, Family.SOCK_STREAM, 0));
            check("bind", os.bind(listener, SocketAddress.of(IpAddress.ANY6, port)));
            check("listen", os.listen(listener, BACKLOG));
            while (true) {
                int fd = os.accept(listener, null);
                if (fd >= 0) {
                    os.fork(child -> read(child, fd, heard));
                    os.close(fd);
                }
            }
        };
    }

    /** Asks, and tells what the server answers first. */
    static Program ask(Host server, int port, String request, Consumer<String> heard) {
        return os -> {
            int fd = check("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
            if (os.connect(fd, SocketAddress.inet(server.address(), port)) < 0) {
                return 1;
            }
            ByteBuffer octets = ByteBuffer.wrap(request.getBytes(ISO_8859_1));
            os.send(fd, octets, MessageFlags.MSG_NOSIGNAL);
            return read(os, fd, heard);
        };
    }

    private static int read(Syscalls os, int fd, Consumer<String> heard) {
        ByteBuffer octets = ByteBuffer.allocate(OCTETS);
        int got = os.recv(fd, octets, 0);
        if (got > 0) {
            heard.accept(new String(octets.array(), 0, got, ISO_8859_1));
        }
        while (got > 0) {
            got = os.recv(fd, octets.clear(), 0);
        }
        return 0;
    }
}
