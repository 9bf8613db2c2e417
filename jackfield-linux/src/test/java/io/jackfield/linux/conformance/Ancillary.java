package io.jackfield.linux.conformance;

import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Message;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.StringJoiner;

/** Control messages in few words. */
final class Ancillary {
    private static final int ROOM = 512;

    private Ancillary() {}

    /** Octets in hexadecimal, two digits each. */
    static ByteBuffer hex(String digits) {
        return ByteBuffer.wrap(java.util.HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    static ByteBuffer of(int level, int type, int value) {
        return ControlMessages.of(level, type, Values.ofInt(value));
    }

    static ByteBuffer of(int level, int type, String digits) {
        return ControlMessages.of(level, type, hex(digits));
    }

    /** sendmsg of one octet. */
    static int send(Calls c, int fd, @Nullable SocketAddress to, @Nullable ByteBuffer control) {
        Message message = new Message(ByteBuffer.wrap(new byte[] {'x'}));
        message.to = to;
        message.control = control;
        return c.os.sendmsg(fd, message, 0);
    }

    /** What recvmsg says: the result, the flags, and each control message. */
    static String receive(Calls c, int fd, int flags) {
        return receive(c, fd, flags, ROOM, ROOM);
    }

    static String receive(Calls c, int fd, int flags, int octets, int controlRoom) {
        Message message = new Message(ByteBuffer.allocate(octets));
        message.from = new SocketAddressBuffer();
        message.control = controlRoom < 0 ? null : Values.room(controlRoom);
        int got = c.os.recvmsg(fd, message, flags);
        if (got < 0) {
            return Calls.text(got);
        }
        return got + text(message.flags) + (message.control == null ? "" : text(message.control));
    }

    private static String text(int flags) {
        return flags == 0 ? "" : " flags " + Integer.toHexString(flags);
    }

    static String text(ByteBuffer control) {
        StringJoiner all = new StringJoiner(", ", " [", "]");
        all.setEmptyValue("");
        ControlMessages messages = ControlMessages.in(control.flip());
        while (messages.next() > 0) {
            byte[] data = new byte[messages.dataLength()];
            messages.data().get(data);
            all.add(
                    messages.level()
                            + "/"
                            + messages.type()
                            + " "
                            + java.util.HexFormat.of().formatHex(data));
        }
        return all.toString();
    }
}
