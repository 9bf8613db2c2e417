package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Checksum;
import io.jackfield.ip.AncillaryData;
import io.jackfield.ip.route.Route;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.wire.PacketCodec;

import java.nio.ByteBuffer;

/** SOCK_DGRAM of ICMP (icmp(7)): echo requests and what answers them; its port is an identifier. */
final class PingSocket extends PortlessSocket {
    private static final int ECHO = 8;
    private static final int ECHO_REPLY = 0;
    private static final int ECHO6 = 128;
    private static final int ECHO_REPLY6 = 129;

    private int identifier;

    PingSocket(Protocols host, int family, int protocol, int uid) {
        super(host, family, Family.SOCK_DGRAM, protocol, uid);
    }

    @Override
    int localPort() {
        return identifier;
    }

    @Override
    boolean isNamed() {
        return identifier != 0;
    }

    @Override
    int own(IpAddress local, int port) {
        identifier = host().raw().identify(this, !isV6(), port);
        return super.own(local, port);
    }

    private void identify() {
        if (identifier == 0) {
            identifier = host().raw().identify(this, !isV6(), 0);
        }
    }

    @Override
    public int connect(SocketAddress address, long nowNanos) {
        identify();
        return super.connect(address, nowNanos);
    }

    @Override
    int wrongMessage(ByteBuffer data) {
        identify();
        boolean isRequest =
                data.remaining() >= IcmpMessage.HEADER_LENGTH
                        && (data.get(data.position()) & 0xff) == (isV6() ? ECHO6 : ECHO)
                        && data.get(data.position() + 1) == 0;
        return isRequest ? 0 : Errno.EINVAL.result();
    }

    @Override
    int send(ByteBuffer data, Route route, AncillaryData with, long nowNanos) {
        int length = data.remaining();
        byte[] octets = new byte[length];
        data.duplicate().get(octets);
        octets[4] = (byte) (identifier >>> 8);
        octets[5] = (byte) identifier;
        octets[2] = 0;
        octets[3] = 0;
        long sum = isV6() ? RawSocket.pseudoHeader(route, protocol(), length) : 0;
        RawSocket.put16(octets, 2, Checksum.field(Checksum.accumulate(octets, 0, length, sum)));
        int result = send(octets, route, with, nowNanos);
        if (result < 0) {
            return result;
        }
        data.position(data.limit());
        return length;
    }

    @Override
    public boolean offer(Packet packet, NetworkInterface in, long nowNanos) {
        if (packet.protocol() != protocol()
                || packet.isV4() == isV6()
                || !(packet instanceof IcmpMessage message)
                || message.type() != (isV6() ? ECHO_REPLY6 : ECHO_REPLY)
                || !isOurs(packet)
                || !isBetween(packet.destination(), packet.source(), in)) {
            return false;
        }
        keep(packet, PacketCodec.encode(packet), packet.ipHeaderLength(), in, nowNanos);
        return true;
    }

    @Override
    boolean isOurs(Packet echo) {
        return echo instanceof IcmpMessage message
                && message.rest() >>> 16 == identifier
                && host().raw().holder(!isV6(), identifier) == this;
    }
}
