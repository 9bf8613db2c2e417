package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Checksum;
import io.jackfield.ip.AncillaryData;
import io.jackfield.ip.PathMtuDiscovery;
import io.jackfield.ip.route.Route;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.Packet;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.wire.PacketCodec;

import java.nio.ByteBuffer;

/** SOCK_RAW (raw(7), RFC 3542 §3): the datagrams of one protocol, over IPv4 with their header. */
final class RawSocket extends PortlessSocket {
    private static final int V4_HEADER = 20;
    private static final int TOTAL_LENGTH = 2;
    private static final int FLAGS = 6;
    private static final int DONT_FRAGMENT = 0x40;
    private static final int HEADER_CHECKSUM = 10;
    private static final int SOURCE = 12;
    private static final int LEAST_ICMP = 2;
    private static final int ICMP6_CHECKSUM_AT = 2;

    /** ICMP_FILTER has a bit for each of the first 32 types, ICMPV6_FILTER for all. */
    private final byte[] filter;

    private boolean includesHeader;

    /** IPV6_CHECKSUM; -1 for none. */
    private int checksumAt;

    RawSocket(Protocols host, int family, int protocol, int uid) {
        super(host, family, Family.SOCK_RAW, protocol, uid);
        filter = new byte[isV6() ? 32 : Integer.BYTES];
        flag(REUSE_ADDRESS, true); // as Linux
        includesHeader = !isV6() && protocol == Family.IPPROTO_RAW;
        checksumAt = isV6() && protocol == Family.IPPROTO_ICMPV6 ? ICMP6_CHECKSUM_AT : -1;
    }

    @Override
    int localPort() {
        return protocol(); // Linux shows it there
    }

    @Override
    boolean isNamed() {
        return false; // it may be named again
    }

    @Override
    boolean hasNumber() {
        return true; // its protocol
    }

    @Override
    boolean hasIpv4Level() {
        return !isV6();
    }

    @Override
    int wrongPort(int port) {
        return isV6() && port != 0 && port != protocol() ? Errno.EINVAL.result() : 0;
    }

    @Override
    int wrongMessage(ByteBuffer data) {
        int length = data.remaining();
        if (includesHeader) {
            int words = length < V4_HEADER ? 0 : data.get(data.position()) & 0xf;
            return words * 4 < V4_HEADER || words * 4 > length ? Errno.EINVAL.result() : 0;
        }
        if (!isV6() && length + V4_HEADER > 0xffff) {
            return Errno.EMSGSIZE.result();
        }
        return isIcmp() && length < LEAST_ICMP ? Errno.EFAULT.result() : 0;
    }

    @Override
    int send(ByteBuffer data, Route route, AncillaryData with, long nowNanos) {
        int length = data.remaining();
        byte[] octets = new byte[length];
        data.duplicate().get(octets);
        int result;
        if (includesHeader) {
            result = sendWithHeader(octets, route, nowNanos);
        } else {
            if (checksumAt >= 0) {
                if (checksumAt + Short.BYTES > length) {
                    return Errno.EINVAL.result();
                }
                put16(octets, checksumAt, 0);
                long sum = pseudoHeader(route, protocol(), length);
                int field = Checksum.field(Checksum.accumulate(octets, 0, length, sum));
                put16(octets, checksumAt, field == 0 ? 0xffff : field);
            }
            result = send(octets, route, with, nowNanos);
        }
        if (result < 0) {
            return result;
        }
        data.position(data.limit());
        return length;
    }

    /** IP_HDRINCL: length and checksum are always filled in, source and identification if 0. */
    private int sendWithHeader(byte[] octets, Route route, long nowNanos) {
        if (octets[0] >>> 4 != 4) {
            return 0; // what is no IPv4 packet gets nowhere
        }
        if (octets.length > route.nic().mtu()) {
            return Errno.EMSGSIZE.result();
        }
        if ((octets[SOURCE] | octets[SOURCE + 1] | octets[SOURCE + 2] | octets[SOURCE + 3]) == 0) {
            route.source().writeTo(octets, SOURCE);
        }
        int header = (octets[0] & 0xf) * 4;
        put16(octets, TOTAL_LENGTH, octets.length);
        put16(octets, HEADER_CHECKSUM, 0);
        put16(octets, HEADER_CHECKSUM, Checksum.field(Checksum.accumulate(octets, 0, header, 0)));
        Packet packet = new PacketCodec().decode(octets, 0, octets.length);
        boolean whole = (octets[FLAGS] & DONT_FRAGMENT) != 0;
        PathMtuDiscovery form = whole ? PathMtuDiscovery.PROBE : PathMtuDiscovery.INTERFACE;
        return host().ip().send(packet, route, form, true, nowNanos);
    }

