package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Message;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Values;
import io.jackfield.udp.QueuedError;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * The control message of MSG_ERRQUEUE: struct sock_extended_err and the address of who sent the
 * ICMP error.
 */
final class ExtendedError {
    private static final int EXTENDED_ERROR = 16;

    /** SO_EE_ORIGIN_ZEROCOPY and SO_EE_CODE_ZEROCOPY_COPIED. */
    private static final int ORIGIN_ZEROCOPY = 5;

    private static final int COPIED = 1;

    private ExtendedError() {}

    static void fill(Message message, QueuedError error, boolean v6) {
        ByteBuffer data = begin(error.errno(), error.origin(), error.type(), error.code());
        data.putInt(error.info()).putInt(0);
        deliver(message, data, error.offender(), v6);
    }

    /** Sends with MSG_ZEROCOPY are over, whose octets were copied all the same. */
    static void fillCopied(Message message, int low, int high, boolean v6) {
        ByteBuffer data = begin(0, ORIGIN_ZEROCOPY, 0, COPIED).putInt(low).putInt(high);
        deliver(message, data, null, v6);
    }

    private static ByteBuffer begin(int errno, int origin, int type, int code) {
        ByteBuffer data = Values.room(EXTENDED_ERROR + SocketAddress.SOCKADDR_IN6);
        data.putInt(errno).put((byte) origin).put((byte) type).put((byte) code).put((byte) 0);
        return data;
    }

    private static void deliver(
            Message message, ByteBuffer data, @Nullable IpAddress offender, boolean v6) {
        data.put(offender(offender, v6)).flip();
        message.flags |=
                ControlMessages.deliver(
                        message.control,
                        v6 ? Option.SOL_IPV6 : Option.SOL_IP,
                        v6 ? Option.IPV6_RECVERR : Option.IP_RECVERR,
                        data);
    }

    /** sockaddr_in or sockaddr_in6, with family 0 if nobody sent anything. */
    private static byte[] offender(@Nullable IpAddress of, boolean v6) {
        if (of == null) {
            return new byte[v6 ? SocketAddress.SOCKADDR_IN6 : SocketAddress.SOCKADDR_IN];
        }
        return (v6 ? SocketAddress.inet6(of, 0, 0) : SocketAddress.inet(of, 0)).octets();
    }
}
