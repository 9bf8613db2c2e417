package io.jackfield.udp;

import io.jackfield.packet.Datagram;

/** A datagram with the circumstances of its arrival, for a socket that has asked for them. */
public final class ReceivedDatagram extends Datagram {
    private final int interfaceIndex;
    private final long wallNanos;
    private final int dropped;

    /**
     * Takes the payload over from what arrived, which is released.
     *
     * @param dropped how many datagrams the endpoint has had no room for until now
     */
    ReceivedDatagram(Datagram arrived, int interfaceIndex, long wallNanos, int dropped) {
        this(arrived, interfaceIndex, wallNanos, dropped, true);
    }

    private ReceivedDatagram(
            Datagram of, int interfaceIndex, long wallNanos, int dropped, boolean releases) {
        super(of.source(), of.sourcePort(), of.destination(), of.destinationPort());
        takeAllOf(of);
        if (releases) {
            of.release();
        }
        this.interfaceIndex = interfaceIndex;
        this.wallNanos = wallNanos;
        this.dropped = dropped;
    }

    /** The interface that it came in by. */
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /** What the host's wall clock showed then. */
    public long wallNanos() {
        return wallNanos;
    }

    /** How many the endpoint had dropped before, for want of room. */
    public int dropped() {
        return dropped;
    }

    @Override
    public ReceivedDatagram copy() {
        return new ReceivedDatagram(this, interfaceIndex, wallNanos, dropped, false);
    }
}