    static void put16(byte[] octets, int at, int value) {
        octets[at] = (byte) (value >>> 8);
        octets[at + 1] = (byte) value;
    }

    /** RFC 8200 §8.1. */
    static long pseudoHeader(Route route, int protocol, int length) {
        return pseudoHeader(route.source(), route.destination(), protocol, length);
    }

    private static long pseudoHeader(
            IpAddress source, IpAddress destination, int protocol, int length) {
        long sum = Checksum.add32(Checksum.add32(0, protocol), length);
        sum = Checksum.add64(Checksum.add64(sum, source.hi()), source.lo());
        return Checksum.add64(Checksum.add64(sum, destination.hi()), destination.lo());
    }

    @Override
    public boolean offer(Packet packet, NetworkInterface in, long nowNanos) {
        if (packet.protocol() != protocol()
                || packet.isV4() == isV6()
                || !isBetween(packet.destination(), packet.source(), in)) {
            return false;
        }
        byte[] octets = PacketCodec.encode(packet);
        int header = packet.ipHeaderLength();
        if (!isFiltered(octets, header) && hears(packet, in) && isRight(packet, octets, header)) {
            keep(packet, octets, isV6() ? header : 0, in, nowNanos);
        }
        return true;
    }

    private boolean hears(Packet packet, NetworkInterface in) {
        return !packet.destination().isMulticast()
                || endpoint.hears(packet.source(), packet.destination(), in);
    }

    private boolean isRight(Packet packet, byte[] octets, int header) {
        if (checksumAt < 0) {
            return true;
        }
        int length = octets.length - header;
        long sum = pseudoHeader(packet.source(), packet.destination(), protocol(), length);
        return packet.integrity() == Integrity.SOUND
                && length >= checksumAt + Short.BYTES
                && Checksum.fold(Checksum.accumulate(octets, header, length, sum)) == 0xffff;
    }

    /** What has no whole header of ICMP has no type that could be let through. */
    private boolean isFiltered(byte[] octets, int header) {
        if (!isIcmp()) {
            return false;
        }
        if (octets.length - header < (isV6() ? Integer.BYTES : IcmpMessage.HEADER_LENGTH)) {
            return true;
        }
        int type = octets[header] & 0xff;
        return type < filter.length * 8 && (filter[type >>> 3] >>> (type & 7) & 1) != 0;
    }

    private boolean isIcmp() {
        return protocol() == (isV6() ? Family.IPPROTO_ICMPV6 : Family.IPPROTO_ICMP);
    }

    private boolean isFilter(int level, int name) {
        return level == (isV6() ? Option.SOL_ICMPV6 : Option.SOL_RAW) && name == Option.ICMP_FILTER;
    }

    @Override
    int protocolOption(int level, int name, ByteBuffer value, long nowNanos) {
        if (!isFilter(level, name)) {
            return Errno.ENOPROTOOPT.result();
        }
        if (!isIcmp()) {
            return Errno.EOPNOTSUPP.result();
        }
        value.duplicate().get(filter, 0, Math.min(filter.length, value.remaining()));
        return 0;
    }

    @Override
    int readProtocolOption(int level, int name, ByteBuffer room, long nowNanos) {
        if (!isFilter(level, name)) {
            return level == Option.SOL_RAW ? Errno.ENOPROTOOPT.result() : unknownLevel();
        }
        return isIcmp() ? OptionValue.put(room, filter.clone()) : Errno.EOPNOTSUPP.result();
    }

    @Override
    int ownIpOption(boolean v4, int name, ByteBuffer value) {
        if (v4 && !isV6() && name == Option.IP_HDRINCL) {
            includesHeader = OptionValue.getIntOrOctet(value) != 0;
            return 0;
        }
        if (!v4 && name == Option.IPV6_CHECKSUM) {
            int at = OptionValue.getInt(value);
            if (protocol() == Family.IPPROTO_ICMPV6 || (at > 0 && (at & 1) != 0)) {
                return Errno.EINVAL.result();
            }
            checksumAt = Math.max(at, -1);
            return 0;
        }
        return super.ownIpOption(v4, name, value);
    }

    @Override
    int readOwnIpOption(boolean v4, int name, ByteBuffer room) {
        if (v4 && !isV6() && name == Option.IP_HDRINCL) {
            return OptionValue.putInt(room, includesHeader ? 1 : 0);
        }
        return !v4 && name == Option.IPV6_CHECKSUM
                ? OptionValue.putInt(room, checksumAt)
                : super.readOwnIpOption(v4, name, room);
    }
}
