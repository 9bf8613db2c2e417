package io.jackfield.udp;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.AncillaryData;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What several sends collect for one datagram (UDP_CORK, MSG_MORE): the first of them says where it
 * goes and what it is to have.
 */
public final class CorkedDatagram {
    private IpAddress to;
    private int toPort;
    private final @Nullable AncillaryData with;
    private byte[] octets;
    private int length;

    public CorkedDatagram(IpAddress to, int toPort, @Nullable AncillaryData with, ByteBuffer data) {
        this.to = to;
        this.toPort = toPort;
        this.with = with;
        this.octets = new byte[data.remaining()];
    }

    /** Linux, IPv4: a connect meanwhile takes it along. */
    public void connected(IpAddress peer, int port) {
        if (to.isV4() && peer.isV4()) {
            to = peer;
            toPort = port;
        }
    }

    /** Appends what is between position and limit; how much, or -EMSGSIZE. */
    public int append(ByteBuffer data) {
        int more = data.remaining();
        if (length + more > (to.isV4() ? UdpOutput.MOST_V4 : UdpOutput.MOST_V6)) {
            return Errno.EMSGSIZE.result();
        }
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
        }
        data.get(octets, length, more);
        length += more;
        return more;
    }

    /** Sends it; how many octets, or -errno. */
    public int send(UdpOutput output, UdpEndpoint endpoint, long nowNanos) {
        ByteBuffer whole = ByteBuffer.wrap(octets, 0, length);
        return output.send(endpoint, whole, to, toPort, with, nowNanos);
    }
}
