package io.jackfield.wire;

/**
 * What the octets of a captured packet begin with. A capture file has one link type, so that
 * libpcap can read it.
 */
public enum LinkType {
    /** An Ethernet II frame, without frame check sequence. */
    ETHERNET(1),
    /**
     * An IPv4 or IPv6 packet; the version nibble tells which. libpcap 1.10 refuses such a file as
     * soon as it describes a second interface (it compares this number with its own for the same
     * thing), Wireshark does not.
     */
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
