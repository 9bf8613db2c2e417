package io.jackfield.raw;

import io.jackfield.ip.IcmpError;
import io.jackfield.ip.Ip;
import io.jackfield.ip.RawDelivery;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The raw and ping sockets of one host. While there is none, the internet layer asks nobody. */
public final class RawTable implements RawDelivery {
    private static final int IDENTIFIERS = 1 << 16;

    private final Ip ip;
    private final List<RawReceiver> receivers = new ArrayList<>();

    /** Who has an identifier of echoes; twice as many as there are, for both families. */
    private final Map<Integer, RawReceiver> identifiers = new LinkedHashMap<>();

    private int lastIdentifier;

    public RawTable(Ip ip) {
        this.ip = ip;
    }

    /** From now on it is offered every datagram. */
    public void add(RawReceiver receiver) {
        receivers.add(receiver);
        ip.deliverRaw(this);
    }

    /** It is offered nothing more, and its identifiers are free. */
    public void remove(RawReceiver receiver) {
        receivers.remove(receiver);
        identifiers.values().remove(receiver);
        if (receivers.isEmpty()) {
            ip.deliverRaw(null);
        }
    }

    /** Gives an identifier to a ping socket, from whoever had it (Linux); 0 stands for any. */
    public int identify(RawReceiver receiver, boolean v4, int wanted) {
        int identifier = wanted;
        while (identifier == 0 || (wanted == 0 && holder(v4, identifier) != null)) {
            lastIdentifier = (lastIdentifier + 1) % IDENTIFIERS;
            identifier = lastIdentifier;
        }
        identifiers.put(key(v4, identifier), receiver);
        return identifier;
    }

    /** Who has that identifier; null if nobody does. */
    public @Nullable RawReceiver holder(boolean v4, int identifier) {
        return identifiers.get(key(v4, identifier));
    }

    private static int key(boolean v4, int identifier) {
        return v4 ? identifier : identifier + IDENTIFIERS;
    }

    @Override
    public boolean deliver(Packet packet, NetworkInterface in, long nowNanos) {
        boolean isWanted = false;
        for (int i = 0; i < receivers.size(); i++) {
            isWanted |= receivers.get(i).offer(packet, in, nowNanos);
        }
        return isWanted;
    }

    @Override
    public void error(IcmpError error, Packet quoted, long nowNanos) {
        for (int i = 0; i < receivers.size(); i++) {
            receivers.get(i).error(error, quoted, nowNanos);
        }
    }
}
