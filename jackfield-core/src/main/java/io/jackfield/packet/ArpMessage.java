package io.jackfield.packet;

import io.jackfield.address.IpAddress;

/**
 * An ARP message for IPv4 over Ethernet (RFC 826). No IP packet, but what travels on a link is a
 * Packet: source and destination are the sender's and the target's protocol addresses.
 */
public final class ArpMessage extends Packet {
    public static final int REQUEST = 1;
    public static final int REPLY = 2;

    /** Octets of the message. */
    public static final int LENGTH = 28;

    private final int operation;
    private final long senderMac;
    private final long targetMac;

    public ArpMessage(
            int operation, long senderMac, IpAddress sender, long targetMac, IpAddress target) {
        super(sender, target);
        this.operation = operation;
        this.senderMac = senderMac;
        this.targetMac = targetMac;
    }

    /** Not an IP protocol: −1. */
    @Override
    public int protocol() {
        return -1;
    }

    @Override
    public int ipHeaderLength() {
        return 0;
    }

    @Override
    public int transportHeaderLength() {
        return LENGTH;
    }

    @Override
    public String kind() {
        return "ARP";
    }

    /** {@link #REQUEST} or {@link #REPLY}. */
    public int operation() {
        return operation;
    }

    public long senderMac() {
        return senderMac;
    }

    public long targetMac() {
        return targetMac;
    }

    @Override
    public ArpMessage copy() {
        ArpMessage copy = new ArpMessage(operation, senderMac, source(), targetMac, destination());
        copy.takeAllOf(this);
        return copy;
    }
}
