package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Datagram;
import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Message;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Values;
import io.jackfield.udp.ReceivedDatagram;

import java.nio.ByteBuffer;

/**
 * The control messages of recvmsg(2) for a datagram, in Linux's order: those of SOL_SOCKET, then
 * the family's.
 */
final class ReceivedControl {
    private static final int PKTINFO = 12;
    private static final int PKTINFO6 = 20;
    private static final long SECOND = 1_000_000_000L;

    private final DatagramOptions socket;
    private final Message message;
    private final Datagram datagram;

    private ReceivedControl(DatagramOptions socket, Message message, Datagram datagram) {
        this.socket = socket;
        this.message = message;
        this.datagram = datagram;
    }

    static void fill(DatagramOptions socket, Message message, Datagram datagram) {
        if (socket.options().asked == 0) {
            return;
        }
        ReceivedControl control = new ReceivedControl(socket, message, datagram);
        control.fillOfSocket();
        if (datagram.isSuper() && asks(socket, Asked.SEGMENT_SIZE)) {
            ByteBuffer size = Values.ofInt(datagram.segmentSize());
            control.put(Option.SOL_UDP, Option.UDP_GRO, size);
        }
        if (socket.isV6() && asks(socket, Asked.PKTINFO6)) {
            control.fillPacketInfo6();
        }
        if (datagram.isV4()) {
            control.fillOfIpv4();
        } else {
            control.fillOfIpv6();
        }
    }

    private static boolean asks(DatagramOptions socket, int what) {
        return (socket.options().asked & what) != 0;
    }

    private boolean asks(int what) {
        return asks(socket, what);
    }

    private void put(int level, int type, ByteBuffer data) {
        message.flags |= ControlMessages.deliver(message.control, level, type, data);
    }

    private void fillOfSocket() {
        ReceivedDatagram known = datagram instanceof ReceivedDatagram r ? r : null;
        if (asks(Asked.TIMESTAMP)) {
            // Linux: what arrived before anybody asked is stamped when it is received.
            fillTime(known != null ? known.wallNanos() : socket.host().wallNanos());
        }
        if (asks(Asked.RXQ_OVFL) && known != null && known.dropped() != 0) {
            put(Option.SOL_SOCKET, Option.SO_RXQ_OVFL, Values.ofInt(known.dropped()));
        }
    }

    private void fillTime(long wallNanos) {
        boolean isNew = asks(Asked.TIMESTAMP_NEW);
        boolean inNanos = asks(Asked.TIMESTAMP_NANOS);
        ByteBuffer time = Values.room(2 * Long.BYTES);
        time.putLong(Math.floorDiv(wallNanos, SECOND));
        time.putLong(Math.floorMod(wallNanos, SECOND) / (inNanos ? 1 : 1000));
        int type =
                inNanos
                        ? isNew ? Option.SO_TIMESTAMPNS_NEW : Option.SO_TIMESTAMPNS
                        : isNew ? Option.SO_TIMESTAMP_NEW : Option.SO_TIMESTAMP;
        put(Option.SOL_SOCKET, type, time.flip());
    }

    /** As Linux, 0 for what arrived before the socket asked. */
    private int interfaceIndex() {
        return datagram instanceof ReceivedDatagram known ? known.interfaceIndex() : 0;
    }

    private void fillPacketInfo6() {
        ByteBuffer info = Values.room(PKTINFO6);
        byte[] octets = new byte[Long.BYTES * 2];
        datagram.destination().writeV6To(octets, 0);
        put(Option.SOL_IPV6, Option.IPV6_PKTINFO, info.put(octets).putInt(interfaceIndex()).flip());
    }

    private void fillOfIpv4() {
        if (asks(Asked.PKTINFO4)) {
            IpAddress specific =
                    interfaceIndex() == 0
                            ? IpAddress.ANY4
                            : socket.udp.specificDestination(datagram);
            ByteBuffer info = Values.room(PKTINFO).putInt(interfaceIndex());
            info.put(specific.octets()).put(datagram.destination().octets()).flip();
            put(Option.SOL_IP, Option.IP_PKTINFO, info);
        }
        if (asks(Asked.TTL)) {
            put(Option.SOL_IP, Option.IP_TTL, Values.ofInt(datagram.hopLimit()));
        }
        if (asks(Asked.TOS)) {
            byte[] octet = {(byte) datagram.trafficClass()};
            put(Option.SOL_IP, Option.IP_TOS, ByteBuffer.wrap(octet));
        }
        if (asks(Asked.ORIGDSTADDR4)) {
            SocketAddress to =
                    SocketAddress.inet(datagram.destination(), datagram.destinationPort());
            put(Option.SOL_IP, Option.IP_ORIGDSTADDR, ByteBuffer.wrap(to.octets()));
        }
    }

    private void fillOfIpv6() {
        if (asks(Asked.HOPLIMIT)) {
            put(Option.SOL_IPV6, Option.IPV6_HOPLIMIT, Values.ofInt(datagram.hopLimit()));
        }
        if (asks(Asked.TCLASS)) {
            put(Option.SOL_IPV6, Option.IPV6_TCLASS, Values.ofInt(datagram.trafficClass()));
        }
        if (asks(Asked.ORIGDSTADDR6)) {
            IpAddress to = datagram.destination();
            int scope = to.isLinkLocal() ? interfaceIndex() : 0;
            SocketAddress shown = SocketAddress.inet6(to, datagram.destinationPort(), scope);
            put(Option.SOL_IPV6, Option.IPV6_ORIGDSTADDR, ByteBuffer.wrap(shown.octets()));
        }
    }
}
