package io.jackfield.tcp.send;

import io.jackfield.buffer.SlabPool;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.tcp.congestion.RateSample;

import org.jspecify.annotations.Nullable;

/**
 * What the senders of one host have in common: settings, counters, slabs, and the records that come
 * and go with segments, kept for reuse. Used under the host's lock.
 */
public final class SendPool {
    private static final int KEPT_SEGMENTS = 1 << 14;
    private static final int KEPT_SLICES = 1 << 12;
    private static final int KEPT_TRANSFERS = 256;

    final Settings settings;
    final Counters counters;
    final SlabPool slabs;
    final AckTally tally = new AckTally();
    final RateSample sample = new RateSample();

    private @Nullable SentSegment freeSegment;
    private @Nullable SendSlice freeSlice;
    private @Nullable Transfer freeTransfer;
    private @Nullable Loan spareLoan;
    private int keptSegments;
    private int keptSlices;
    private int keptTransfers;

    public SendPool(Settings settings, Counters counters, SlabPool slabs) {
        this.settings = settings;
        this.counters = counters;
        this.slabs = slabs;
    }

    SentSegment segment() {
        SentSegment s = freeSegment;
        if (s == null) {
            return new SentSegment();
        }
        freeSegment = s.next;
        s.next = null;
        keptSegments--;
        return s;
    }

    void recycle(SentSegment s) {
        assert !s.isUnderWay;
        s.previous = null;
        s.next = null;
        if (keptSegments < KEPT_SEGMENTS) {
            keptSegments++;
            s.next = freeSegment;
            freeSegment = s;
        }
    }

    SendSlice slice() {
        SendSlice slice = freeSlice;
        if (slice == null) {
            return new SendSlice();
        }
        freeSlice = slice.next;
        slice.next = null;
        keptSlices--;
        return slice;
    }

    void recycle(SendSlice slice) {
        slice.slab = null;
        slice.next = null;
        if (keptSlices < KEPT_SLICES) {
            keptSlices++;
            slice.next = freeSlice;
            freeSlice = slice;
        }
    }

    Loan loan() {
        Loan loan = spareLoan;
        spareLoan = null;
        return loan == null ? new Loan() : loan;
    }

    void recycle(Loan loan) {
        loan.slab = null;
        spareLoan = loan;
    }

    Transfer transfer() {
        Transfer transfer = freeTransfer;
        if (transfer == null) {
            return new Transfer(this);
        }
        freeTransfer = transfer.next;
        transfer.next = null;
        keptTransfers--;
        return transfer;
    }

    void recycle(Transfer transfer) {
        if (keptTransfers < KEPT_TRANSFERS) {
            keptTransfers++;
            transfer.next = freeTransfer;
            freeTransfer = transfer;
        }
    }
}
