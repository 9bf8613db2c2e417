package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** poll, select and epoll. */
final class ReadinessSteps {
    private static final int MOST_EVENTS = 8;

    private ReadinessSteps() {}

    static Step poll(int process, List<Fd> fds, List<Integer> events, boolean maySleep) {
        StringJoiner java = new StringJoiner(", ", "new PollFd[] {", "}");
        for (int i = 0; i < fds.size(); i++) {
            java.add("new PollFd(%s, %s)".formatted(fds.get(i), Java.hex(events.get(i))));
        }
        int timeout = maySleep ? -1 : 0;
        return new Step(
                "poll",
                process,
                "%s.poll(%s, %d)".formatted(Java.os(process), java, timeout),
                maySleep ? Sleep.READINESS : Sleep.NEVER,
                fds,
                (run, os) -> {
                    PollFd[] asked = new PollFd[fds.size()];
                    for (int i = 0; i < asked.length; i++) {
                        asked[i] = new PollFd(run.fd(fds.get(i)), events.get(i));
                    }
                    StringBuilder text = new StringBuilder(Names.of(os.poll(asked, timeout)));
                    for (PollFd each : asked) {
                        text.append(' ').append(Java.hex(each.revents));
                    }
                    return text.toString();
                });
    }

    /** Each descriptor in some of the three sets, by the bits of its mask. */
    static Step select(int process, List<Fd> fds, List<Integer> masks, boolean maySleep) {
        return new Step(
                "select",
                process,
                "script.select(%s, new int[] {%s}, new int[] {%s}, %b)"
                        .formatted(Java.os(process), join(fds), join(masks), maySleep),
                maySleep ? Sleep.READINESS : Sleep.NEVER,
                fds,
                (run, os) -> {
                    int[] numbers = fds.stream().mapToInt(run::fd).toArray();
                    if (run.mayBeReserved(process, numbers)) {
                        return "passed over";
                    }
                    int[] in = masks.stream().mapToInt(mask -> mask).toArray();
                    return select(os, numbers, in, maySleep);
                });
    }

    private static String join(List<?> all) {
        StringJoiner text = new StringJoiner(", ");
        all.forEach(each -> text.add(String.valueOf(each)));
        return text.toString();
    }

    static String select(Syscalls os, int[] fds, int[] masks, boolean maySleep) {
        FdSet[] sets = {new FdSet(), new FdSet(), new FdSet()};
        int nfds = 0;
        for (int i = 0; i < fds.length; i++) {
            if (fds[i] < 0) {
                continue; // no bit stands for it
            }
            nfds = Math.max(nfds, fds[i] + 1);
            for (int set = 0; set < sets.length; set++) {
                if ((masks[i] >> set & 1) != 0) {
                    sets[set].set(fds[i]);
                }
            }
        }
        long @Nullable [] timeout = maySleep ? null : new long[] {0};
        int ready = os.select(nfds, sets[0], sets[1], sets[2], timeout);
        return Names.of(ready) + (ready < 0 ? "" : members(sets, nfds));
    }

    private static String members(FdSet[] sets, int nfds) {
        StringBuilder text = new StringBuilder();
        for (FdSet set : sets) {
            text.append(" {");
            for (int fd = set.next(0); fd >= 0 && fd < nfds; fd = set.next(fd + 1)) {
                text.append(fd).append(' ');
            }
            text.append('}');
        }
        return text.toString();
    }

    static Step create(int process, int variable, int flags) {
        return new Step(
                "epoll_create1",
                process,
                "fd[%d] = %s.epollCreate1(%s)"
                        .formatted(variable, Java.os(process), Java.hex(flags)),
                (run, os) -> Names.of(run.opened(process, variable, os.epollCreate1(flags))));
    }

    static Step control(int process, Fd epoll, int op, Fd fd, int events) {
        return new Step(
                "epoll_ctl",
                process,
                "%s.epollCtl(%s, %d, %s, new EpollEvent(%s, %d))"
                        .formatted(Java.os(process), epoll, op, fd, Java.hex(events), fd.number()),
                (run, os) -> {
                    EpollEvent event = new EpollEvent(events, fd.number());
                    return Names.of(os.epollCtl(run.fd(epoll), op, run.fd(fd), event));
                });
    }

    /** With room for some, the others stay; which ones come first is the order of arrival. */
    static Step await(int process, Fd epoll, int room, boolean maySleep) {
        int timeout = maySleep ? -1 : 0;
        return new Step(
                "epoll_wait",
                process,
                "%s.epollWait(%s, script.events(%d), %d)"
                        .formatted(Java.os(process), epoll, room, timeout),
                maySleep ? Sleep.READINESS : Sleep.NEVER,
                List.of(epoll),
                (run, os) -> events(os, run.fd(epoll), room, timeout));
    }

    static EpollEvent[] room(int count) {
        EpollEvent[] events = new EpollEvent[count];
        for (int i = 0; i < events.length; i++) {
            events[i] = new EpollEvent();
        }
        return events;
    }

    private static String events(Syscalls os, int epoll, int count, int timeout) {
        EpollEvent[] events = room(count);
        int ready = os.epollWait(epoll, events, timeout);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < ready; i++) {
            seen.add(events[i].data + "=" + Java.hex(events[i].events));
        }
        if (count == MOST_EVENTS) {
            seen.sort(null); // an order that is not promised
        }
        return Names.of(ready) + (ready < 0 ? "" : " " + seen);
    }
}
