package io.jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.Scene;

/** Sockets of UDP on two hosts. */
abstract class DatagramScene extends Scene {
    static final int AGAIN = Errno.EAGAIN.result();
    static final int REFUSED = Errno.ECONNREFUSED.result();

    static int receiver(Syscalls os, IpAddress on, int port) {
        int fd = os.socket(on.isV4() ? Family.AF_INET : Family.AF_INET6, Family.SOCK_DGRAM, 0);
        set(os, fd, Option.SO_REUSEADDR, 1);
        assertThat(os.bind(fd, at(on, port))).isZero();
        nonBlocking(os, fd);
        return fd;
    }

    int sendTo(int fd, IpAddress to, int port, String text) {
        return os.sendto(fd, text(text), 0, at(to, port));
    }
}
