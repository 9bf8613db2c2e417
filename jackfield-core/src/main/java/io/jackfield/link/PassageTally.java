package io.jackfield.link;

/** What a direction has done so far, packet by packet. */
final class PassageTally {
    long accepted;
    long arrived;
    long lost;
    long overLimit;
    long noCarrier;
    long blackholedPackets;
    long ruledOut;
    long tooBig;
    long duplicated;
    long reordered;
    long corrupted;
    long marked;
    long delayed;

    /** The packets of the plain way are in the inbox's count only. */
    DirectionCounts counts(long inInbox, long overBacklog, long underWay) {
        return new DirectionCounts(
                accepted + inInbox + overBacklog - arrived,
                inInbox,
                lost,
                overLimit + overBacklog,
                noCarrier,
                blackholedPackets,
                ruledOut,
                tooBig,
                duplicated,
                reordered,
                corrupted,
                marked,
                delayed,
                underWay);
    }
}
