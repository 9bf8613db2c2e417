package io.jackfield.linux.differential;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Programs of system calls, drawn from a seed: several sockets of both families, TCP and UDP, none
 * of which blocks, with arguments that are right more often than wrong.
 */
final class Generator {
    private static final int LEAST = 8;
    private static final int SPREAD = 24;
    private static final int FIRST_FD = 3;
    private static final int NONSENSE = 99;
    private static final int ROOM = 2048;
    private static final int[] SIZES = {0, 1, 10, 1000};

    private final Random random;
    private final IpAddress address;
    private final int port;
    private final OptionSteps options;
    private int made;

    /**
     * @param address of 127.0.0.0/8, the program's own
     * @param port the program's own, and the next one
     */
    Generator(long seed, IpAddress address, int port) {
        random = new Random(seed);
        this.address = address;
        this.port = port;
        options = new OptionSteps(random);
    }

    Names names() {
        return new Names(Set.of(port, port + 1));
    }

    List<Step> program() {
        List<Step> steps = new ArrayList<>();
        steps.add(socket());
        int count = LEAST + random.nextInt(SPREAD);
        while (steps.size() < count) {
            steps.add(step());
        }
        return steps;
    }

    private Step step() {
        return switch (random.nextInt(30)) {
            case 0, 1, 2 -> socket();
            case 3, 4, 5 -> bind();
            case 6, 7 -> one("listen", fd(), pick(0, 1, 5, -1), (os, a, b) -> os.listen(a, b));
            case 8, 9, 10, 11 -> connect();
            case 12, 13, 14 -> accept();
            case 15, 16 -> send();
            case 17, 18, 19 -> receive();
            case 20 -> sendto();
            case 21 -> one("shutdown", fd(), pick(0, 1, 2, 3), (os, a, b) -> os.shutdown(a, b));
            case 22 -> one("close", fd(), 0, (os, a, _) -> os.close(a));
            case 23 -> random.nextBoolean() ? one("dup", fd(), 0, (os, a, _) -> os.dup(a)) : dup2();
            case 24 -> options.set(fd());
            case 25 -> options.get(fd());
            case 26 -> name();
            case 27, 28 -> poll();
            default -> epoll();
        };
    }

    private int fd() {
        int most = Math.max(2, made);
        return random.nextInt(20) == 0 ? pick(-1, NONSENSE) : FIRST_FD + random.nextInt(most);
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }

    private interface Two {
        int call(Syscalls os, int a, int b);
    }

    private static Step one(String kind, int a, int b, Two call) {
        return new Step(
                kind,
                "os." + kind + "(" + a + ", " + b + ")",
                (os, _) -> Names.of(call.call(os, a, b)));
    }

    private Step socket() {
        made++;
        int family = pick(Family.AF_INET, Family.AF_INET, Family.AF_INET6, Family.AF_INET6);
        int type = pick(Family.SOCK_STREAM, Family.SOCK_STREAM, Family.SOCK_DGRAM);
        int protocol = random.nextInt(12) == 0 ? pick(6, 17, NONSENSE) : 0;
        if (random.nextInt(40) == 0) {
            family = NONSENSE;
        }
        int what = family;
        int flagged = type | Family.SOCK_NONBLOCK;
        return new Step(
                "socket",
                "os.socket(%d, %d | SOCK_NONBLOCK, %d)".formatted(what, type, protocol),
                (os, _) -> Names.of(os.socket(what, flagged, protocol)));
    }

    private SocketAddress target(boolean mayBeAny) {
        int to = port + random.nextInt(2);
        if (random.nextInt(12) == 0) {
            to = 0;
        }
        return switch (random.nextInt(mayBeAny ? 8 : 6)) {
            case 0, 1, 2 -> SocketAddress.inet(address, to);
            case 3 -> SocketAddress.inet6(IpAddress.LOOPBACK6, to, 0);
            case 4 -> SocketAddress.inet6(address, to, 0); // mapped
            case 5 ->
                    random.nextInt(6) == 0
                            ? SocketAddress.ofOctets(new byte[] {2, 0, 0})
                            : SocketAddress.inet(address, to);
            case 6 -> SocketAddress.inet(IpAddress.of("0.0.0.0"), to);
            default -> SocketAddress.inet6(IpAddress.ANY6, to, 0);
        };
    }

    private Step bind() {
        int fd = fd();
        SocketAddress to = target(true);
        return new Step(
                "bind", "os.bind(%d, %s)".formatted(fd, to), (os, _) -> Names.of(os.bind(fd, to)));
    }

    private Step connect() {
        int fd = fd();
        SocketAddress to = random.nextInt(10) == 0 ? SocketAddress.unspecified() : target(false);
        return new Step(
                "connect",
                "os.connect(%d, %s)".formatted(fd, to),
                (os, _) -> Names.of(os.connect(fd, to)));
    }

    private Step accept() {
        made++;
        int fd = fd();
        return new Step(
                "accept4",
                "os.accept4(%d, peer, SOCK_NONBLOCK)".formatted(fd),
                (os, names) -> {
                    SocketAddressBuffer peer = new SocketAddressBuffer();
                    int got = os.accept4(fd, peer, Family.SOCK_NONBLOCK);
                    return Names.of(got) + (got < 0 ? "" : " from " + names.of(peer.address()));
                });
    }

    private static ByteBuffer octets(int count) {
        byte[] all = new byte[count];
        for (int i = 0; i < count; i++) {
            all[i] = (byte) (i * 31);
        }
        return ByteBuffer.wrap(all);
    }

