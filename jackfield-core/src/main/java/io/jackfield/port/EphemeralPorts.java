package io.jackfield.port;

import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;

import java.util.function.IntPredicate;

/**
 * The two ways in which a port is chosen for a socket. Connect walks the even ports first from a
 * place that a keyed hash of the destination and a counter name (RFC 6056 §3.3.4), bind the odd
 * ones from a random place, so that the two keep out of each other's way.
 */
final class EphemeralPorts {
    /** Counters of RFC 6056's second hash; a destination's hash names its counter. */
    private static final int COUNTERS = 256;

    private final HostEntropy entropy;
    private final int[] counters = new int[COUNTERS];

    EphemeralPorts(HostEntropy entropy) {
        this.entropy = entropy;
    }

    /**
     * A port for bind of a TCP socket (LINUX.md 54): of the parity that connect avoids, from a
     * random place, from the lower half of the range first if the socket says SO_REUSEADDR.
     *
     * @return 0 if none is free
     */
    int forBind(PortRange range, boolean reuseAddress, IntPredicate isFree) {
        int low = range.low();
        int end = range.high() + 1;
        if (!reuseAddress || end - low < 4) {
            return scanFromRandom(low, end, isFree);
        }
        int half = low + (end - low) / 4 * 2;
        int port = scanFromRandom(low, half, isFree);
        return port != 0 ? port : scanFromRandom(half, end, isFree);
    }

    private int scanFromRandom(int low, int end, IntPredicate isFree) {
        int span = evenSpan(low, end);
        int start = entropy.below(Purpose.AUTOBIND, span);
        int port = scan(low, span, start | 1, isFree);
        return port != 0 ? port : scan(low, span, start & ~1, isFree);
    }

    /**
     * A port for a datagram socket (LINUX.md 55): any, from a random place, in random strides.
     *
     * @return 0 if none is free
     */
    int forDatagrams(PortRange range, IntPredicate isFree) {
        int span = range.high() - range.low() + 1;
        int stride = strideOf(span);
        int offset = entropy.below(Purpose.AUTOBIND, span);
        for (int i = 0; i < span; i++) {
            if (isFree.test(range.low() + offset)) {
                return range.low() + offset;
            }
            offset = (offset + stride) % span;
        }
        return 0;
    }

    /** A random stride that visits all of {@code span} numbers. */
    private int strideOf(int span) {
        int stride = 1 + entropy.below(Purpose.AUTOBIND, span);
        while (divisor(stride, span) != 1) {
            stride = stride % span + 1;
        }
        return stride;
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /**
     * A port for connect (LINUX.md 53): of the parity of the range's first port while there are
     * any.
     *
     * @param destination keyed hash of both addresses and the remote port
     * @return 0 if none is free
     */
    int forConnect(PortRange range, long destination, IntPredicate isFree) {
        int low = range.low();
        int span = evenSpan(low, range.high() + 1);
        int counter = (int) destination & COUNTERS - 1;
        int start = (int) Long.remainderUnsigned(counters[counter] + (destination >>> 32), span);
        int even = start & ~1;
        int port = scan(low, span, even, isFree);
        if (port == 0 && span > 1) {
            port = scan(low, span, even | 1, isFree);
        }
        if (port != 0) {
            int steps = Math.floorMod(port - low - even, span) & ~1;
            // Skips one candidate in sixteen, so that the counter does not tell how many connect.
            int skip = steps == 0 && entropy.below(Purpose.PORT, 16) == 0 ? 2 : 0;
            counters[counter] += steps + skip + 2;
        }
        return port;
    }

    /** Tries every second port from {@code start} on, once around. */
    private static int scan(int low, int span, int start, IntPredicate isFree) {
        int offset = start;
        for (int i = 0; i < span; i += 2) {
            if (offset >= span) {
                offset -= span;
            }
            if (isFree.test(low + offset)) {
                return low + offset;
            }
            offset += 2;
        }
        return 0;
    }

    /** The length of the range, made even so that a walk around it keeps its parity. */
    private static int evenSpan(int low, int end) {
        int span = end - low;
        return span > 1 ? span & ~1 : span;
    }
}
