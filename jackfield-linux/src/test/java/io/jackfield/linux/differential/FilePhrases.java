package io.jackfield.linux.differential;

import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;

import java.util.List;

/** Calls that copy descriptors, close them, and make and end processes. */
final class FilePhrases {
    private static final int MOST_PROCESSES = 4;

    private final Draft draft;
    private final Watching watching;

    FilePhrases(Draft draft, Watching watching) {
        this.draft = draft;
        this.watching = watching;
    }

    /** A copy, by one of the ways there are, and perhaps the first is closed. */
    void copy() {
        Slot of = draft.any();
        if (of == null) {
            return;
        }
        Slot copy = draft.copyOf(of, of.process);
        int process = of.process;
        switch (draft.random.nextInt(5)) {
            case 0 -> {
                Slot onto = draft.any();
                boolean isSame = onto != null && onto.kind == of.kind;
                Fd to = isSame ? onto.fd() : Fd.number(draft.pick(20, 21, 40));
                draft.add(FileSteps.dup2(process, copy.variable, of.fd(), to));
            }
            case 1 -> {
                Fd to = Fd.number(draft.pick(20, 30, -1));
                int flags = draft.pick(0, FileControl.O_CLOEXEC, 1);
                draft.add(FileSteps.dup3(process, copy.variable, of.fd(), to, flags));
            }
            case 2 -> {
                int least = draft.pick(0, 10, 50, -1);
                draft.add(
                        FileSteps.fcntlDup(process, copy.variable, of.fd(), draft.once(2), least));
            }
            default -> draft.add(FileSteps.dup(process, copy.variable, of.fd()));
        }
        if (draft.once(2)) {
            close(of);
        }
        if (draft.once(3)) {
            watching.look(copy);
        }
    }

    void close() {
        Slot some = draft.any();
        if (some != null) {
            close(some);
        }
    }

    private void close(Slot some) {
        draft.add(FileSteps.close(some.process, some.fd(), draft.blocks));
        draft.closed(some);
    }

    /** A process is born, with all descriptors; one of the two closes some. */
    void fork() {
        if (draft.processes() >= MOST_PROCESSES) {
            end();
            return;
        }
        int parent = draft.process();
        Slot marked = draft.once(2) ? draft.any() : null;
        if (marked != null) {
            int process = marked.process;
            draft.add(FileSteps.fcntl(process, marked.fd(), FileControl.F_SETFD, 1));
            parent = process;
        }
        int child = draft.forked(parent);
        draft.add(FileSteps.fork(parent, child));
        if (marked != null) {
            draft.add(FileSteps.fcntl(child, marked.fd(), FileControl.F_GETFD, 0));
        }
        for (int i = draft.random.nextInt(3); i > 0; i--) {
            close();
        }
    }

    /** A child ends, and is waited for, before or after. */
    void end() {
        List<Integer> children = draft.children();
        if (children.isEmpty()) {
            fork();
            return;
        }
        boolean waitsFirst = draft.blocks && draft.once(3);
        if (waitsFirst) {
            draft.add(FileSteps.waitpid(0, 0, true));
        }
        int child = children.get(draft.random.nextInt(children.size()));
        draft.add(FileSteps.exit(child, draft.pick(0, 1, 7, 255)));
        draft.ended(child);
        if (!waitsFirst) {
            draft.add(FileSteps.waitpid(0, draft.pick(1, 1, 1, 4), false));
        }
    }

    void await() {
        draft.add(FileSteps.waitpid(draft.process(), 1, false));
    }

    /** Flags of descriptors and files. */
    void flags() {
        Slot some = draft.any();
        if (some == null) {
            return;
        }
        int commands = draft.pick(FileControl.F_GETFL, FileControl.F_GETFD, FileControl.F_SETFD);
        switch (draft.random.nextInt(4)) {
            case 0 -> {
                boolean nonBlocking = !draft.blocks || draft.once(2);
                int flags = nonBlocking ? FileControl.O_NONBLOCK : 0;
                draft.add(FileSteps.fcntl(some.process, some.fd(), FileControl.F_SETFL, flags));
            }
            case 1 -> {
                boolean nonBlocking = !draft.blocks || draft.once(2);
                int request = FileControl.FIONBIO;
                draft.add(SocketSteps.ioctl(some.process, some.fd(), request, nonBlocking ? 1 : 0));
            }
            default ->
                    draft.add(
                            FileSteps.fcntl(
                                    some.process, some.fd(), commands, draft.random.nextInt(2)));
        }
    }

    /** Something that is refused, or a socket that few ask for. */
    void oddSocket() {
        int process = draft.process();
        int family = draft.pick(Family.AF_INET, Family.AF_INET6, 99, -1);
        int type = draft.pick(Family.SOCK_STREAM, Family.SOCK_DGRAM, 4, 6, 11, 99);
        int protocol = draft.pick(0, 6, 17, 99, 256, -1);
        int flags = draft.pick(Family.SOCK_NONBLOCK, Family.SOCK_NONBLOCK | Family.SOCK_CLOEXEC);
        Slot made = draft.slot(process, Slot.Kind.STREAM, Family.AF_INET);
        draft.add(SocketSteps.socket(process, made.variable, family, type | flags, protocol));
        draft.closed(made);
    }
}
