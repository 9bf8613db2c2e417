package io.jackfield.net;

import static io.jackfield.posix.ErrnoException.check;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.Supplier;

/** Programs that the tests of worlds run. */
final class Programs {
    static final int BUFFER = 16 << 10;

    private Programs() {}

    static int family(IpAddress address) {
        return address.isV4() ? Family.AF_INET : Family.AF_INET6;
    }

    static int listener(Syscalls os, IpAddress on, int port) {
        int fd = check("socket", os.socket(family(on), Family.SOCK_STREAM, 0));
        check("bind", os.bind(fd, SocketAddress.of(on, port)));
        check("listen", os.listen(fd, 128));
        return fd;
    }

    /** Sends back what comes, to one client after the other, {@code clients} of them. */
    static Program echoServer(IpAddress on, int port, int clients) {
        return os -> {
            int listener = listener(os, on, port);
            for (int i = 0; i < clients; i++) {
                int fd = check("accept", os.accept(listener, null));
                echo(os, fd);
                check("close", os.close(fd));
            }
            return os.close(listener);
        };
    }

    private static void echo(Syscalls os, int fd) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (check("recv", os.recv(fd, buffer.clear(), 0)) > 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                check("send", os.send(fd, buffer, 0));
            }
        }
    }

    static int connected(Syscalls os, IpAddress to, int port) {
        int fd = check("socket", os.socket(family(to), Family.SOCK_STREAM, 0));
        check("connect", os.connect(fd, SocketAddress.of(to, port)));
        return fd;
    }

    /** Sends random octets from a forked process and compares what comes back. */
    static Program echoClient(Supplier<IpAddress> to, int port, int octets) {
        return os -> {
            int fd = connected(os, to.get(), port);
            os.fork(
                    child -> {
                        Random random = new Random(port);
                        byte[] chunk = new byte[BUFFER];
                        for (int sent = 0; sent < octets; ) {
                            int length = Math.min(BUFFER, octets - sent);
                            random.nextBytes(chunk);
                            ByteBuffer data = ByteBuffer.wrap(chunk, 0, length);
                            while (data.hasRemaining()) {
                                check("send", child.send(fd, data, 0));
                            }
                            sent += length;
                        }
                        return child.shutdown(fd, Family.SHUT_WR);
                    });
            int received = compare(os, fd, new Random(port));
            if (received != octets) {
                throw new AssertionError(received + " of " + octets + " octets came back");
            }
            return os.close(fd);
        };
    }

    private static int compare(Syscalls os, int fd, Random random) {
        byte[] expected = new byte[BUFFER];
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        int received = 0;
        while (check("recv", os.recv(fd, buffer.clear(), 0)) > 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                int at = received % BUFFER;
                if (at == 0) {
                    random.nextBytes(expected);
                }
                if (buffer.get() != expected[at]) {
                    throw new AssertionError("octet " + received + " differs");
                }
                received++;
            }
        }
        return received;
    }

    /** Answers each datagram with itself. */
    static Program udpEcho(IpAddress on, int port, int datagrams) {
        return os -> {
            int fd = check("socket", os.socket(family(on), Family.SOCK_DGRAM, 0));
            check("bind", os.bind(fd, SocketAddress.of(on, port)));
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            for (int i = 0; i < datagrams; i++) {
                SocketAddressBuffer from = new SocketAddressBuffer();
                check("recvfrom", os.recvfrom(fd, buffer.clear(), 0, from));
                check("sendto", os.sendto(fd, buffer.flip(), 0, from.address()));
            }
            return os.close(fd);
        };
    }
}
