package io.jackfield.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.host.Host;
import io.jackfield.net.Capture;
import io.jackfield.net.Ending;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Observation;
import io.jackfield.observe.Setting;
import io.jackfield.tcp.Transitions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Programs talk over bad networks: every octet is right or the call says what went wrong, and
 * nothing is left behind. {@code -Djackfield.sweep=1000} runs a thousand seeds, {@code
 * -Djackfield.seed=N} that one, {@code -Djackfield.trace=true} prints its packets.
 */
class IntegritySweepTest {
    private static final int SEEDS = Integer.getInteger("jackfield.sweep", 300);

    private static final Set<String> CLEAN_ERRORS =
            new TreeSet<>(
                    List.of(
                            "ECONNRESET",
                            "EPIPE",
                            "ETIMEDOUT",
                            "ECONNREFUSED",
                            "EHOSTUNREACH",
                            "ENETUNREACH",
                            "EINPROGRESS",
                            "ENOTCONN"));

    private static final int FIRST_PORT = 5000;
    private static final int MOST_TALKS = 7;

    private final Tally tally = new Tally();

    @Test
    @Timeout(600)
    void everyOctetIsRightOrTheErrorIsClean() {
        Long only = Long.getLong("jackfield.seed");
        List<String> failures = new ArrayList<>();
        long first = only == null ? 1 : only;
        long last = only == null ? SEEDS : only;
        AssertionError cause = null;
        for (long seed = first; seed <= last; seed++) {
            try {
                run(seed);
            } catch (Throwable failed) {
                failures.add("-Djackfield.seed=" + seed + ": " + failed.getMessage());
                cause = cause == null ? new AssertionError("seed " + seed, failed) : cause;
            }
        }
        System.out.println("integrity sweep: " + tally);
        if (cause != null) {
            throw new AssertionError(String.join("\n", failures), cause);
        }
        if (only == null) {
            everythingHasHappened();
        }
    }

    private void everythingHasHappened() {
        assertThat(tally.faults()).hasSize(11);
        assertThat(tally.faults()).as("faults").allSatisfy((_, n) -> assertThat(n).isPositive());
        assertThat(tally.retransmissions()).hasSize(Observation.Cause.values().length);
        for (Transitions.Transition each : Transitions.all()) {
            String arrow = Tally.arrow(each.from(), each.to());
            assertThat(tally.transitions(arrow)).as(arrow).isPositive();
        }
    }

    private void run(long seed) {
        Draws draws = new Draws(seed);
        try (World world = World.scripted(seed)) {
            Host first = world.host("first");
            Host second = world.host("second");
            Faults faults = new Faults(draws, world);
            if (draws.oneIn(3)) {
                Host router = world.router("router");
                faults.befall(world.cable(first, router));
                faults.befall(world.cable(router, second));
            } else {
                faults.befall(world.cable(first, second));
            }
            for (Host host : world.hosts()) {
                tally.listenTo(host);
                configure(host, draws);
            }
            Capture trace = Boolean.getBoolean("jackfield.trace") ? world.capture() : null;
            List<Talk> talks = new ArrayList<>();
            for (int n = 1 + draws.below(MOST_TALKS); n > 0; n--) {
                talks.add(begin(new Talk(talks.size(), draws), first, second));
            }
            List<Messenger> messengers =
                    List.of(carry(draws, first, second), carry(draws, second, first));
            Ending ending = world.run();
            if (trace != null) {
                trace.lines().forEach(System.out::println);
            }
            try {
                assertThat(ending.waiting()).isEmpty();
                boolean anybodyGaveUp = anybodyGaveUp(world);
                talks.forEach(talk -> check(talk, anybodyGaveUp));
                nothingIsLeft(world);
            } catch (AssertionError failed) {
                String story = failed.getMessage() + "\n  " + faults;
                throw new AssertionError(story, failed);
            }
            messengers.forEach(messenger -> tally.addDatagrams(messenger.octets));
            tally.add(world, anybodyGaveUp(world));
        }
    }

