package io.jackfield.junit.assertions;

import io.jackfield.host.Host;
import io.jackfield.net.Capture;
import io.jackfield.net.Flow;

/**
 * Assertions that read as sentences, imported beside AssertJ's own:
 *
 * <pre>{@code
 * assertThat(net.flow(app, db)).hasRetransmissions().hasNoReset();
 * assertThat(app).hasNoSocketIn(CLOSE_WAIT).leaksNothing();
 * }</pre>
 *
 * <p>A flow counts from when it was asked for: ask before what is to be counted happens. Messages
 * show the sockets as {@code ss} does.
 */
public final class NetAssertions {
    private NetAssertions() {}

    /** About what went on between two hosts. */
    public static FlowAssert assertThat(Flow actual) {
        return new FlowAssert(actual);
    }

    /** About one way of it. */
    public static WayAssert assertThat(Flow.Way actual) {
        return new WayAssert(actual);
    }

    /** About the sockets and counters of a host. */
    public static HostAssert assertThat(Host actual) {
        return new HostAssert(actual);
    }

    /** About the packets of a capture in memory. */
    public static CaptureAssert assertThat(Capture actual) {
        return new CaptureAssert(actual);
    }
}
