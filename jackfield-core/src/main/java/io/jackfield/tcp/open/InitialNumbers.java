package io.jackfield.tcp.open;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;

/**
 * What a connection starts to count from: ISN = M + F(addresses, ports, secret) (RFC 6528 §3), and
 * the offset of its timestamps (RFC 7323 §7.1). F is SipHash-2-4.
 */
public final class InitialNumbers {
    /** M counts in 64 ns, so that a reused four-tuple starts beyond what it sent before. */
    private static final int CLOCK_SHIFT = 6;

    private final long isnKey0;
    private final long isnKey1;
    private final long timeKey0;
    private final long timeKey1;

    public InitialNumbers(HostEntropy entropy) {
        isnKey0 = entropy.secret(Purpose.ISN_SECRET, 0);
        isnKey1 = entropy.secret(Purpose.ISN_SECRET, 1);
        timeKey0 = entropy.secret(Purpose.TIMESTAMP_OFFSET, 0);
        timeKey1 = entropy.secret(Purpose.TIMESTAMP_OFFSET, 1);
    }

    /** The ISS of a connection that begins now. */
    public int sequence(
            IpAddress local, int localPort, IpAddress remote, int remotePort, long nowNanos) {
        long ports = (long) localPort << 16 | remotePort;
        long f = sipHash(isnKey0, isnKey1, remote, local, ports);
        return (int) (nowNanos >>> CLOCK_SHIFT) + (int) f;
    }

    /**
     * What is added to the clock in timestamps: the same for a pair of hosts, so that RFC 6191 can
     * tell a new incarnation of a connection by its timestamps.
     */
    public int timestampOffset(IpAddress local, IpAddress remote) {
        return (int) sipHash(timeKey0, timeKey1, remote, local, 0);
    }

    private static long sipHash(
            long key0, long key1, IpAddress remote, IpAddress local, long last) {
        SipHash hash = new SipHash(key0, key1);
        hash.word(remote.hi());
        hash.word(remote.lo());
        hash.word(local.hi());
        hash.word(local.lo());
        hash.word(last);
        return hash.finish(0, 5 * Long.BYTES);
    }

    /** SipHash-2-4 of Aumasson and Bernstein, over little-endian words. */
    static final class SipHash {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        SipHash(long key0, long key1) {
            v0 = key0 ^ 0x736f_6d65_7073_6575L;
            v1 = key1 ^ 0x646f_7261_6e64_6f6dL;
            v2 = key0 ^ 0x6c79_6765_6e65_7261L;
            v3 = key1 ^ 0x7465_6462_7974_6573L;
        }

        void word(long m) {
            v3 ^= m;
            round();
            round();
            v0 ^= m;
        }

        /** The hash, with the octets that make no whole word and the count of all octets. */
        long finish(long rest, int octets) {
            word((long) octets << 56 | rest);
            v2 ^= 0xff;
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
