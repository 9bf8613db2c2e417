package io.jackfield.jdk.channel;

import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.Values;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Option values of a descriptor by number. */
final class OptionValues {
    private OptionValues() {}

    /** getsockopt of an int; 0 if the option cannot be read. */
    static int getInt(Descriptor descriptor, int level, int name) {
        ByteBuffer value = Values.room(4);
        return descriptor.os().getsockopt(descriptor.fd(), level, name, value) < 0
                ? 0
                : value.getInt(0);
    }

    static int requireInt(Descriptor descriptor, int level, int name) throws IOException {
        ByteBuffer value = Values.room(4);
        int result = descriptor.os().getsockopt(descriptor.fd(), level, name, value);
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
        return value.getInt(0);
    }

    static void set(Descriptor descriptor, int level, int name, ByteBuffer value)
            throws IOException {
        int result = descriptor.os().setsockopt(descriptor.fd(), level, name, value);
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
    }

    static void setInt(Descriptor descriptor, int level, int name, int value) throws IOException {
        set(descriptor, level, name, Values.ofInt(value));
    }

    /** l_linger in seconds, −1 when it is off: the JDK's form of SO_LINGER. */
    static int linger(Descriptor descriptor) throws IOException {
        ByteBuffer value = Values.room(8);
        int result =
                descriptor
                        .os()
                        .getsockopt(descriptor.fd(), Option.SOL_SOCKET, Option.SO_LINGER, value);
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
        return value.getInt(0) == 0 ? -1 : value.getInt(4);
    }

    /** What the JDK does when a registered channel closes: FIN at once, unless linger is set. */
    static void shutdownUnlessLinger(Descriptor descriptor) {
        ByteBuffer value = Values.room(8);
        int result =
                descriptor
                        .os()
                        .getsockopt(descriptor.fd(), Option.SOL_SOCKET, Option.SO_LINGER, value);
        if (result < 0 || value.getInt(0) == 0) {
            descriptor.os().shutdown(descriptor.fd(), Family.SHUT_WR);
        }
    }
}
