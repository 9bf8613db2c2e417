package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

/** Calls that lead nowhere in particular: any call on anything. */
final class Wild {
    private static final int[] SIZES = {0, 1, 10, 1000};

    private final Draft draft;

    Wild(Draft draft) {
        this.draft = draft;
    }

    void step() {
        Slot slot = draft.any();
        if (slot == null || draft.once(14)) {
            slot = null;
        }
        Fd fd = slot == null ? Fd.number(draft.pick(-1, 99)) : slot.fd();
        int process = slot == null ? draft.process() : slot.process;
        switch (draft.random.nextInt(20)) {
            case 0, 1 -> draft.add(SocketSteps.bind(process, fd, target(slot, true)));
            case 2 -> draft.add(SocketSteps.listen(process, fd, draft.pick(0, 1, 5, -1)));
            case 3, 4, 5 ->
                    draft.add(SocketSteps.connect(process, fd, target(slot, false), draft.blocks));
            case 6 -> accept(slot, process, fd);
            case 7 -> draft.add(SocketSteps.shutdown(process, fd, draft.pick(0, 1, 2, 3)));
            case 8, 9 -> draft.add(SocketSteps.name(process, fd, draft.random.nextBoolean()));
            case 10, 11 -> draft.add(OptionSteps.anySet(process, fd, draft.random));
            case 12, 13 -> draft.add(OptionSteps.anyGet(process, fd, draft.random));
            case 14 -> transfer(process, fd, null);
            case 15 -> transfer(process, fd, target(slot, false));
            case 16, 17 -> receive(process, fd);
            case 18 -> {
                int request = draft.pick(FileControl.FIONREAD, FileControl.SIOCATMARK, 0x1234);
                draft.add(SocketSteps.ioctl(process, fd, request, 0));
            }
            default ->
                    draft.add(
                            ReadinessSteps.control(
                                    process, fd, draft.pick(1, 2, 3), Fd.number(99), 1));
        }
    }

    private void accept(@Nullable Slot slot, int process, Fd fd) {
        int family = slot == null ? Family.AF_INET : slot.family;
        Slot made = draft.slot(process, Slot.Kind.CONNECTED, family);
        int flags = draft.once(20) ? 1 : draft.type(0);
        draft.add(SocketSteps.accept(process, made.variable, fd, flags, draft.blocks));
    }

    private SocketAddress target(@Nullable Slot slot, boolean isLocal) {
        if (slot == null) {
            return SocketAddress.inet(draft.ground.address(), draft.ground.port());
        }
        return isLocal && !draft.once(4)
                ? Targets.local(draft, slot.family)
                : Targets.wild(draft, slot);
    }

    private void transfer(int process, Fd fd, @Nullable SocketAddress to) {
        int urgent = to == null ? draft.pick(0, 0, 0, MessageFlags.MSG_OOB) : 0;
        int flags = MessageFlags.MSG_NOSIGNAL | urgent;
        draft.add(TransferSteps.send(process, fd, draft.pick(SIZES), flags, to, draft.blocks));
    }

    private void receive(int process, Fd fd) {
        int flags =
                draft.pick(
                        0,
                        0,
                        MessageFlags.MSG_PEEK,
                        MessageFlags.MSG_TRUNC,
                        MessageFlags.MSG_PEEK | MessageFlags.MSG_TRUNC,
                        MessageFlags.MSG_OOB,
                        MessageFlags.MSG_ERRQUEUE);
        Sleep sleep = draft.sleep(Sleep.TRANSFER);
        draft.add(TransferSteps.receive(process, fd, draft.pick(0, 1, 5, 2048), flags, sleep));
    }
}
