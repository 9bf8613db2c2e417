package io.jackfield.packetdrill.run;

/** A packet that the machine sent, and when. */
final class Sniffed {
    private final byte[] octets;
    private final long nanos;

    /** Takes the array over. */
    Sniffed(byte[] octets, long nanos) {
        this.octets = octets;
        this.nanos = nanos;
    }

    /** From the IP header on; not to be changed. */
    byte[] octets() {
        return octets;
    }

    long nanos() {
        return nanos;
    }
}
