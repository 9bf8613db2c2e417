package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The calls that move octets. */
final class TransferSteps {
    private static final int CHUNK = 1 << 16;
    private static final int MOST_CHUNKS = 1000;

    private TransferSteps() {}

    /** Octets that tell a message from others, and their order. */
    private static ByteBuffer octets(int count, int salt) {
        byte[] all = new byte[count];
        for (int i = 0; i < count; i++) {
            all[i] = (byte) (salt + i * 31 + (i >> 8));
        }
        return ByteBuffer.wrap(all);
    }

    private static int sum(ByteBuffer room, int octets) {
        int sum = 0;
        for (int i = 0; i < Math.min(octets, room.limit()); i++) {
            sum = sum * 31 + room.get(i);
        }
        return sum;
    }

    static Step send(
            int process, Fd fd, int size, int flags, @Nullable SocketAddress to, boolean maySleep) {
        int salt = size + flags;
        return new Step(
                to == null ? "send" : "sendto",
                process,
                "%s.sendto(%s, %s, %s, %s)"
                        .formatted(
                                Java.os(process),
                                fd,
                                Java.octets(size),
                                Java.hex(flags),
                                to == null ? "null" : Java.of(to)),
                maySleep ? Sleep.TRANSFER : Sleep.NEVER,
                List.of(fd),
                (run, os) -> Names.of(os.sendto(run.fd(fd), octets(size, salt), flags, to)));
    }

    /** Some receivers of a datagram socket may wait behind each other. */
    static Step receive(int process, Fd fd, int room, int flags, Sleep sleep) {
        return new Step(
                "recvfrom",
                process,
                "%s.recvfrom(%s, %s, %s, new SocketAddressBuffer())"
                        .formatted(Java.os(process), fd, Java.rooms(room), Java.hex(flags)),
                sleep,
                List.of(fd),
                (run, os) -> {
                    ByteBuffer data = ByteBuffer.allocate(room);
                    SocketAddressBuffer from = new SocketAddressBuffer();
                    int got = os.recvfrom(run.fd(fd), data, flags, from);
                    if (got < 0) {
                        return Names.of(got);
                    }
                    return got + " #" + sum(data, got) + from(run, from);
                });
    }

    private static String from(Run run, SocketAddressBuffer from) {
        return from.length() == 0 ? "" : " from " + run.names().of(from.address());
    }

    static Step read(int process, Fd fd, int room, Sleep sleep) {
        return new Step(
                "read",
                process,
                "%s.read(%s, %s)".formatted(Java.os(process), fd, Java.rooms(room)),
                sleep,
                List.of(fd),
                (run, os) -> {
                    ByteBuffer data = ByteBuffer.allocate(room);
                    int got = os.read(run.fd(fd), data);
                    return Names.of(got) + (got < 0 ? "" : " #" + sum(data, got));
                });
    }

    /** To a socket whose peer is gone this would be a signal, which the JVM ignores. */
    static Step write(int process, Fd fd, int size, boolean maySleep) {
        return new Step(
                "write",
                process,
                "%s.write(%s, %s)".formatted(Java.os(process), fd, Java.octets(size)),
                maySleep ? Sleep.TRANSFER : Sleep.NEVER,
                List.of(fd),
                (run, os) -> Names.of(os.write(run.fd(fd), octets(size, size))));
    }

    static Step writev(int process, Fd fd, int first, int second, boolean maySleep) {
        return new Step(
                "writev",
                process,
                "%s.writev(%s, new ByteBuffer[] {%s, %s})"
                        .formatted(Java.os(process), fd, Java.octets(first), Java.octets(second)),
                maySleep ? Sleep.TRANSFER : Sleep.NEVER,
                List.of(fd),
                (run, os) -> {
                    ByteBuffer[] data = {octets(first, 1), octets(second, 2)};
                    int got = os.writev(run.fd(fd), data);
                    return Names.of(got) + " " + data[0].position() + " " + data[1].position();
                });
    }

    static Step readv(int process, Fd fd, int first, int second, Sleep sleep) {
        return new Step(
                "readv",
                process,
                "%s.readv(%s, new ByteBuffer[] {%s})"
                        .formatted(Java.os(process), fd, Java.rooms(first, second)),
                sleep,
                List.of(fd),
                (run, os) -> {
                    ByteBuffer[] data = {ByteBuffer.allocate(first), ByteBuffer.allocate(second)};
                    return Names.of(os.readv(run.fd(fd), data)) + both(data);
                });
    }

