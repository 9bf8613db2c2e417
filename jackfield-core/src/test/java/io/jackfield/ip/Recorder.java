package io.jackfield.ip;

import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketText;

import java.util.ArrayList;
import java.util.List;

/** A transport protocol that writes down what reaches it. */
public final class Recorder implements TransportProtocol {
    /** What arrived, as text. */
    public final List<String> arrived = new ArrayList<>();

    /** The payload of what arrived. */
    public final List<byte[]> payloads = new ArrayList<>();

    /** Over which interfaces. */
    public final List<NetworkInterface> interfaces = new ArrayList<>();

    /** With which hop limits. */
    public final List<Integer> hopLimits = new ArrayList<>();

    public final List<IcmpError> errors = new ArrayList<>();

    /** What the errors quoted, as text. */
    public final List<String> quoted = new ArrayList<>();

    @Override
    public void arrives(Packet packet, NetworkInterface in, long nowNanos) {
        arrived.add(PacketText.of(packet));
        payloads.add(packet.payload());
        interfaces.add(in);
        hopLimits.add(packet.hopLimit());
        packet.release();
    }

    @Override
    public void icmpError(IcmpError error, Packet packet, long nowNanos) {
        errors.add(error);
        quoted.add(PacketText.of(packet));
    }
}
