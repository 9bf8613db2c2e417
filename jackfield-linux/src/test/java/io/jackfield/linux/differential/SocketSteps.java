package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;

import java.util.List;

/** The calls that make, name and connect sockets. */
final class SocketSteps {
    /** More than programs send but those that fill a buffer. */
    private static final int MUCH = 70_000;

    private SocketSteps() {}

    static Step socket(int process, int variable, int family, int type, int protocol) {
        return new Step(
                "socket",
                process,
                "fd[%d] = %s.socket(%d, %s, %d)"
                        .formatted(variable, Java.os(process), family, Java.hex(type), protocol),
                (run, os) ->
                        Names.of(run.opened(process, variable, os.socket(family, type, protocol))));
    }

    static Step bind(int process, Fd fd, SocketAddress to) {
        return new Step(
                "bind",
                process,
                "%s.bind(%s, %s)".formatted(Java.os(process), fd, Java.of(to)),
                (run, os) -> Names.of(os.bind(run.fd(fd), to)));
    }

    static Step listen(int process, Fd fd, int backlog) {
        return new Step(
                "listen",
                process,
                "%s.listen(%s, %d)".formatted(Java.os(process), fd, backlog),
                (run, os) -> Names.of(os.listen(run.fd(fd), backlog)));
    }

    static Step connect(int process, Fd fd, SocketAddress to, boolean maySleep) {
        return new Step(
                "connect",
                process,
                "%s.connect(%s, %s)".formatted(Java.os(process), fd, Java.of(to)),
                maySleep ? Sleep.TRANSFER : Sleep.NEVER,
                List.of(fd),
                (run, os) -> connect(run, os, process, run.fd(fd), to));
    }

    /**
     * A TCP socket of AF_INET6 that was refused at an IPv4 address is not connected to an IPv6 one:
     * Linux sends that SYN as IPv4 to where nobody is, and never hears of it again.
     */
    private static String connect(Run run, Syscalls os, int process, int fd, SocketAddress to) {
        boolean isV6 = to.family() == Family.AF_INET6 && to.isComplete();
        int file = run.tables().file(process, fd);
        if (isV6 && !to.address().isV4() && run.wasMapped(file)) {
            return "passed over";
        }
        int got = os.connect(fd, to);
        if (isV6 && to.address().isV4()) {
            run.mapped(file);
        }
        return Names.of(got);
    }

    static Step accept(int process, int variable, Fd fd, boolean maySleep) {
        int flags = maySleep ? 0 : Family.SOCK_NONBLOCK;
        return accept(process, variable, fd, flags, maySleep);
    }

    static Step accept(int process, int variable, Fd fd, int flags, boolean maySleep) {
        return new Step(
                "accept4",
                process,
                "fd[%d] = %s.accept4(%s, new SocketAddressBuffer(), %s)"
                        .formatted(variable, Java.os(process), fd, Java.hex(flags)),
                maySleep ? Sleep.IN_TURN : Sleep.NEVER,
                List.of(fd),
                (run, os) -> {
                    SocketAddressBuffer peer = new SocketAddressBuffer();
                    int got = os.accept4(run.fd(fd), peer, flags);
                    run.opened(process, variable, got);
                    return Names.of(got) + (got < 0 ? "" : " " + run.names().of(peer.address()));
                });
    }

    static Step shutdown(int process, Fd fd, int how) {
        return new Step(
                "shutdown",
                process,
                "%s.shutdown(%s, %d)".formatted(Java.os(process), fd, how),
                (run, os) -> Names.of(os.shutdown(run.fd(fd), how)));
    }

    static Step name(int process, Fd fd, boolean own) {
        String kind = own ? "getsockname" : "getpeername";
        return new Step(
                kind,
                process,
                "%s.%s(%s, new SocketAddressBuffer())".formatted(Java.os(process), kind, fd),
                (run, os) -> {
                    SocketAddressBuffer name = new SocketAddressBuffer();
                    int number = run.fd(fd);
                    int got = own ? os.getsockname(number, name) : os.getpeername(number, name);
                    return Names.of(got) + (got < 0 ? "" : " " + run.names().of(name.address()));
                });
    }

    /** FIONREAD, SIOCOUTQ, FIONBIO, SIOCATMARK or nonsense. */
    static Step ioctl(int process, Fd fd, int request, int argument) {
        boolean reads = request != FileControl.FIONBIO;
        return new Step(
                "ioctl",
                process,
                "%s.ioctl(%s, %s, new int[] {%d})"
                        .formatted(Java.os(process), fd, Java.hex(request), argument),
                (run, os) -> {
                    int[] value = {argument};
                    int got = os.ioctl(run.fd(fd), request, value);
                    return Names.of(got)
                            + (got == 0 && reads ? " " + shown(request, value[0]) : "");
                });
    }

    /** When data was acknowledged is a matter of time; that a SYN or FIN counts as one, is not. */
    private static String shown(int request, int value) {
        boolean isMuch = request == FileControl.FIONREAD && value > MUCH;
        return isMuch || (request == FileControl.SIOCOUTQ && value > 1)
                ? "some"
                : String.valueOf(value);
    }
}
