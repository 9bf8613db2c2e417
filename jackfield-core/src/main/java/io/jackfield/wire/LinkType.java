package io.jackfield.wire;

/**
 * What the octets of a captured packet begin with. A capture file has one link type, so that
 * libpcap can read it.
 */
public enum LinkType {
    /** An Ethernet II frame, without frame check sequence. */
    ETHERNET(1),
    /** An IPv4 or IPv6 packet; the version nibble tells which. */
    RAW_IP(101);

    private final int number;

    LinkType(int number) {
        this.number = number;
    }

    /** The number in the registry that pcap and pcapng share ({@code LINKTYPE_…}). */
    public int number() {
        return number;
    }
}
