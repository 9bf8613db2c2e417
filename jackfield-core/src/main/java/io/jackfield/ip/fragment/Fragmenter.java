package io.jackfield.ip.fragment;

import io.jackfield.buffer.Slab;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketCodec;

/** Cuts a datagram into fragments that fit a link (RFC 791 §3.2, RFC 8200 §4.5). */
public final class Fragmenter {
    /** The IPv6 header with a fragment header behind it. */
    private static final int HEADERS_V6 = 48;

    private static final int HEADER_V4 = 20;

    private Fragmenter() {}

    /**
     * The fragments as a list linked by {@link Packet#next}, in order. The datagram is released;
     * its payload lives on in them. A fragment that is too large for a later link is cut again.
     *
     * @param mtu octets that fit, at least 68 (IPv4) or 1280 (IPv6)
     */
    public static Fragment cut(Packet datagram, int mtu) {
        int room = (mtu - (datagram.isV4() ? HEADER_V4 : HEADERS_V6)) & ~7;
        assert room > 0 : "no fragment fits an MTU of " + mtu;
        int base = datagram instanceof Fragment whole ? whole.fragmentOffset() : 0;
        boolean moreBehind = datagram instanceof Fragment whole && whole.moreFragments();
        int header = datagram.transportHeaderLength();
        int length = header + datagram.payloadLength();
        Fragment first = null;
        Fragment last = null;
        for (int from = 0; from < length; from += room) {
            int here = Math.min(room, length - from);
            boolean more = moreBehind || from + here < length;
            Fragment piece = piece(datagram, base + from, more);
            if (from < header) {
                assert here >= header : "a transport header does not fit the first fragment";
                Slab octets = transportHeader(datagram);
                piece.append(octets, 0, header);
                octets.release();
                piece.appendPayloadOf(datagram, 0, here - header);
            } else {
                piece.appendPayloadOf(datagram, from - header, here);
            }
            if (last == null) {
                first = piece;
            } else {
                last.next = piece;
            }
            last = piece;
        }
        assert first != null : "an empty datagram has nothing to cut";
        datagram.release();
        return first;
    }

    /** The first octets of a fragment, as a fragment behind which more comes. */
    static Fragment part(Fragment fragment, int length) {
        Fragment part = piece(fragment, fragment.fragmentOffset(), true);
        part.frame(fragment.sourceMac(), fragment.destinationMac());
        part.appendPayloadOf(fragment, 0, length);
        return part;
    }

    private static Fragment piece(Packet datagram, int offset, boolean more) {
        Fragment piece =
                new Fragment(
                        datagram.source(),
                        datagram.destination(),
                        datagram.protocol(),
                        offset,
                        more);
        piece.identification(datagram.identification());
        piece.flowLabel(datagram.flowLabel());
        piece.hopLimit(datagram.hopLimit());
        piece.trafficClass(datagram.trafficClass());
        piece.integrity(datagram.integrity());
        return piece;
    }

    /** The transport header's octets, with the checksum over the whole datagram. */
    private static Slab transportHeader(Packet datagram) {
        byte[] octets = PacketCodec.encode(datagram);
        int header = datagram.transportHeaderLength();
        byte[] kept = new byte[header];
        System.arraycopy(octets, datagram.ipHeaderLength(), kept, 0, header);
        return Slab.of(kept);
    }
}
