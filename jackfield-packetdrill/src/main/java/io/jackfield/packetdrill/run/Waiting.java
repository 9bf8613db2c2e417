package io.jackfield.packetdrill.run;

import io.jackfield.packetdrill.script.Value;
import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** poll(2) and epoll(7). */
final class Waiting {
    private static final List<String> DATA = List.of("fd", "u32", "u64", "ptr");

    private final Arguments with;

    Waiting(Arguments with) {
        this.with = with;
    }

    Prepared of(String name) {
        return switch (name) {
            case "poll" -> new Poll();
            case "epoll_create", "epoll_create1" -> os -> os.epollCreate1(0);
            case "epoll_ctl" -> {
                boolean hasEvent = with.get(3) instanceof Value.Struct;
                EpollEvent event = hasEvent ? event(Arguments.struct(with.get(3))) : null;
                yield os -> os.epollCtl(with.fd(0), with.number(1), with.fd(2), event);
            }
            default -> new EpollWait();
        };
    }

    private static EpollEvent event(Value.Struct struct) {
        long data = 0;
        for (String name : DATA) {
            Value value = struct.field(name);
            data = value == null ? data : Arguments.number(value);
        }
        return new EpollEvent(Arguments.field(struct, "events"), data);
    }

    /** Names of the events, as far as they have one that scripts use. */
    static String events(int bits) {
        StringBuilder text = new StringBuilder();
        int[] known = {
            Readiness.POLLIN,
            Readiness.POLLPRI,
            Readiness.POLLOUT,
            Readiness.POLLERR,
            Readiness.POLLHUP,
            Readiness.POLLRDHUP
        };
        List<String> names = List.of("IN", "PRI", "OUT", "ERR", "HUP", "RDHUP");
        int rest = bits;
        for (int i = 0; i < known.length; i++) {
            if ((rest & known[i]) != 0) {
                text.append(text.isEmpty() ? "" : "|").append(names.get(i));
                rest &= ~known[i];
            }
        }
        return rest == 0 && !text.isEmpty() ? text.toString() : "0x" + Integer.toHexString(bits);
    }

    private final class Poll implements Prepared {
        private final List<Value.Struct> said =
                Arguments.elements(with.get(0)).stream().map(Arguments::struct).toList();
        private PollFd[] fds = {};

        @Override
        public long make(Syscalls os) {
            fds =
                    said.stream()
                            .map(
                                    each ->
                                            new PollFd(
                                                    with.fd(
                                                            Objects.requireNonNull(
                                                                    each.field("fd"))),
                                                    Arguments.field(each, "events")))
                            .toArray(PollFd[]::new);
            return os.poll(fds, with.number(2));
        }

        @Override
        public @Nullable String difference(long result) {
            for (int i = 0; i < fds.length && result >= 0; i++) {
                Value expected = said.get(i).field("revents");
                if (expected == null || expected instanceof Value.Any) {
                    continue;
                }
                if (Arguments.number(expected) != fds[i].revents) {
                    return "revents " + expected + " expected, " + events(fds[i].revents) + " got";
                }
            }
            return null;
        }
    }

    private final class EpollWait implements Prepared {
        private final List<Value> said =
                with.isAny(1) ? List.of() : Arguments.elements(with.get(1));
        private final EpollEvent[] events = new EpollEvent[Math.max(with.number(2), 0)];

        @Override
        public long make(Syscalls os) {
            for (int i = 0; i < events.length; i++) {
                events[i] = new EpollEvent();
            }
            return os.epollWait(with.fd(0), events, with.number(3));
        }

        @Override
        public @Nullable String difference(long result) {
            for (int i = 0; i < Math.min(result, said.size()); i++) {
                if (!(said.get(i) instanceof Value.Struct struct)) {
                    continue;
                }
                EpollEvent expected = event(struct);
                if (expected.events != events[i].events) {
                    Value named = struct.field("events");
                    return "events " + named + " expected, " + events(events[i].events) + " got";
                }
                boolean saysData = DATA.stream().anyMatch(name -> struct.field(name) != null);
                if (saysData && expected.data != events[i].data) {
                    return "data " + expected.data + " expected, " + events[i].data + " got";
                }
            }
            return null;
        }
    }
}
