package io.jackfield.linux.differential;

import io.jackfield.posix.Family;
import io.jackfield.posix.Option;

import java.util.ArrayList;
import java.util.List;

/**
 * Who may own a port beside whom. Sockets that share one by SO_REUSEPORT receive by a hash that is
 * each kernel's own, so these are closed again before anybody sends.
 */
final class BindPhrases {
    private final Draft draft;

    BindPhrases(Draft draft) {
        this.draft = draft;
    }

    void matrix() {
        int process = draft.process();
        int type = draft.pick(Family.SOCK_STREAM, Family.SOCK_STREAM, Family.SOCK_DGRAM);
        List<Fd> made = new ArrayList<>();
        for (int i = 1 + draft.random.nextInt(3); i >= 0; i--) {
            int family = draft.pick(Family.AF_INET, Family.AF_INET, Family.AF_INET6);
            int variable = draft.variable();
            Fd fd = Fd.variable(variable);
            made.add(fd);
            int flagged = type | Family.SOCK_NONBLOCK;
            draft.add(SocketSteps.socket(process, variable, family, flagged, 0));
            flags(process, fd, family);
            draft.add(SocketSteps.bind(process, fd, Targets.local(draft, family)));
            if (draft.once(3)) {
                draft.add(SocketSteps.listen(process, fd, 1));
            }
            if (draft.once(4)) {
                flags(process, fd, family);
            }
        }
        for (Fd fd : made) {
            draft.add(FileSteps.close(process, fd, false));
        }
    }

    /** Options are set, rightly and wrongly, and read back. */
    void options() {
        Slot some = draft.any(Slot.Kind.STREAM, Slot.Kind.CONNECTED, Slot.Kind.DATAGRAM);
        if (some == null) {
            return;
        }
        for (int i = 2 + draft.random.nextInt(4); i >= 0; i--) {
            draft.add(OptionSteps.anySet(some.process, some.fd(), draft.random));
            draft.add(OptionSteps.anyGet(some.process, some.fd(), draft.random));
        }
    }

    private void flags(int process, Fd fd, int family) {
        int level = Option.SOL_SOCKET;
        if (draft.once(2)) {
            draft.add(OptionSteps.set(process, fd, level, Option.SO_REUSEADDR, 1));
        }
        if (draft.once(2)) {
            draft.add(OptionSteps.set(process, fd, level, Option.SO_REUSEPORT, 1));
        }
        if (family == Family.AF_INET6 && draft.once(3)) {
            draft.add(OptionSteps.set(process, fd, Option.SOL_IPV6, Option.IPV6_V6ONLY, 1));
        }
    }
}
