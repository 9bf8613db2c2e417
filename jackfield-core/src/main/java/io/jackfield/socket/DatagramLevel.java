package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.ip.PathMtuDiscovery;
import io.jackfield.ip.route.Route;
import io.jackfield.link.NetworkInterface;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Option;
import io.jackfield.udp.UdpOptions;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** The options of SOL_IP and SOL_IPV6 that only datagram sockets have: multicast and path MTU. */
final class DatagramLevel {
    /** sizeof(struct ip_mreq), sizeof(struct ip_mreqn), sizeof(struct ipv6_mreq). */
    private static final int MREQ = 8;

    private static final int MREQN = 12;
    private static final int MREQ6 = 20;

    private DatagramLevel() {}

    static int set(DatagramOptions socket, boolean v4, int name, ByteBuffer value) {
        return v4 ? set4(socket, name, value) : set6(socket, name, value);
    }

    private static int set4(DatagramOptions socket, int name, ByteBuffer value) {
        UdpOptions options = socket.endpoint().options();
        switch (name) {
            case Option.IP_MTU_DISCOVER -> {
                return discovery(options, OptionValue.getIntOrOctet(value));
            }
            case Option.IP_MULTICAST_TTL -> {
                return hops(options, true, OptionValue.getIntOrOctet(value));
            }
            case Option.IP_MULTICAST_LOOP ->
                    options.multicastLoop(true, OptionValue.getIntOrOctet(value) != 0);
            case Option.IP_MULTICAST_ALL -> {
                int number = OptionValue.getIntOrOctet(value);
                if (number != 0 && number != 1) {
                    return Errno.EINVAL.result();
                }
                options.multicastAll(true, number == 1);
            }
            case Option.IP_RECVERR -> queueErrors(socket, true, value);
            case Option.IP_UNICAST_IF -> {
                return unicastInterface(socket, true, value);
            }
            case Option.IP_MULTICAST_IF -> {
                return multicastInterface4(socket, value);
            }
            case Option.IP_ADD_MEMBERSHIP, Option.IP_DROP_MEMBERSHIP -> {
                return membership4(socket, name == Option.IP_ADD_MEMBERSHIP, value);
            }
            default -> {
                return SourceFilters.set(socket, true, name, value);
            }
        }
        return 0;
    }

    private static int set6(DatagramOptions socket, int name, ByteBuffer value) {
        UdpOptions options = socket.endpoint().options();
        switch (name) {
            case Option.IPV6_MTU_DISCOVER -> {
                return discovery(options, OptionValue.getInt(value));
            }
            case Option.IPV6_MULTICAST_HOPS -> {
                return hops(options, false, OptionValue.getInt(value));
            }
            case Option.IPV6_MULTICAST_LOOP -> {
                int number = OptionValue.getInt(value);
                if (number != 0 && number != 1) {
                    return Errno.EINVAL.result();
                }
                options.multicastLoop(false, number == 1);
            }
            case Option.IPV6_RECVERR -> queueErrors(socket, false, value);
            case Option.IPV6_MULTICAST_ALL ->
                    options.multicastAll(false, OptionValue.getInt(value) != 0);
            case Option.IPV6_DONTFRAG -> options.dontFragment6(OptionValue.getInt(value) != 0);
            case Option.IPV6_UNICAST_IF -> {
                return unicastInterface(socket, false, value);
            }
            case Option.IPV6_MULTICAST_IF -> {
                int index = OptionValue.getInt(value);
                if (index != 0 && socket.nic(index) == null) {
                    return Errno.ENODEV.result();
                }
                options.multicastIndex(false, index);
            }
            case Option.IPV6_JOIN_GROUP, Option.IPV6_LEAVE_GROUP -> {
                return membership6(socket, name == Option.IPV6_JOIN_GROUP, value);
            }
            default -> {
                return SourceFilters.set(socket, false, name, value);
            }
        }
        return 0;
    }

    /** The index is in network order on both levels. */
    private static int unicastInterface(DatagramOptions socket, boolean v4, ByteBuffer value) {
        if (!OptionValue.hasInt(value)) {
            return Errno.EINVAL.result();
        }
        int index = Integer.reverseBytes(OptionValue.getInt(value));
        if (index != 0 && socket.nic(index) == null) {
            return Errno.EADDRNOTAVAIL.result();
        }
        if (index != 0 && socket.options().boundIndex != 0) {
            return Errno.EINVAL.result();
        }
        socket.endpoint().options().unicastIndex(v4, index);
        socket.endpoint().forgetRoute();
        return 0;
    }

    private static void queueErrors(DatagramOptions socket, boolean v4, ByteBuffer value) {
        boolean on = OptionValue.getIntOrOctet(value) != 0;
        socket.endpoint().options().queueErrors(v4, on);
        if (!on) {
            socket.endpoint().forgetQueuedErrors();
        }
    }

    private static int discovery(UdpOptions options, int number) {
        PathMtuDiscovery wanted = PathMtuDiscovery.of(number);
        if (wanted == null) {
            return Errno.EINVAL.result();
        }
        options.discovery(wanted);
        return 0;
    }

    private static int hops(UdpOptions options, boolean v4, int number) {
        if (number < -1 || number > 255) {
            return Errno.EINVAL.result();
        }
        options.multicastHops(v4, number == -1 ? 1 : number);
        return 0;
    }

