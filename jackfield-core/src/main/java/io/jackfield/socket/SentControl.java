package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.AncillaryData;
import io.jackfield.link.NetworkInterface;
import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;

import java.nio.ByteBuffer;

/** The control messages of sendmsg(2), as far as sockets of the internet families know them. */
final class SentControl {
    /** sizeof(struct in_pktinfo), sizeof(struct in6_pktinfo). */
    private static final int PKTINFO = 12;

    private static final int PKTINFO6 = 20;
    private static final int MOST_OCTET = 255;
    private static final int INVALID = Errno.EINVAL.result();

    private SentControl() {}

    /**
     * Of a stream, which looks at SOL_SOCKET alone: 0, or -EINVAL for a length that cannot be or a
     * type that is unknown. Other levels are not the stream's, and Linux passes over them.
     */
    static int refuses(ByteBuffer control) {
        ControlMessages messages = ControlMessages.in(control);
        int more = messages.next();
        for (; more > 0; more = messages.next()) {
            int wrong = messages.level() == Option.SOL_SOCKET ? ofSocket(messages) : 0;
            if (wrong < 0) {
                return wrong;
            }
        }
        return more;
    }

    /** What belongs to AF_UNIX, though it has the level of all, passes everywhere unseen. */
    private static int ofSocket(ControlMessages message) {
        int type = message.type();
        return type == Option.SCM_RIGHTS || type == Option.SCM_CREDENTIALS ? 0 : INVALID;
    }

    /**
     * Of a datagram to an address of one family: what it asks for, or -EINVAL or -ENODEV.
     *
     * @param v4 the family of the destination, which decides what the levels mean
     */
    static int read(InetSocket socket, boolean v4, ByteBuffer control, AncillaryData into) {
        ControlMessages messages = ControlMessages.in(control);
        int more = messages.next();
        for (; more > 0; more = messages.next()) {
            int wrong =
                    switch (messages.level()) {
                        case Option.SOL_SOCKET -> ofSocket(messages);
                        case Option.SOL_UDP -> ofUdp(messages, into);
                        case Option.SOL_IP -> v4 ? of4(messages, into) : 0;
                        case Option.SOL_IPV6 -> v4 ? mapped(socket, messages, into) : 0;
                        default -> 0;
                    };
            wrong =
                    !v4 && messages.level() == Option.SOL_IPV6
                            ? of6(socket, messages, into)
                            : wrong;
            if (wrong < 0) {
                return wrong;
            }
        }
        return more;
    }

    private static int ofUdp(ControlMessages message, AncillaryData into) {
        ByteBuffer data = message.data();
        if (message.type() != Option.UDP_SEGMENT || data.remaining() != Short.BYTES) {
            return INVALID;
        }
        into.segmentSize = data.getShort() & 0xffff;
        return 0;
    }

    private static int of4(ControlMessages message, AncillaryData into) {
        ByteBuffer data = message.data();
        switch (message.type()) {
            case Option.IP_PKTINFO -> {
                if (data.remaining() != PKTINFO) {
                    return INVALID;
                }
                int index = data.getInt();
                into.interfaceIndex = index != 0 ? index : into.interfaceIndex;
                byte[] specific = new byte[Integer.BYTES];
                data.get(specific);
                into.source = IpAddress.v4At(specific, 0);
                return 0;
            }
            case Option.IP_TTL -> {
                int hops = data.remaining() == Integer.BYTES ? data.getInt() : 0;
                into.hopLimit = hops;
                return hops < 1 || hops > MOST_OCTET ? INVALID : 0;
            }
            case Option.IP_TOS -> {
                into.trafficClass =
                        switch (data.remaining()) {
                            case 1 -> data.get() & 0xff;
                            case Integer.BYTES -> data.getInt();
                            default -> -1;
                        };
                return into.trafficClass < 0 || into.trafficClass > MOST_OCTET ? INVALID : 0;
            }
            default -> {
                return INVALID;
            }
        }
    }

    /** Of an AF_INET6 socket that sends over IPv4: a mapped address may stand for its own. */
    private static int mapped(InetSocket socket, ControlMessages message, AncillaryData into) {
        if (!socket.isV6() || message.type() != Option.IPV6_PKTINFO) {
            return 0;
        }
        ByteBuffer data = message.data();
        if (data.remaining() < PKTINFO6) {
            return INVALID;
        }
        IpAddress own = address6(data);
        if (!own.isV4()) {
            return INVALID;
        }
        int index = data.getInt();
        into.interfaceIndex = index != 0 ? index : into.interfaceIndex;
        into.source = own;
        return 0;
    }

    private static IpAddress address6(ByteBuffer data) {
        byte[] octets = new byte[2 * Long.BYTES];
        data.get(octets);
        return IpAddress.v6At(octets, 0);
    }

    private static int of6(InetSocket socket, ControlMessages message, AncillaryData into) {
        ByteBuffer data = message.data();
        switch (message.type()) {
            case Option.IPV6_PKTINFO -> {
                return data.remaining() < PKTINFO6 ? INVALID : packetInfo6(socket, data, into);
            }
            case Option.IPV6_HOPLIMIT -> {
                into.hopLimit = data.remaining() == Integer.BYTES ? data.getInt() : -2;
                return into.hopLimit < -1 || into.hopLimit > MOST_OCTET ? INVALID : 0;
            }
            case Option.IPV6_TCLASS -> {
                into.trafficClass = data.remaining() == Integer.BYTES ? data.getInt() : -2;
                return into.trafficClass < -1 || into.trafficClass > MOST_OCTET ? INVALID : 0;
            }
            case Option.IPV6_DONTFRAG -> {
                into.dontFragment = data.remaining() == Integer.BYTES ? data.getInt() : -1;
                return into.dontFragment < 0 || into.dontFragment > 1 ? INVALID : 0;
            }
            default -> {
                return INVALID;
            }
        }
    }

    private static int packetInfo6(InetSocket socket, ByteBuffer data, AncillaryData into) {
        IpAddress own = address6(data);
        int index = data.getInt();
        int bound = socket.options().boundIndex;
        if (index != 0 && bound != 0 && index != bound) {
            return INVALID;
        }
        int leavesBy = index != 0 ? index : bound;
        NetworkInterface nic = leavesBy == 0 ? null : socket.nic(leavesBy);
        if (leavesBy != 0 && nic == null) {
            return Errno.ENODEV.result();
        }
        if (leavesBy == 0 && own.isLinkLocal()) {
            return INVALID;
        }
        into.interfaceIndex = index != 0 ? index : into.interfaceIndex;
        if (!own.isAny()) {
            if (!socket.mayOwn(own)) {
                return INVALID;
            }
            into.source = own;
        }
        return 0;
    }
}
