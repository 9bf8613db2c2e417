package io.jackfield.junit.assertions;

import io.jackfield.net.Flow;

import org.assertj.core.api.AbstractAssert;

/** What went on between two hosts, either way. */
public final class FlowAssert extends AbstractAssert<FlowAssert, Flow> {
    FlowAssert(Flow actual) {
        super(actual, FlowAssert.class);
    }

    /** Segments were sent again, SYNs and probes too. */
    public FlowAssert hasRetransmissions() {
        return check(actual.retransmissions() > 0, "segments sent again");
    }

    /** Nothing was sent again. */
    public FlowAssert hasNoRetransmissions() {
        return check(actual.retransmissions() == 0, "no segment sent again");
    }

    /** A RST was sent. */
    public FlowAssert hasReset() {
        return check(actual.resets() > 0, "a RST");
    }

    /** No RST was sent. */
    public FlowAssert hasNoReset() {
        return check(actual.resets() == 0, "no RST");
    }

    /** The first cable of either way did not carry everything. */
    public FlowAssert hasLoss() {
        return check(lost() > 0, "packets lost");
    }

    /** The first cables carried everything. */
    public FlowAssert hasNoLoss() {
        return check(lost() == 0, "no packet lost");
    }

    private long lost() {
        return actual.hosts().stream().mapToLong(host -> actual.from(host).lost()).sum();
    }

    private FlowAssert check(boolean holds, String expected) {
        if (!holds) {
            String words = "expected " + expected + ", but:\n  ";
            String found = actual.toString().replace("; ", "\n  ");
            failWithMessage("%s", SocketTable.behind(words + found, actual.hosts()));
        }
        return this;
    }
}
