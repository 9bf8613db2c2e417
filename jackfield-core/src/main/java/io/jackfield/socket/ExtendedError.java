package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.udp.QueuedError;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The control message of MSG_ERRQUEUE: a header, struct sock_extended_err, and the address of who
 * sent the ICMP error.
 */
final class ExtendedError {
    private static final int CONTROL_HEADER = 16;
    private static final int EXTENDED_ERROR = 16;

    private ExtendedError() {}

    static void fill(Message message, QueuedError error, boolean v6) {
        ByteBuffer control = message.control;
        if (control == null) {
            message.flags |= MessageFlags.MSG_CTRUNC;
            return;
        }
        byte[] offender = offender(error.offender(), v6);
        int length = CONTROL_HEADER + EXTENDED_ERROR + offender.length;
        if (control.remaining() < length) {
            message.flags |= MessageFlags.MSG_CTRUNC;
            control.position(control.limit());
            return;
        }
        ByteOrder order = control.order();
        control.order(ByteOrder.nativeOrder());
        control.putLong(length);
        control.putInt(v6 ? Option.SOL_IPV6 : Option.SOL_IP);
        control.putInt(v6 ? Option.IPV6_RECVERR : Option.IP_RECVERR);
        control.putInt(error.errno());
        control.put((byte) error.origin()).put((byte) error.type()).put((byte) error.code());
        control.put((byte) 0).putInt(error.info()).putInt(0);
        control.put(offender).order(order);
    }

    /** sockaddr_in or sockaddr_in6, with family 0 if nobody sent anything. */
    private static byte[] offender(@Nullable IpAddress of, boolean v6) {
        if (of == null) {
            return new byte[v6 ? SocketAddress.SOCKADDR_IN6 : SocketAddress.SOCKADDR_IN];
        }
        return (v6 ? SocketAddress.inet6(of, 0, 0) : SocketAddress.inet(of, 0)).octets();
    }
}
