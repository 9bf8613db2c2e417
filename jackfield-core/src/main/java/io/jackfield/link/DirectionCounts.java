package io.jackfield.link;

/**
 * What a direction has done, in wire-size packets where it cut super-segments. Every packet sent,
 * and every duplicate, has arrived, was dropped, or is still under way: {@code sent + duplicated =
 * arrived + lost + overLimit + noCarrier + blackholed + ruledOut + tooBig + underWay}.
 *
 * @param sent handed to the direction
 * @param arrived put into the inbox at its end
 * @param lost lost by chance
 * @param overLimit dropped because the queue held its limit, or a busy host its backlog
 * @param noCarrier dropped because the link was cut, also those under way then
 * @param blackholed dropped without a trace, by a black hole or a partition
 * @param ruledOut dropped by rules
 * @param tooBig dropped because larger than the direction carries
 * @param duplicated second copies made
 * @param reordered sent ahead of a packet that came before
 * @param corrupted damaged by one bit
 * @param marked given congestion experienced instead of being lost
 * @param delayed not arrived at once
 * @param underWay in the queue now
 */
public record DirectionCounts(
        long sent,
        long arrived,
        long lost,
        long overLimit,
        long noCarrier,
        long blackholed,
        long ruledOut,
        long tooBig,
        long duplicated,
        long reordered,
        long corrupted,
        long marked,
        long delayed,
        long underWay) {
    public long dropped() {
        return lost + overLimit + noCarrier + blackholed + ruledOut + tooBig;
    }
}
