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

    private ExtendedError() {}

    static void fill(Message message, QueuedError error, boolean v6) {
        byte[] offender = offender(error.offender(), v6);
        ByteBuffer data = Values.room(EXTENDED_ERROR + offender.length);
        data.putInt(error.errno());
        data.put((byte) error.origin()).put((byte) error.type()).put((byte) error.code());
        data.put((byte) 0).putInt(error.info()).putInt(0);
        data.put(offender).flip();
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
