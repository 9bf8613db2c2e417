package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.link.NetworkInterface;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * The options that say from which sources a group is heard: those of IPv4 and, on both levels,
 * those of RFC 3678 §5. What comes of them is the socket's alone: no report tells a router.
 */
final class SourceFilters {
    /** sizeof(struct ip_mreq_source): the group, an address of the interface, the source. */
    private static final int MREQ_SOURCE = 12;

    /** struct group_source_req: the interface's index, padding, two sockaddr_storage. */
    private static final int GROUP_AT = 8;

    private static final int STORAGE = 128;
    private static final int GROUP_REQ = GROUP_AT + STORAGE;
    private static final int SOURCE_AT = GROUP_AT + STORAGE;
    private static final int GROUP_SOURCE_REQ = SOURCE_AT + STORAGE;

    private SourceFilters() {}

    /** 0 or -errno; -ENOPROTOOPT for any other option. */
    static int set(DatagramOptions socket, boolean v4, int name, ByteBuffer value) {
        return switch (name) {
            case Option.IP_ADD_SOURCE_MEMBERSHIP -> ofIpv4(socket, v4, true, true, value);
            case Option.IP_DROP_SOURCE_MEMBERSHIP -> ofIpv4(socket, v4, true, false, value);
            case Option.IP_BLOCK_SOURCE -> ofIpv4(socket, v4, false, true, value);
            case Option.IP_UNBLOCK_SOURCE -> ofIpv4(socket, v4, false, false, value);
            case Option.MCAST_JOIN_SOURCE_GROUP -> ofBoth(socket, v4, true, true, value);
            case Option.MCAST_LEAVE_SOURCE_GROUP -> ofBoth(socket, v4, true, false, value);
            case Option.MCAST_JOIN_GROUP, Option.MCAST_LEAVE_GROUP ->
                    group(socket, v4, name == Option.MCAST_JOIN_GROUP, value);
            case Option.MCAST_BLOCK_SOURCE -> ofBoth(socket, v4, false, true, value);
            case Option.MCAST_UNBLOCK_SOURCE -> ofBoth(socket, v4, false, false, value);
            default -> Errno.ENOPROTOOPT.result();
        };
    }

    private static int ofIpv4(
            DatagramOptions socket, boolean v4, boolean include, boolean add, ByteBuffer value) {
        if (!v4) {
            return Errno.ENOPROTOOPT.result();
        }
        if (value.remaining() < MREQ_SOURCE) {
            return Errno.EINVAL.result();
        }
        IpAddress group = DatagramLevel.addressAt(value, 0);
        IpAddress own = DatagramLevel.addressAt(value, Integer.BYTES);
        IpAddress source = DatagramLevel.addressAt(value, 2 * Integer.BYTES);
        NetworkInterface nic =
                own.isAny() ? DatagramLevel.nicTo(socket, group) : DatagramLevel.nicOf(socket, own);
        return filter(socket, nic, group, source, include, add);
    }

    private static int ofBoth(
            DatagramOptions socket, boolean v4, boolean include, boolean add, ByteBuffer value) {
        if (value.remaining() < GROUP_SOURCE_REQ) {
            return Errno.EINVAL.result();
        }
        SocketAddress group = storageAt(value, GROUP_AT);
        SocketAddress source = storageAt(value, SOURCE_AT);
        int family = v4 ? Family.AF_INET : Family.AF_INET6;
        if (group.family() != family || source.family() != family) {
            return Errno.EADDRNOTAVAIL.result();
        }
        int index = OptionValue.getInt(value);
        NetworkInterface nic =
                index != 0 ? socket.nic(index) : DatagramLevel.nicTo(socket, group.address());
        return filter(socket, nic, group.address(), source.address(), include, add);
    }

    /** struct group_req: the interface's index, padding, a sockaddr_storage. */
    private static int group(DatagramOptions socket, boolean v4, boolean join, ByteBuffer value) {
        if (value.remaining() < GROUP_REQ) {
            return Errno.EINVAL.result();
        }
        SocketAddress asked = storageAt(value, GROUP_AT);
        if (asked.family() != (v4 ? Family.AF_INET : Family.AF_INET6)) {
            return (v4 ? Errno.EINVAL : Errno.EADDRNOTAVAIL).result();
        }
        IpAddress group = asked.address();
        boolean isGroup = group.isMulticast() && group.isV4() == v4;
        if (!isGroup) {
            return (v4 && !join ? Errno.EADDRNOTAVAIL : Errno.EINVAL).result();
        }
        int index = OptionValue.getInt(value);
        NetworkInterface nic = index != 0 ? socket.nic(index) : DatagramLevel.nicTo(socket, group);
        if (nic == null) {
            return (join || index == 0 ? Errno.ENODEV : Errno.EADDRNOTAVAIL).result();
        }
        return DatagramLevel.change(socket, join, nic, group);
    }

    private static SocketAddress storageAt(ByteBuffer value, int at) {
        byte[] octets = new byte[SocketAddress.SOCKADDR_IN6];
        DatagramLevel.from(value, at).get(octets);
        return SocketAddress.ofOctets(octets);
    }

    private static int filter(
            DatagramOptions socket,
            @Nullable NetworkInterface nic,
            IpAddress group,
            IpAddress source,
            boolean include,
            boolean add) {
        if (!group.isMulticast()) {
            return Errno.EINVAL.result();
        }
        return nic == null
                ? Errno.ENODEV.result()
                : socket.host().udp().filter(socket.endpoint(), nic, group, source, include, add);
    }
}
