package io.jackfield.junit.assertions;

import io.jackfield.host.Host;
import io.jackfield.net.Flow;
import io.jackfield.time.Durations;

import org.assertj.core.api.AbstractAssert;

import java.util.List;

/** What one host sent another. */
public final class WayAssert extends AbstractAssert<WayAssert, Flow.Way> {
    WayAssert(Flow.Way actual) {
        super(actual, WayAssert.class);
    }

    /** So many octets of payload were sent, those sent again counted again. */
    public WayAssert hasOctets(long expected) {
        boolean holds = actual.octets() == expected;
        return check(holds, expected + " octets", actual.octets() + "");
    }

    /** At least so many octets of payload were sent. */
    public WayAssert hasAtLeastOctets(long least) {
        boolean holds = actual.octets() >= least;
        return check(holds, "at least " + least + " octets", actual.octets() + "");
    }

    /** So many packets were sent, lost ones too. */
    public WayAssert hasPackets(long expected) {
        boolean holds = actual.packets() == expected;
        return check(holds, expected + " packets", actual.packets() + "");
    }

    /** So many segments were sent again. */
    public WayAssert hasRetransmissions(long expected) {
        boolean holds = actual.retransmissions() == expected;
        return check(holds, expected + " segments sent again", actual.retransmissions() + "");
    }

    /** The retransmission timer never ran out. */
    public WayAssert hasNoTimeout() {
        boolean holds = actual.timeouts() == 0;
        return check(holds, "no retransmission timeout", actual.timeouts() + "");
    }

    /** The smoothed round trip as the sender last had it: {@code ("40ms", "60ms")}. */
    public WayAssert hasRoundTripBetween(String least, String most) {
        long nanos = actual.roundTripNanos();
        boolean holds = nanos >= Durations.parse(least) && nanos <= Durations.parse(most);
        String found = nanos < 0 ? "none was measured" : Durations.format(nanos);
        return check(holds, "a round trip from " + least + " to " + most, found);
    }

    private WayAssert check(boolean holds, String expected, String found) {
        if (!holds) {
            String way = actual.from() + "→" + actual.to();
            String words = "expected of " + way + " " + expected + ", but: " + found;
            List<Host> ends = List.of(actual.from(), actual.to());
            failWithMessage("%s", SocketTable.behind(words + "\n  " + actual, ends));
        }
        return this;
    }
}
