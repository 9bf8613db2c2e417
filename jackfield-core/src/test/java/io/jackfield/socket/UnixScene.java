package io.jackfield.socket;

import static io.jackfield.posix.ErrnoException.check;

import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Family;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;
import io.jackfield.process.Scene;

import java.nio.ByteBuffer;

/** Sockets of AF_UNIX on host a, in virtual time. */
abstract class UnixScene extends Scene {
    static final int STREAM = Family.SOCK_STREAM;
    static final int DATAGRAM = Family.SOCK_DGRAM;
    static final int PACKET = Family.SOCK_SEQPACKET;

    static SocketAddress at(String name) {
        return SocketAddress.unixAbstract(name);
    }

    static int socket(Syscalls os, int type) {
        return check("socket", os.socket(Family.AF_UNIX, type, 0));
    }

    static int bound(Syscalls os, int type, String name) {
        int fd = socket(os, type);
        check("bind", os.bind(fd, at(name)));
        return fd;
    }

    static int listener(Syscalls os, String name, int backlog) {
        int fd = bound(os, STREAM, name);
        check("listen", os.listen(fd, backlog));
        return fd;
    }

    static int connected(Syscalls os, String name) {
        int fd = socket(os, STREAM);
        check("connect", os.connect(fd, at(name)));
        return fd;
    }

    static int[] pair(Syscalls os, int type) {
        int[] ends = new int[2];
        check("socketpair", os.socketpair(Family.AF_UNIX, type, 0, ends));
        return ends;
    }

    /** sendmsg of one octet with descriptors. */
    static int pass(Syscalls os, int over, int... descriptors) {
        ByteBuffer data = Values.room(descriptors.length * Integer.BYTES);
        for (int fd : descriptors) {
            data.putInt(fd);
        }
        Message message = new Message(octets(1));
        message.control = ControlMessages.of(Option.SOL_SOCKET, Option.SCM_RIGHTS, data.flip());
        return os.sendmsg(over, message, MessageFlags.MSG_DONTWAIT);
    }

    /** recvmsg of one octet; the descriptors that came along. */
    static int[] receive(Syscalls os, int over) {
        Message message = new Message(octets(1));
        message.control = Values.room(1100);
        check("recvmsg", os.recvmsg(over, message, MessageFlags.MSG_DONTWAIT));
        ControlMessages messages = ControlMessages.in(message.control.flip());
        if (messages.next() <= 0) {
            return new int[0];
        }
        int[] descriptors = new int[messages.dataLength() / Integer.BYTES];
        messages.data().asIntBuffer().get(descriptors);
        return descriptors;
    }

    static Credentials peerCredentials(Syscalls os, int fd) {
        ByteBuffer room = Values.room(Credentials.OCTETS);
        check("getsockopt", os.getsockopt(fd, Option.SOL_SOCKET, Option.SO_PEERCRED, room));
        return Credentials.of(room.flip());
    }
}