    /** An in_addr, an ip_mreq or an ip_mreqn. */
    private static int multicastInterface4(DatagramOptions socket, ByteBuffer value) {
        int length = value.remaining();
        if (length < Integer.BYTES) {
            return Errno.EINVAL.result();
        }
        UdpOptions options = socket.endpoint().options();
        IpAddress own = addressAt(value, length >= MREQ ? Integer.BYTES : 0);
        int index = length >= MREQN ? OptionValue.getInt(from(value, MREQ)) : 0;
        if (index == 0 && own.isAny()) {
            options.multicastIndex(true, 0);
            options.multicastSource(null);
            return 0;
        }
        NetworkInterface nic = index != 0 ? socket.nic(index) : nicOf(socket, own);
        if (nic == null) {
            return Errno.EADDRNOTAVAIL.result();
        }
        options.multicastIndex(true, nic.index());
        options.multicastSource(own.isAny() ? null : own);
        return 0;
    }

    private static int membership4(DatagramOptions socket, boolean join, ByteBuffer value) {
        int length = value.remaining();
        if (length < MREQ) {
            return Errno.EINVAL.result();
        }
        IpAddress group = addressAt(value, 0);
        IpAddress own = addressAt(value, Integer.BYTES);
        int index = length >= MREQN ? OptionValue.getInt(from(value, MREQ)) : 0;
        if (!group.isMulticast()) {
            return Errno.EINVAL.result();
        }
        NetworkInterface nic;
        if (index != 0) {
            nic = socket.nic(index);
        } else {
            nic = own.isAny() ? nicTo(socket, group) : nicOf(socket, own);
        }
        return nic == null ? Errno.ENODEV.result() : change(socket, join, nic, group);
    }

    private static int membership6(DatagramOptions socket, boolean join, ByteBuffer value) {
        if (value.remaining() < MREQ6) {
            return Errno.EINVAL.result();
        }
        byte[] octets = new byte[16];
        value.duplicate().get(octets);
        IpAddress group = IpAddress.v6At(octets, 0);
        if (group.isV4() || !group.isMulticast()) {
            return Errno.EINVAL.result();
        }
        int index = OptionValue.getInt(from(value, octets.length));
        NetworkInterface nic = index != 0 ? socket.nic(index) : nicTo(socket, group);
        return nic == null ? Errno.ENODEV.result() : change(socket, join, nic, group);
    }

    static int change(DatagramOptions socket, boolean join, NetworkInterface nic, IpAddress group) {
        return join
                ? socket.host().udp().join(socket.endpoint(), nic, group)
                : socket.host().udp().leave(socket.endpoint(), nic, group);
    }

    static @Nullable NetworkInterface nicOf(DatagramOptions socket, IpAddress own) {
        for (NetworkInterface nic : socket.host().ip().routes().interfaces()) {
            for (Prefix prefix : nic.addresses()) {
                if (prefix.address().is(own)) {
                    return nic;
                }
            }
        }
        return null;
    }

    /** The interface that packets to the group would leave by. */
    static @Nullable NetworkInterface nicTo(DatagramOptions socket, IpAddress group) {
        IpAddress any = group.isV4() ? IpAddress.ANY4 : IpAddress.ANY6;
        Route route = socket.host().ip().route(group, any, socket.options().boundIndex);
        return route == null ? null : route.nic();
    }

    static IpAddress addressAt(ByteBuffer value, int offset) {
        byte[] octets = new byte[Integer.BYTES];
        from(value, offset).get(octets);
        return IpAddress.v4At(octets, 0);
    }

    static ByteBuffer from(ByteBuffer value, int offset) {
        return value.duplicate().position(value.position() + offset);
    }

    static int read(DatagramOptions socket, boolean v4, int name, ByteBuffer room) {
        UdpOptions options = socket.endpoint().options();
        int hops = v4 ? Option.IP_MULTICAST_TTL : Option.IPV6_MULTICAST_HOPS;
        int loop = v4 ? Option.IP_MULTICAST_LOOP : Option.IPV6_MULTICAST_LOOP;
        int discovery = v4 ? Option.IP_MTU_DISCOVER : Option.IPV6_MTU_DISCOVER;
        if (name == hops) {
            return OptionValue.putInt(room, options.multicastHops(v4));
        }
        if (name == loop) {
            return OptionValue.putInt(room, options.isMulticastLoop(v4) ? 1 : 0);
        }
        if (name == (v4 ? Option.IP_RECVERR : Option.IPV6_RECVERR)) {
            return OptionValue.putInt(room, options.queuesErrors(v4) ? 1 : 0);
        }
        if (name == discovery) {
            return OptionValue.putInt(room, options.discovery().ordinal());
        }
        if (name == (v4 ? Option.IP_MULTICAST_ALL : Option.IPV6_MULTICAST_ALL)) {
            return OptionValue.putInt(room, options.isMulticastAll(v4) ? 1 : 0);
        }
        if (name == (v4 ? Option.IP_UNICAST_IF : Option.IPV6_UNICAST_IF)) {
            return OptionValue.putInt(room, Integer.reverseBytes(options.unicastIndex(v4)));
        }
        if (!v4 && name == Option.IPV6_DONTFRAG) {
            return OptionValue.putInt(room, options.isDontFragment6() ? 1 : 0);
        }
        if (v4 && name == Option.IP_MULTICAST_IF) {
            IpAddress source = options.multicastSource();
            return OptionValue.put(room, (source == null ? IpAddress.ANY4 : source).octets());
        }
        if (!v4 && name == Option.IPV6_MULTICAST_IF) {
            return OptionValue.putInt(room, options.multicastIndex(false));
        }
        return Errno.ENOPROTOOPT.result();
    }
}
