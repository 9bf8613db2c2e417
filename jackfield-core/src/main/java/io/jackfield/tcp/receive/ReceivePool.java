package io.jackfield.tcp.receive;

import io.jackfield.buffer.SlabPool;

import org.jspecify.annotations.Nullable;

/** What the receivers of one host have in common; used under the host's lock. */
public final class ReceivePool {
    private static final int KEPT = 256;

    final SlabPool slabs;
    private @Nullable Intake free;
    private int kept;
    private @Nullable Taking spare;

    public ReceivePool(SlabPool slabs) {
        this.slabs = slabs;
    }

    Intake take() {
        Intake intake = free;
        if (intake == null) {
            return new Intake();
        }
        free = intake.next;
        intake.next = null;
        kept--;
        return intake;
    }

    Taking taking() {
        Taking taking = spare;
        spare = null;
        return taking == null ? new Taking() : taking;
    }

    void giveBack(Taking taking) {
        spare = taking;
    }

    void giveBack(Intake intake) {
        intake.clear();
        if (kept < KEPT) {
            intake.next = free;
            free = intake;
            kept++;
        }
    }
}
