package io.jackfield.packetdrill.run;

import io.jackfield.address.IpAddress;
import io.jackfield.packetdrill.script.IpInfo;
import io.jackfield.packetdrill.script.PacketSpec;
import io.jackfield.packetdrill.script.TcpOption;

import java.nio.ByteBuffer;
import java.util.List;

/** Packets as octets from the IP header on, whatever a script may put in them. */
final class PacketWriter {
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMP = 1;
    static final int ICMPV6 = 58;
    private static final int HEADER4 = 20;
    private static final int HEADER6 = 40;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int ICMP_HEADER = 8;

    /** RFC 792: so much of a segment is quoted at least. */
    private static final int QUOTED = 8;

    private static final int USUAL_HOPS = 64;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MOST_16 = 0xffff;

    private PacketWriter() {}

    /** Two ends: where the packet comes from, and where it goes. */
    record Ends(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        boolean isV4() {
            return source.isV4();
        }

        Ends reversed() {
            return new Ends(destination, destinationPort, source, sourcePort);
        }
    }

    /** A segment whose numbers are those on the wire. */
    static byte[] tcp(Ends ends, IpInfo ip, PacketSpec.Tcp tcp) {
        List<TcpOption> options = tcp.options() == null ? List.of() : tcp.options();
        int header = TCP_HEADER + options.stream().mapToInt(TcpOption::length).sum();
        ByteBuffer to = begin(ends, ip, TCP, header + tcp.length());
        int at = to.position();
        to.putShort((short) ends.sourcePort).putShort((short) ends.destinationPort);
        to.putInt((int) tcp.seq()).putInt((int) tcp.ack());
        to.putShort((short) (header / 4 << 12 | tcp.flags()));
        to.putShort((short) Math.max(tcp.window(), 0)).putShort((short) 0);
        to.putShort((short) tcp.urgent());
        options.forEach(option -> write(option, to));
        return finish(ends, to, at, TCP, at + 16);
    }

    private static void write(TcpOption option, ByteBuffer to) {
        switch (option) {
            case TcpOption.Single one -> to.put((byte) one.kind());
            case TcpOption.Mss mss -> head(to, 2, 4).putShort((short) mss.octets());
            case TcpOption.WindowScale scale -> head(to, 3, 3).put((byte) scale.shift());
            case TcpOption.SackPermitted _ -> head(to, 4, 2);
            case TcpOption.Sack sack -> {
                head(to, 5, sack.length());
                sack.edges().forEach(edge -> to.putInt(edge.intValue()));
            }
            case TcpOption.Timestamps times ->
                    head(to, 8, 10).putInt((int) times.val()).putInt((int) times.ecr());
            case TcpOption.Other other ->
                    head(to, other.kind(), other.length()).put(other.octets());
        }
    }

    private static ByteBuffer head(ByteBuffer to, int kind, int length) {
        return to.put((byte) kind).put((byte) length);
    }

    static byte[] udp(Ends ends, IpInfo ip, int length) {
        ByteBuffer to = begin(ends, ip, UDP, UDP_HEADER + length);
        int at = to.position();
        to.putShort((short) ends.sourcePort).putShort((short) ends.destinationPort);
        to.putShort((short) (UDP_HEADER + length));
        return finish(ends, to, at, UDP, at + 6);
    }

    /**
     * An ICMP error about a packet of the host's.
     *
     * @param quoted the ends of that packet
     * @param seq its sequence number on the wire, if it is a segment
     */
    static byte[] icmp(Ends ends, IpInfo ip, PacketSpec.Icmp icmp, Ends quoted, int seq) {
        boolean isUdp = icmp.quoted() instanceof PacketSpec.Udp;
        int inner = ends.isV4() ? HEADER4 : HEADER6;
        int protocol = ends.isV4() ? ICMP : ICMPV6;
        ByteBuffer to = begin(ends, ip, protocol, ICMP_HEADER + inner + QUOTED);
        int at = to.position();
        to.put((byte) icmp.type()).put((byte) icmp.code()).putShort((short) 0);
        to.putInt((int) Math.max(icmp.mtu(), 0));
        int length =
                switch (icmp.quoted()) {
                    case PacketSpec.Udp udp -> UDP_HEADER + udp.length();
                    case PacketSpec.Tcp tcp -> TCP_HEADER + tcp.length();
                    case null, default -> TCP_HEADER;
                };
        header(to, quoted, IpInfo.NONE, isUdp ? UDP : TCP, length);
        to.putShort((short) quoted.sourcePort).putShort((short) quoted.destinationPort);
        if (isUdp) {
            to.putShort((short) length);
        } else {
            to.putInt(seq);
        }
        return finish(ends, to, at, protocol, at + 2);
    }

    private static ByteBuffer begin(Ends ends, IpInfo ip, int protocol, int length) {
        ByteBuffer to = ByteBuffer.allocate((ends.isV4() ? HEADER4 : HEADER6) + length);
        header(to, ends, ip, protocol, length);
        return to;
    }

    private static void header(ByteBuffer to, Ends ends, IpInfo ip, int protocol, int length) {
        int hops = ip.hopLimit() < 0 ? USUAL_HOPS : ip.hopLimit();
        int ecn = ip.ecn() == IpInfo.EITHER ? 2 : Math.max(ip.ecn(), 0);
        int trafficClass = ip.trafficClass() < 0 ? ecn : ip.trafficClass();
        int at = to.position();
        byte[] addresses = new byte[ends.isV4() ? 8 : 32];
        if (ends.isV4()) {
            to.put((byte) 0x45).put((byte) trafficClass).putShort((short) (HEADER4 + length));
            to.putShort((short) 0).putShort((short) DONT_FRAGMENT);
            to.put((byte) hops).put((byte) protocol).putShort((short) 0);
            ends.source.writeTo(addresses, 0);
            ends.destination.writeTo(addresses, 4);
            to.put(addresses);
            to.putShort(at + 10, (short) ~fold(sum(to, at, HEADER4)));
        } else {
            int label = Math.max(ip.flowLabel(), 0);
            to.putInt(6 << 28 | trafficClass << 20 | label).putShort((short) length);
            to.put((byte) protocol).put((byte) hops);
            ends.source.writeV6To(addresses, 0);
            ends.destination.writeV6To(addresses, 16);
            to.put(addresses);
        }
    }

    /** Computes the checksum of what begins at {@code at}, and puts it at {@code field}. */
    private static byte[] finish(Ends ends, ByteBuffer to, int at, int protocol, int field) {
        int length = to.capacity() - at;
        long sum = sum(to, at, length);
        if (protocol != ICMP) {
            int addresses = ends.isV4() ? 8 : 32;
            sum += sum(to, at - addresses, addresses) + protocol + length;
        }
        int checksum = ~fold(sum) & MOST_16;
        // RFC 768: a sum of 0 is sent as all ones.
        to.putShort(field, (short) (protocol == UDP && checksum == 0 ? MOST_16 : checksum));
        byte[] octets = new byte[to.capacity()];
        to.get(0, octets);
        return octets;
    }

    private static long sum(ByteBuffer of, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = of.get(from + i) & 0xff;
            sum += (i & 1) == 0 ? octet << 8 : octet;
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded > MOST_16) {
            folded = (folded & MOST_16) + (folded >>> 16);
        }
        return (int) folded;
    }
}
