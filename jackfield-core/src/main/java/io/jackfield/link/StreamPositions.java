package io.jackfield.link;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Segment;

import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Where segments stand in their streams: learnt from SYNs, and for streams that were there before
 * from the first segment seen. Up to 2 GiB from there; any thread may ask, under any lock.
 */
public final class StreamPositions {
    /** So many streams are remembered. */
    private static final int BOUND = 4096;

    private record Stream(IpAddress from, int fromPort, IpAddress to, int toPort)
            implements Comparable<Stream> {
        private static final Comparator<Stream> ORDER =
                Comparator.comparing(Stream::from)
                        .thenComparing(Stream::to)
                        .thenComparing(Stream::fromPort)
                        .thenComparing(Stream::toPort);

        @Override
        public int compareTo(Stream that) {
            return ORDER.compare(this, that);
        }
    }

    /** The sequence number of the first octet of each. */
    private final ConcurrentSkipListMap<Stream, Integer> firsts = new ConcurrentSkipListMap<>();

    /** How many octets of its stream came before those of the segment. */
    public long before(Segment segment) {
        Stream stream =
                new Stream(
                        segment.source(),
                        segment.sourcePort(),
                        segment.destination(),
                        segment.destinationPort());
        if (segment.has(Segment.SYN)) {
            firsts.put(stream, segment.seq() + 1);
            return 0;
        }
        Integer first = firsts.putIfAbsent(stream, segment.seq());
        if (firsts.size() > BOUND) {
            firsts.pollFirstEntry();
        }
        return first == null ? 0 : segment.seq() - first;
    }

    /** Whether the segment carries the octet of that number, counted from 1. */
    public boolean carries(Segment segment, long octet) {
        long before = before(segment);
        return before < octet && octet <= before + segment.payloadLength();
    }
}
