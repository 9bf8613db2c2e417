package io.jackfield.linux.conformance;

import static io.jackfield.linux.conformance.Calls.must;

import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sockets of AF_UNIX in few words. */
final class UnixTrial {
    static final int STREAM = Family.SOCK_STREAM;
    static final int DATAGRAM = Family.SOCK_DGRAM;
    static final int PACKET = Family.SOCK_SEQPACKET;
    static final int[] TYPES = {STREAM, DATAGRAM, PACKET};

    private static final String DIRECTORY =
            "/tmp/jackfield-%07d-".formatted(ProcessHandle.current().pid());
    private static final int LONG = 5000;
    private static final int DONTWAIT = MessageFlags.MSG_DONTWAIT;
    private static final int NO_SIGNAL = MessageFlags.MSG_NOSIGNAL;

    final Calls c;

    UnixTrial(Calls c) {
        this.c = c;
    }

    static String name(int type) {
        return type == STREAM ? "stream" : type == DATAGRAM ? "datagram" : "packet";
    }

    int socket(int type) {
        return must("socket", c.os.socket(Family.AF_UNIX, type, 0));
    }

    int nonblocking(int type) {
        return socket(type | Family.SOCK_NONBLOCK);
    }

    /** Two that are connected, both of which never sleep. */
    int[] pair(int type) {
        int[] ends = new int[2];
        int flags = type | Family.SOCK_NONBLOCK;
        must("socketpair", c.os.socketpair(Family.AF_UNIX, flags, 0, ends));
        return ends;
    }

    /** A path that nobody has on this machine. */
    static String path(String name) {
        return DIRECTORY + name;
    }

    static SocketAddress at(String name) {
        return SocketAddress.unixAbstract(name);
    }

    int bound(int type, String name) {
        int fd = nonblocking(type);
        must("bind", c.os.bind(fd, at(name)));
        return fd;
    }

    int listener(int type, String name, int backlog) {
        int fd = bound(type, name);
        must("listen", c.os.listen(fd, backlog));
        return fd;
    }

    int connected(SocketAddress to) {
        int fd = nonblocking(STREAM);
        must("connect", c.os.connect(fd, to));
        return fd;
    }

    int connected(int type, String name) {
        int fd = nonblocking(type);
        must("connect", c.os.connect(fd, at(name)));
        return fd;
    }

    String send(int fd, String text) {
        return send(fd, text, 0);
    }

    String send(int fd, String text, int flags) {
        return Calls.text(c.os.send(fd, octets(text), NO_SIGNAL | flags));
    }

    String sendto(int fd, String text, SocketAddress to) {
        return Calls.text(c.os.sendto(fd, octets(text), NO_SIGNAL, to));
    }

    String recv(int fd) {
        return recv(fd, 100, 0);
    }

    /** What there is now: the text, or the error. */
    String recv(int fd, int room, int flags) {
        ByteBuffer into = ByteBuffer.allocate(room);
        int got = c.os.recv(fd, into, DONTWAIT | flags);
        return got < 0 ? Calls.text(got) : got + " " + text(into.flip());
    }

    /** What a read of a pipe that has nothing says, without sleeping. */
    String recvNothing(int pipe) {
        c.os.fcntl(pipe, FileControl.F_SETFL, FileControl.O_NONBLOCK);
        int got = c.os.read(pipe, ByteBuffer.allocate(9));
        return Calls.text(got);
    }

    static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String text(ByteBuffer octets) {
        return "'" + StandardCharsets.US_ASCII.decode(octets) + "'";
    }

    /** SIOCINQ, SIOCOUTQ, SIOCATMARK. */
    String ioctl(int fd, int request) {
        int[] number = new int[1];
        int result = c.os.ioctl(fd, request, number);
        return result < 0 ? Calls.text(result) : String.valueOf(number[0]);
    }

    String unread(int fd) {
        return ioctl(fd, FileControl.FIONREAD);
    }

    /** Readiness, what is unread, and the mark. */
    String state(int fd) {
        return c.readiness(fd) + " " + unread(fd) + " " + ioctl(fd, FileControl.SIOCATMARK);
    }

    int set(int fd, int option, int value) {
        return c.os.setsockopt(fd, Option.SOL_SOCKET, option, value);
    }

