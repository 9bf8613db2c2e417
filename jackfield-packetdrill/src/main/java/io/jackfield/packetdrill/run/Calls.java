package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Action;
import io.jackfield.packetdrill.script.Event;
import io.jackfield.packetdrill.script.Value;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;

import org.jspecify.annotations.Nullable;

/** Makes the system calls of a script, one at a time, and compares what they answer. */
final class Calls {
    /** How long a call that does not sleep may take on a busy machine. */
    static final long PATIENCE_NANOS = 2_000_000_000L;

    private final Setup setup;
    private final Machine machine;
    private final Conversations conversations;
    private long beganNanos;
    private @Nullable Sleeping sleeping;

    /** A call that is to sleep, until when. */
    private record Sleeping(
            Event event,
            Action.Call call,
            Prepared prepared,
            Pending pending,
            long beganNanos,
            long untilNanos) {}

    Calls(Setup setup, Machine machine, Conversations conversations) {
        this.setup = setup;
        this.machine = machine;
        this.conversations = conversations;
    }

    void beganNanos(long nanos) {
        beganNanos = nanos;
    }

    /**
     * Makes one.
     *
     * @param base what the end of one that sleeps counts from
     */
    void make(Event event, Action.Call call, long base) {
        finish();
        Prepared prepared =
                new Preparation(call, event.at(), setup, conversations.descriptors())
                        .of(call.name());
        before(call);
        long now = machine.nowNanos();
        Pending pending = machine.start(prepared::make);
        if (call.blocks()) {
            long until = beganNanos + base + call.until();
            sleeping = new Sleeping(event, call, prepared, pending, now, until);
            machine.advance(machine.nowNanos()); // it goes to sleep
            return;
        }
        long patience = Math.max(setup.tolerance(0), PATIENCE_NANOS);
        if (!machine.await(pending, now + patience)) {
            throw new Failure(
                    event.at(), call.name() + "() does not return", "script  " + event.text());
        }
        long took = pending.endNanos() - now;
        if (took > patience) {
            throw new Failure(
                    event.at(),
                    call.name() + "() slept for " + Scribe.time(took),
                    "script  " + event.text());
        }
        check(event, call, prepared, pending);
    }

    /** Waits for the call that sleeps, and compares it. */
    void finish() {
        Sleeping its = sleeping;
        if (its == null) {
            return;
        }
        sleeping = null;
        long tolerance = setup.tolerance(its.untilNanos - its.beganNanos) + machine.slackNanos();
        if (!machine.await(its.pending, its.untilNanos + tolerance)) {
            throw new Failure(
                    its.event.at(),
                    its.call.name() + "() still sleeps at " + time(machine.nowNanos()),
                    "script  " + its.event.text());
        }
        long off = Math.abs(its.pending.endNanos() - its.untilNanos);
        if (off > tolerance) {
            throw new Failure(
                    its.event.at(),
                    its.call.name() + "() returned at " + time(its.pending.endNanos()),
                    "script  " + its.event.text());
        }
        check(its.event, its.call, its.prepared, its.pending);
    }

    private String time(long nanos) {
        return Scribe.time(nanos - beganNanos);
    }

    /** What packets are about from the moment when the call is made. */
    private void before(Action.Call call) {
        Arguments with = new Arguments(call, setup, conversations.descriptors());
        switch (call.name()) {
            case "connect" ->
                    conversations.connecting(
                            with.number(0), with.address(1, setup.remote(), setup.connectPort()));
            case "sendto" -> {
                boolean isNowhere =
                        with.get(4) instanceof Value.Numeral number && number.value() == 0;
                if (!isNowhere) {
                    conversations.connecting(
                            with.number(0), with.address(4, setup.remote(), setup.connectPort()));
                }
            }
            case "bind" ->
                    conversations.bound(
                            with.number(0), with.address(1, setup.local(), setup.bindPort()));
            default -> {}
        }
    }

    private void check(Event event, Action.Call call, Prepared prepared, Pending pending) {
        long result = pending.result();
        String wrong = difference(call, result);
        if (wrong == null) {
            wrong = prepared.difference(result);
        }
        if (wrong != null) {
            throw new Failure(event.at(), call.name() + "(): " + wrong, "script  " + event.text());
        }
        after(call, result);
    }

    private static @Nullable String difference(Action.Call call, long result) {
        if (call.result() instanceof Value.Any) {
            return null;
        }
        long said = Arguments.number(call.result());
        String expected = said + (call.errno() == null ? "" : " " + call.errno());
        if (result < 0) {
            Errno errno = Errno.of(result);
            boolean isSame = said == -1 && errno.name().equals(call.errno());
            return isSame ? null : expected + " expected, -1 " + errno.name() + " got";
        }
        boolean isSame = isDescriptor(call.name()) ? said >= 0 : said == result;
        return isSame ? null : expected + " expected, " + result + " got";
    }

    private static boolean isDescriptor(String call) {
        return switch (call) {
            case "socket", "accept", "accept4", "dup", "epoll_create", "epoll_create1" -> true;
            default -> false;
        };
    }

    private void after(Action.Call call, long result) {
        if (result < 0 || call.result() instanceof Value.Any) {
            return;
        }
        int said = (int) Arguments.number(call.result());
        if (isDescriptor(call.name())) {
            conversations.descriptors().put(said, (int) result);
        }
        switch (call.name()) {
            case "socket" -> {
                int type = (int) Arguments.number(call.arguments().get(1));
                boolean isDatagram = (type & Family.SOCK_TYPE_MASK) == Family.SOCK_DGRAM;
                conversations.opened(said, isDatagram);
                if ((type & Family.SOCK_TYPE_MASK) == Family.SOCK_STREAM) {
                    machine.opened((int) result);
                }
            }
            case "listen" ->
                    conversations.listening((int) Arguments.number(call.arguments().get(0)));
            case "accept", "accept4" -> conversations.accepted(said);
            default -> {}
        }
    }
}
