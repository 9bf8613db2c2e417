package io.jackfield.sweep;

import static io.jackfield.posix.ErrnoException.check;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;

/** Datagrams one way: each may be lost, come twice or late, but never with another content. */
final class Messenger {
    private static final int MOST_OCTETS = 4000;
    private static final int HEAD = 4;

    /** ECT(0): the network may mark instead of dropping (RFC 3168 §5). */
    private static final int ECN_CAPABLE = 2;

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final boolean v4;
    private final int datagrams;
    private final int lengthSeed;
    private final long gapNanos;
    private boolean isOver;

    /** Octets that arrived, all as they were sent. */
    long octets;

    Messenger(Draws draws) {
        v4 = draws.oneIn(2);
        datagrams = draws.below(40);
        lengthSeed = draws.below(1 << 20);
        gapNanos = draws.below(100) * 1_000_000L;
    }

    boolean isV4() {
        return v4;
    }

    private int length(int number) {
        int mixed = (lengthSeed + number) * 0x9E3779B1;
        return HEAD + (mixed >>> 8) % ((mixed & 7) == 0 ? MOST_OCTETS : 600);
    }

    private static byte octet(int number, int position) {
        return (byte) ((number * 31 + position) * 0x9E3779B1 >>> 24);
    }

    private int socket(Syscalls os) {
        int family = v4 ? Family.AF_INET : Family.AF_INET6;
        return check("socket", os.socket(family, Family.SOCK_DGRAM, 0));
    }

    Program sender(IpAddress to, int port) {
        return os -> {
            int fd = socket(os);
            if (v4) {
                check("setsockopt", os.setsockopt(fd, Option.SOL_IP, Option.IP_TOS, ECN_CAPABLE));
            }
            for (int number = 0; number < datagrams; number++) {
                ByteBuffer data = ByteBuffer.allocate(length(number)).putInt(number);
                while (data.hasRemaining()) {
                    data.put(octet(number, data.position()));
                }
                check("sendto", os.sendto(fd, data.flip(), 0, SocketAddress.of(to, port)));
                os.nanosleep(gapNanos);
            }
            isOver = true;
            return os.close(fd);
        };
    }

    Program receiver(int port) {
        return os -> {
            int fd = socket(os);
            IpAddress any = v4 ? IpAddress.ANY4 : IpAddress.ANY6;
            check("bind", os.bind(fd, SocketAddress.of(any, port)));
            ByteBuffer patience = Values.timeval(PATIENCE_NANOS);
            check("setsockopt", os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_RCVTIMEO, patience));
            ByteBuffer data = ByteBuffer.allocate(1 << 16);
            boolean isLast = false;
            while (!isLast) {
                boolean wasOver = isOver;
                int result = os.recv(fd, data.clear(), 0);
                if (result == Errno.EAGAIN.result()) {
                    isLast = wasOver;
                } else {
                    examine(check("recv", result), data.flip());
                }
            }
            return os.close(fd);
        };
    }

    private void examine(int length, ByteBuffer data) {
        int number = length < HEAD ? -1 : data.getInt();
        if (number < 0 || number >= datagrams || length != length(number)) {
            throw new AssertionError("a datagram of " + length + " octets, number " + number);
        }
        while (data.hasRemaining()) {
            int position = data.position();
            if (data.get() != octet(number, position)) {
                throw new AssertionError("octet " + position + " of datagram " + number);
            }
        }
        octets += length;
    }
}
