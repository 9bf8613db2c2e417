package io.jackfield.packetdrill.run;

import io.jackfield.address.IpAddress;
import io.jackfield.packetdrill.script.IpInfo;
import io.jackfield.packetdrill.script.PacketSpec;
import io.jackfield.packetdrill.script.TcpOption;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A packet that the machine sent, read from its octets; numbers are those on the wire.
 *
 * @param spec null for what is neither TCP nor UDP
 */
record LivePacket(PacketWriter.Ends ends, IpInfo ip, @Nullable PacketSpec spec, long nanos) {

    private static final int UDP_HEADER = 8;
    private static final int TCP_HEADER = 20;

    static LivePacket read(Sniffed sniffed) {
        ByteBuffer in = ByteBuffer.wrap(sniffed.octets());
        byte[] octets = sniffed.octets();
        boolean isV4 = (octets[0] & 0xf0) == 0x40;
        int at = isV4 ? (octets[0] & 0xf) * 4 : 40;
        int protocol = octets[isV4 ? 9 : 6] & 0xff;
        int trafficClass = isV4 ? octets[1] & 0xff : in.getInt(0) >>> 20 & 0xff;
        int hops = octets[isV4 ? 8 : 7] & 0xff;
        int label = isV4 ? -1 : in.getInt(0) & 0xf_ffff;
        IpInfo ip = new IpInfo(trafficClass & 3, trafficClass, hops, label);
        IpAddress source = isV4 ? IpAddress.v4At(octets, 12) : IpAddress.v6At(octets, 8);
        IpAddress destination = isV4 ? IpAddress.v4At(octets, 16) : IpAddress.v6At(octets, 24);
        boolean hasPorts = protocol == PacketWriter.TCP || protocol == PacketWriter.UDP;
        PacketWriter.Ends ends =
                new PacketWriter.Ends(
                        source,
                        hasPorts ? in.getShort(at) & 0xffff : 0,
                        destination,
                        hasPorts ? in.getShort(at + 2) & 0xffff : 0);
        PacketSpec spec =
                switch (protocol) {
                    case PacketWriter.TCP -> tcp(in, at);
                    case PacketWriter.UDP ->
                            new PacketSpec.Udp((in.getShort(at + 4) & 0xffff) - UDP_HEADER);
                    default -> null;
                };
        return new LivePacket(ends, ip, spec, sniffed.nanos());
    }

    private static PacketSpec.Tcp tcp(ByteBuffer in, int at) {
        int header = (in.get(at + 12) & 0xf0) >>> 2;
        return new PacketSpec.Tcp(
                in.getShort(at + 12) & 0x1ff,
                in.getInt(at + 4) & 0xffff_ffffL,
                in.limit() - at - header,
                in.getInt(at + 8) & 0xffff_ffffL,
                in.getShort(at + 14) & 0xffff,
                in.getShort(at + 18) & 0xffff,
                options(in, at + TCP_HEADER, at + header));
    }

    private static List<TcpOption> options(ByteBuffer in, int from, int end) {
        List<TcpOption> options = new ArrayList<>();
        int at = from;
        while (at < end) {
            int kind = in.get(at) & 0xff;
            if (kind <= 1) {
                options.add(new TcpOption.Single(kind));
                at++;
                continue;
            }
            int length = at + 1 < end ? in.get(at + 1) & 0xff : 0;
            if (length < 2 || at + length > end) {
                break;
            }
            options.add(option(in, kind, at + 2, length - 2));
            at += length;
        }
        return options;
    }

    private static TcpOption option(ByteBuffer in, int kind, int at, int length) {
        if (kind == 2 && length == 2) {
            return new TcpOption.Mss(in.getShort(at) & 0xffff);
        }
        if (kind == 3 && length == 1) {
            return new TcpOption.WindowScale(in.get(at) & 0xff);
        }
        if (kind == 4 && length == 0) {
            return new TcpOption.SackPermitted();
        }
        if (kind == 5 && length % 8 == 0) {
            List<Long> edges = new ArrayList<>();
            for (int i = 0; i < length; i += 4) {
                edges.add(in.getInt(at + i) & 0xffff_ffffL);
            }
            return new TcpOption.Sack(edges);
        }
        if (kind == 8 && length == 8) {
            return new TcpOption.Timestamps(
                    in.getInt(at) & 0xffff_ffffL, in.getInt(at + 4) & 0xffff_ffffL);
        }
        byte[] data = new byte[length];
        in.get(at, data);
        return new TcpOption.Other(kind, HexFormat.of().formatHex(data));
    }
}