    /** SO_SNDTIMEO, SO_RCVTIMEO. */
    void timeout(int fd, int option, long millis) {
        ByteBuffer value = Values.timeval(millis * 1_000_000);
        must("timeout", c.os.setsockopt(fd, Option.SOL_SOCKET, option, value));
    }

    String nameOf(int fd) {
        SocketAddressBuffer name = new SocketAddressBuffer();
        int result = c.os.getsockname(fd, name);
        return result < 0 ? Calls.text(result) : shown(name);
    }

    String peerOf(int fd) {
        SocketAddressBuffer name = new SocketAddressBuffer();
        int result = c.os.getpeername(fd, name);
        return result < 0 ? Calls.text(result) : shown(name);
    }

    static String shown(SocketAddressBuffer name) {
        String text = name.address().path().replace(DIRECTORY, "…/");
        return name.length() + (text.isEmpty() ? "" : " " + text);
    }

    /** SCM_RIGHTS. */
    static ByteBuffer rights(int... descriptors) {
        ByteBuffer data = Values.room(descriptors.length * Integer.BYTES);
        for (int fd : descriptors) {
            data.putInt(fd);
        }
        return ControlMessages.of(Option.SOL_SOCKET, Option.SCM_RIGHTS, data.flip());
    }

    String sendmsg(int fd, String text, @Nullable ByteBuffer control) {
        Message message = new Message(octets(text));
        message.control = control;
        return Calls.text(c.os.sendmsg(fd, message, NO_SIGNAL));
    }

    /** Linux collects circles in a thread of its own: waits until that has been through. */
    void awaitCollection() {
        int[] circle = pair(STREAM);
        int[] witness = pair(STREAM);
        sendmsg(circle[1], "x", rights(circle[0], witness[0]));
        c.os.close(witness[0]);
        c.os.close(circle[0]);
        c.os.close(circle[1]);
        awaitEnd(witness[1]);
        c.os.close(witness[1]);
    }

    /** Waits until the other end is found closed, and answers what there is then. */
    String awaitEnd(int fd) {
        PollFd[] one = {new PollFd(fd, Readiness.POLLRDHUP)};
        must("poll", c.os.poll(one, LONG));
        return c.poll(fd, Readiness.POLLRDHUP);
    }

    /** Waits until SIOCOUTQ says so much. */
    void awaitSent(int fd, int memory) {
        String wanted = String.valueOf(memory);
        for (int i = 0; i < LONG && !ioctl(fd, FileControl.SIOCOUTQ).equals(wanted); i++) {
            c.pause(1);
        }
    }

    /** What recvmsg answers: octets, flags, and how many descriptors came along. */
    Received recvmsg(int fd, int room, int controlRoom, int flags) {
        Message message = new Message(ByteBuffer.allocate(room));
        message.control = controlRoom < 0 ? null : Values.room(controlRoom);
        message.from = new SocketAddressBuffer();
        int got = c.os.recvmsg(fd, message, DONTWAIT | flags);
        return new Received(got, message);
    }

    Received recvmsg(int fd) {
        return recvmsg(fd, 100, 1100, 0);
    }

    /** What a recvmsg has brought. */
    record Received(int result, Message message) {
        @Nullable ByteBuffer data(int type) {
            ByteBuffer control = message.control;
            if (control == null) {
                return null;
            }
            ControlMessages messages = ControlMessages.in(control.duplicate().flip());
            while (messages.next() > 0) {
                if (messages.type() == type) {
                    return messages.data();
                }
            }
            return null;
        }

        int[] descriptors() {
            ByteBuffer data = data(Option.SCM_RIGHTS);
            int[] descriptors = new int[data == null ? 0 : data.remaining() / Integer.BYTES];
            for (int i = 0; data != null && i < descriptors.length; i++) {
                descriptors[i] = data.getInt();
            }
            return descriptors;
        }

        @Override
        public String toString() {
            if (result < 0) {
                return Calls.text(result);
            }
            ByteBuffer octets = message.buffers[0].duplicate().flip();
            String flags = message.flags == 0 ? "" : " flags " + Integer.toHexString(message.flags);
            int passed = descriptors().length;
            int used = message.control == null ? 0 : message.control.position();
            return "%d %s%s%s control %d"
                    .formatted(
                            result,
                            text(octets),
                            flags,
                            passed == 0 ? "" : " descriptors " + passed,
                            used);
        }
    }
}