    private static String both(ByteBuffer[] data) {
        StringBuilder text = new StringBuilder();
        for (ByteBuffer each : data) {
            text.append(" #").append(sum(each, each.limit()));
        }
        return text.toString();
    }

    static Step sendmsg(
            int process,
            Fd fd,
            int[] sizes,
            int flags,
            @Nullable SocketAddress to,
            boolean sleeps) {
        return new Step(
                "sendmsg",
                process,
                "%s.sendmsg(%s, script.message(%s, %s), %s)"
                        .formatted(
                                Java.os(process),
                                fd,
                                to == null ? "null" : Java.of(to),
                                Java.rooms(sizes),
                                Java.hex(flags)),
                sleeps ? Sleep.TRANSFER : Sleep.NEVER,
                List.of(fd),
                (run, os) -> {
                    ByteBuffer[] data =
                            Arrays.stream(sizes)
                                    .mapToObj(size -> octets(size, size))
                                    .toArray(ByteBuffer[]::new);
                    Message message = new Message(data);
                    message.to = to;
                    return Names.of(os.sendmsg(run.fd(fd), message, flags));
                });
    }

    static Step recvmsg(int process, Fd fd, int[] rooms, int flags, Sleep sleep) {
        return new Step(
                "recvmsg",
                process,
                "%s.recvmsg(%s, script.message(null, %s), %s)"
                        .formatted(Java.os(process), fd, Java.rooms(rooms), Java.hex(flags)),
                sleep,
                List.of(fd),
                (run, os) -> {
                    ByteBuffer[] data =
                            Arrays.stream(rooms)
                                    .mapToObj(ByteBuffer::allocate)
                                    .toArray(ByteBuffer[]::new);
                    Message message = new Message(data);
                    message.from = new SocketAddressBuffer();
                    int got = os.recvmsg(run.fd(fd), message, flags);
                    if (got < 0) {
                        return Names.of(got);
                    }
                    String told = " flags " + Java.hex(message.flags);
                    return got + both(data) + from(run, message.from) + told;
                });
    }

    /**
     * Writes without waiting until there is no more room, reads all of it at the other end, and
     * looks at both in between and after: how much that is, is the kernel's.
     */
    static Step flood(int process, Fd from, int other, Fd to) {
        return new Step(
                "flood",
                process,
                "script.flood(%s, %s, %s, %s)"
                        .formatted(Java.os(process), from, Java.os(other), to),
                (run, os) -> {
                    Syscalls reader = run.process(other);
                    boolean isOpen = run.fd(from) >= 0 && run.fd(to) >= 0 && reader != null;
                    return isOpen ? flood(os, run.fd(from), reader, run.fd(to)) : "passed over";
                });
    }

    static String flood(Syscalls os, int from, Syscalls other, int to) {
        int before = waiting(other, to);
        os.send(from, octets(1, 0), MessageFlags.MSG_DONTWAIT | MessageFlags.MSG_NOSIGNAL);
        if (waiting(other, to) == before) {
            return "apart";
        }
        int full = fill(os, from);
        String without = writable(os, from);
        drain(other, to);
        int empty = drain(other, to); // what came while there was room again
        return Names.of(full) + " " + without + " " + Names.of(empty) + " " + writable(os, from);
    }

    private static int waiting(Syscalls os, int fd) {
        int[] octets = {-1};
        os.ioctl(fd, FileControl.FIONREAD, octets);
        return octets[0];
    }

    private static String writable(Syscalls os, int fd) {
        PollFd asked = new PollFd(fd, Readiness.POLLOUT);
        os.poll(new PollFd[] {asked}, 0);
        return Java.hex(asked.revents);
    }

    private static int fill(Syscalls os, int fd) {
        int flags = MessageFlags.MSG_DONTWAIT | MessageFlags.MSG_NOSIGNAL;
        int sent = 0;
        for (int i = 0; sent >= 0 && i < MOST_CHUNKS; i++) {
            sent = os.send(fd, octets(CHUNK, 0), flags);
        }
        return sent;
    }

    private static int drain(Syscalls os, int fd) {
        int got = 1;
        while (got > 0) {
            got = os.recv(fd, ByteBuffer.allocate(CHUNK), MessageFlags.MSG_DONTWAIT);
        }
        return got;
    }
}
