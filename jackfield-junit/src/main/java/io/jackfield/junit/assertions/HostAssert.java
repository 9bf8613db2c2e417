package io.jackfield.junit.assertions;

import io.jackfield.host.Host;
import io.jackfield.observe.Counter;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.TcpState;

import org.assertj.core.api.AbstractAssert;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Sockets and counters of a host, as they are now. */
public final class HostAssert extends AbstractAssert<HostAssert, Host> {
    HostAssert(Host actual) {
        super(actual, HostAssert.class);
    }

    /** A socket is in that state. */
    public HostAssert hasSocketIn(TcpState state) {
        boolean holds = actual.sockets().stream().anyMatch(isIn(state));
        return check(holds, "a socket in " + state.word());
    }

    /** No socket is in any of these states. */
    public HostAssert hasNoSocketIn(TcpState... states) {
        boolean holds =
                actual.sockets().stream()
                        .noneMatch(socket -> Arrays.stream(states).anyMatch(in(socket)));
        List<String> words = Arrays.stream(states).map(TcpState::word).toList();
        return check(holds, "no socket in " + String.join(", ", words));
    }

    private static Predicate<SocketSnapshot> isIn(TcpState state) {
        return socket -> in(socket).test(state);
    }

    private static Predicate<TcpState> in(SocketSnapshot socket) {
        return state -> socket.netid().equals("tcp") && socket.state().equals(state.word());
    }

    /** A TCP socket listens on that port. */
    public HostAssert listensOn(int port) {
        boolean holds =
                actual.sockets().stream()
                        .filter(isIn(TcpState.LISTEN))
                        .anyMatch(socket -> socket.local().port() == port);
        return check(holds, "a listener on port " + port);
    }

    /**
     * Nothing was forgotten: no process holds a socket that its peer has closed (CLOSE-WAIT), no
     * connection was closed with unread octets, which resets it, and a host without sockets holds
     * no memory of packets.
     */
    public HostAssert leaksNothing() {
        boolean hasForgotten =
                actual.sockets().stream()
                        .anyMatch(isIn(TcpState.CLOSE_WAIT).and(socket -> socket.process() != 0));
        check(!hasForgotten, "no socket that its peer has closed and its owner has not");
        hasNotCounted(Counter.TCP_ABORT_ON_CLOSE);
        boolean isQuiet = actual.sockets().isEmpty();
        return check(!isQuiet || actual.slabsOut() == 0, "no memory of packets without a socket");
    }

    /** The counter has that value. */
    public HostAssert hasCounted(Counter counter, long expected) {
        long found = count(counter);
        return check(found == expected, counter.nstatName() + " = " + expected, found);
    }

    /** The counter is not zero. */
    public HostAssert hasCounted(Counter counter) {
        return check(count(counter) > 0, counter.nstatName() + " > 0", 0);
    }

    /** The counter is zero. */
    public HostAssert hasNotCounted(Counter counter) {
        return hasCounted(counter, 0);
    }

    private long count(Counter counter) {
        return actual.counts().getOrDefault(counter, 0L);
    }

    private HostAssert check(boolean holds, String expected, long found) {
        return check(holds, expected + " (found " + found + ")");
    }

    private HostAssert check(boolean holds, String expected) {
        if (!holds) {
            String words = "expected of " + actual + ": " + expected;
            failWithMessage("%s", SocketTable.behind(words, List.of(actual)));
        }
        return this;
    }
}
