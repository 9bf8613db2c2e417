package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Slot.Kind;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Readiness;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Looking at what is ready: poll, select, epoll in its modes. */
final class Watching {
    private static final int ALL =
            Readiness.POLLIN
                    | Readiness.POLLOUT
                    | Readiness.POLLPRI
                    | Readiness.POLLRDHUP
                    | Readiness.POLLRDNORM
                    | Readiness.POLLWRNORM
                    | Readiness.POLLRDBAND
                    | Readiness.POLLWRBAND;
    private static final int MOST_EVENTS = 8;

    private final Draft draft;

    Watching(Draft draft) {
        this.draft = draft;
    }

    /** All that is ready of one. */
    void look(Slot at) {
        draft.add(ReadinessSteps.poll(at.process, List.of(at.fd()), List.of(ALL), false));
    }

    /** poll or select on some, a wrong one among them now and then. */
    void lookAtSome() {
        Slot first = draft.any();
        if (first == null) {
            return;
        }
        List<Fd> fds = new ArrayList<>();
        List<Integer> events = new ArrayList<>();
        for (int i = draft.random.nextInt(4); i >= 0; i--) {
            Slot each = draft.any();
            fds.add(each == null || draft.once(10) ? wrong() : each.fd());
            events.add(draft.pick(ALL, ALL, Readiness.POLLIN, Readiness.POLLOUT, 0));
        }
        boolean maySleep = draft.blocks && draft.once(2);
        if (draft.random.nextBoolean()) {
            draft.add(ReadinessSteps.poll(first.process, fds, events, maySleep));
        } else {
            List<Integer> masks = fds.stream().map(_ -> 1 + draft.random.nextInt(7)).toList();
            draft.add(ReadinessSteps.select(first.process, fds, masks, maySleep));
        }
    }

    private Fd wrong() {
        return Fd.number(draft.pick(-1, 99));
    }

    private Slot create() {
        Slot made = draft.slot(draft.process(), Kind.EPOLL, 0);
        int flags = draft.pick(0, 0, Readiness.EPOLL_CLOEXEC);
        draft.add(ReadinessSteps.create(made.process, made.variable, flags));
        return made;
    }

    private int events() {
        int events =
                draft.pick(
                        Readiness.EPOLLIN,
                        Readiness.EPOLLIN | Readiness.EPOLLOUT,
                        Readiness.EPOLLOUT,
                        Readiness.EPOLLIN | Readiness.EPOLLRDHUP,
                        ALL);
        return events
                | draft.pick(0, 0, 0, Readiness.EPOLLET, Readiness.EPOLLET, Readiness.EPOLLONESHOT);
    }

    /** An epoll with registrations of what there is. */
    void register() {
        Slot known = draft.any(Kind.EPOLL);
        Slot epoll = known == null || draft.once(5) ? create() : known;
        for (int i = draft.random.nextInt(3); i >= 0; i--) {
            Slot each = draft.any();
            if (each != null) {
                boolean exclusive = draft.once(10);
                int events = exclusive ? Readiness.EPOLLIN | Readiness.EPOLLEXCLUSIVE : events();
                control(epoll, Readiness.EPOLL_CTL_ADD, each, events);
            }
        }
        await(epoll);
    }

    private void control(Slot epoll, int op, Slot of, int events) {
        draft.add(ReadinessSteps.control(epoll.process, epoll.fd(), op, of.fd(), events));
    }

    void change() {
        Slot epoll = draft.any(Kind.EPOLL);
        Slot of = draft.any();
        if (epoll == null || of == null) {
            register();
            return;
        }
        int op = draft.pick(Readiness.EPOLL_CTL_MOD, Readiness.EPOLL_CTL_MOD, 2, 1, 4);
        control(epoll, op, of, events());
        await(epoll);
    }

    void await() {
        await(draft.any(Kind.EPOLL));
    }

    private void await(@Nullable Slot epoll) {
        if (epoll == null) {
            register();
            return;
        }
        boolean maySleep = draft.blocks && draft.once(4);
        int room = draft.once(20) ? draft.pick(0, 1) : MOST_EVENTS;
        draft.add(ReadinessSteps.await(epoll.process, epoll.fd(), room, maySleep));
    }

    /** A pipe or an eventfd, that wakes and counts. */
    void otherFiles() {
        int process = draft.process();
        int flags = draft.blocks ? 0 : FileControl.O_NONBLOCK;
        if (draft.random.nextBoolean()) {
            Slot reading = draft.slot(process, Kind.PIPE, 0);
            Slot writing = draft.slot(process, Kind.PIPE, 0);
            draft.add(FileSteps.pipe(process, reading.variable, writing.variable, flags));
        } else {
            Slot made = draft.slot(process, Kind.EVENT, 0);
            int more = flags | draft.pick(0, 0, FileControl.EFD_SEMAPHORE);
            draft.add(FileSteps.eventfd(process, made.variable, draft.pick(0, 1, 3), more));
        }
        useOtherFile();
    }

    void useOtherFile() {
        Slot file = draft.any(Kind.PIPE, Kind.EVENT);
        if (file == null) {
            otherFiles();
            return;
        }
        int size = file.kind == Kind.EVENT && !draft.once(6) ? Long.BYTES : draft.pick(0, 1, 100);
        if (draft.random.nextBoolean()) {
            draft.add(TransferSteps.write(file.process, file.fd(), size, draft.blocks));
        } else {
            draft.add(
                    TransferSteps.read(
                            file.process, file.fd(), size, draft.sleep(Step.Sleep.TRANSFER)));
        }
    }
}