    private Step send() {
        int fd = fd();
        int size = pick(SIZES);
        int flags = MessageFlags.MSG_NOSIGNAL | pick(0, 0, 0, MessageFlags.MSG_OOB);
        return new Step(
                "send",
                "os.send(%d, octets(%d), 0x%x)".formatted(fd, size, flags),
                (os, _) -> Names.of(os.send(fd, octets(size), flags)));
    }

    private Step sendto() {
        int fd = fd();
        int size = pick(SIZES);
        SocketAddress to = target(false);
        return new Step(
                "sendto",
                "os.sendto(%d, octets(%d), MSG_NOSIGNAL, %s)".formatted(fd, size, to),
                (os, _) -> Names.of(os.sendto(fd, octets(size), MessageFlags.MSG_NOSIGNAL, to)));
    }

    private Step receive() {
        int fd = fd();
        int room = pick(0, 1, 5, ROOM, ROOM);
        int flags =
                pick(
                        0,
                        0,
                        0,
                        MessageFlags.MSG_PEEK,
                        MessageFlags.MSG_TRUNC,
                        MessageFlags.MSG_PEEK | MessageFlags.MSG_TRUNC,
                        MessageFlags.MSG_OOB);
        return new Step(
                "recvfrom",
                "os.recvfrom(%d, room(%d), 0x%x, from)".formatted(fd, room, flags),
                (os, names) -> {
                    ByteBuffer data = ByteBuffer.allocate(room);
                    SocketAddressBuffer from = new SocketAddressBuffer();
                    int got = os.recvfrom(fd, data, flags, from);
                    int sum = 0;
                    for (int i = 0; i < data.position(); i++) {
                        sum = sum * 31 + data.get(i);
                    }
                    String who =
                            got < 0 || from.length() == 0
                                    ? ""
                                    : " from " + names.of(from.address());
                    return Names.of(got) + " #" + data.position() + ":" + sum + who;
                });
    }

    private Step dup2() {
        return one("dup2", fd(), FIRST_FD + random.nextInt(8), (os, a, b) -> os.dup2(a, b));
    }

    private Step name() {
        int fd = fd();
        boolean own = random.nextBoolean();
        return new Step(
                own ? "getsockname" : "getpeername",
                (own ? "os.getsockname(" : "os.getpeername(") + fd + ", name)",
                (os, names) -> {
                    SocketAddressBuffer name = new SocketAddressBuffer();
                    int got = own ? os.getsockname(fd, name) : os.getpeername(fd, name);
                    return Names.of(got) + (got < 0 ? "" : " " + names.of(name.address()));
                });
    }

    private Step poll() {
        int one = fd();
        int two = fd();
        int events = Readiness.POLLIN | Readiness.POLLOUT | Readiness.POLLPRI | Readiness.POLLRDHUP;
        return new Step(
                "poll",
                "os.poll({%d, %d}, 0)".formatted(one, two),
                (os, _) -> {
                    PollFd[] fds = {new PollFd(one, events), new PollFd(two, events)};
                    int ready = os.poll(fds, 0);
                    return "%s 0x%x 0x%x"
                            .formatted(Names.of(ready), fds[0].revents, fds[1].revents);
                });
    }

    private Step epoll() {
        int epoll = fd();
        int fd = fd();
        switch (random.nextInt(4)) {
            case 0 -> {
                made++;
                return new Step(
                        "epoll_create1",
                        "os.epollCreate1(0)",
                        (os, _) -> Names.of(os.epollCreate1(0)));
            }
            case 1 -> {
                return new Step(
                        "epoll_wait",
                        "os.epollWait(%d, events, 0)".formatted(epoll),
                        (os, _) -> events(os, epoll));
            }
            default -> {
                int op = pick(1, 1, 1, 2, 3);
                int events =
                        pick(
                                Readiness.EPOLLIN,
                                Readiness.EPOLLIN | Readiness.EPOLLOUT,
                                Readiness.EPOLLIN | Readiness.EPOLLET,
                                Readiness.EPOLLOUT | Readiness.EPOLLONESHOT,
                                Readiness.EPOLLIN | Readiness.EPOLLEXCLUSIVE);
                return new Step(
                        "epoll_ctl",
                        "os.epollCtl(%d, %d, %d, 0x%x)".formatted(epoll, op, fd, events),
                        (os, _) ->
                                Names.of(os.epollCtl(epoll, op, fd, new EpollEvent(events, fd))));
            }
        }
    }

    /** In the order of the descriptors, which is not promised otherwise. */
    private static String events(Syscalls os, int epoll) {
        EpollEvent[] events = new EpollEvent[8];
        for (int i = 0; i < events.length; i++) {
            events[i] = new EpollEvent();
        }
        int ready = os.epollWait(epoll, events, 0);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < ready; i++) {
            seen.add(events[i].data + "=0x" + Integer.toHexString(events[i].events));
        }
        seen.sort(null);
        return Names.of(ready) + " " + seen;
    }

    /** Some call that every program ends with: what there is to read, and the flags. */
    static List<Step> epilogue() {
        List<Step> steps = new ArrayList<>();
        for (int fd = FIRST_FD; fd < FIRST_FD + 4; fd++) {
            steps.add(one("fcntl", fd, 0, (os, a, _) -> os.fcntl(a, FileControl.F_GETFL, 0)));
        }
        return steps;
    }
}