    /** Some hosts are older or smaller than others. */
    private static void configure(Host host, Draws draws) {
        for (Setting option :
                List.of(
                        Setting.TCP_SACK,
                        Setting.TCP_TIMESTAMPS,
                        Setting.TCP_WINDOW_SCALING,
                        Setting.TCP_DSACK)) {
            host.settings().set(option, draws.oneIn(6) ? 0 : 1);
        }
        host.settings().set(Setting.TCP_CONGESTION_CONTROL, draws.oneIn(4) ? 1 : 0);
        if (draws.oneIn(3)) {
            host.settings().set(Setting.TCP_RMEM_DEFAULT, 2000 + draws.below(20_000));
            host.settings().set(Setting.TCP_WMEM_DEFAULT, 2000 + draws.below(20_000));
        }
    }

    private static Talk begin(Talk talk, Host first, Host second) {
        Host caller = talk.callerIsFirst ? first : second;
        Host called = talk.callerIsFirst ? second : first;
        int port = FIRST_PORT + talk.number;
        IpAddress to = address(called, talk.v4);
        String name = "talk" + talk.number;
        switch (talk.meeting) {
            case CALL, HANGS_UP -> {
                called.start(name + " listens", Speaker.listener(talk, port));
                caller.start(name + " calls", Speaker.caller(talk, talk.caller, to, port, 0));
            }
            case NOBODY -> {
                talk.called.isOver = true;
                caller.start(name + " calls", Speaker.caller(talk, talk.caller, to, port, 0));
            }
            case BOTH_CALL -> {
                IpAddress back = address(caller, talk.v4);
                called.start(name + " b", Speaker.caller(talk, talk.called, back, port, port));
                caller.start(name + " a", Speaker.caller(talk, talk.caller, to, port, port));
            }
        }
        return talk;
    }

    private static IpAddress address(Host host, boolean v4) {
        return v4 ? host.address() : host.address6();
    }

    private static Messenger carry(Draws draws, Host from, Host to) {
        Messenger messenger = new Messenger(draws);
        to.start("receiver", messenger.receiver(FIRST_PORT));
        from.start("sender", messenger.sender(address(to, messenger.isV4()), FIRST_PORT));
        return messenger;
    }

    /** After a long silence a connection may be given up; then, and only then, it says so. */
    private static boolean anybodyGaveUp(World world) {
        return world.hosts().stream()
                .anyMatch(host -> host.counts().containsKey(Counter.TCP_ABORT_ON_TIMEOUT));
    }

    private void check(Talk talk, boolean anybodyGaveUp) {
        for (Talk.Side side : List.of(talk.caller, talk.called)) {
            tally.add(side);
            assertThat(side.isOver).as("%s", side).isTrue();
            assertThat(side.received).as("%s", side).isLessThanOrEqualTo(side.other().sent);
            if (side.sawEnd && side.error.isEmpty()) {
                assertThat(side.received)
                        .as("%s\n%s", side, side.other())
                        .isEqualTo(side.other().sent);
            }
            if (!side.error.isEmpty()) {
                String errno = side.error.substring(side.error.indexOf(' ') + 1);
                assertThat(CLEAN_ERRORS).as("%s", side).contains(errno);
                boolean isTimeout = errno.equals("ETIMEDOUT");
                assertThat(anybodyGaveUp || !isTimeout).as("%s", side).isTrue();
            }
            if (talk.isPolite() && !anybodyGaveUp) {
                assertThat(side.error).as("%s\n%s", side, side.other()).isEmpty();
                assertThat(side.received).as("%s", side).isEqualTo(side.other().octets);
            }
        }
    }

    /** At once no descriptor; after TIME-WAIT and the last orphan neither octets nor timers. */
    private static void nothingIsLeft(World world) {
        for (Host host : world.hosts()) {
            assertThat(host.openFiles()).as("descriptors of %s", host).isZero();
        }
        boolean onlyTimeWait =
                world.hosts().stream()
                        .flatMap(host -> host.sockets().stream())
                        .allMatch(socket -> socket.state().equals("TIME-WAIT"));
        world.runFor(onlyTimeWait ? "60s" : "1h");
        for (Host host : world.hosts()) {
            assertThat(host.sockets()).as("sockets of %s", host).isEmpty();
            assertThat(host.slabsOut()).as("slabs of %s", host).isZero();
            assertThat(host.timersArmed()).as("timers of %s", host).isZero();
        }
    }
}
