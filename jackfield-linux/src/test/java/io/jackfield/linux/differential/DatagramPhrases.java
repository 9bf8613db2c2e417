package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Slot.Kind;
import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

/** Calls that lead somewhere with UDP. */
final class DatagramPhrases {
    private static final int[] SIZES = {0, 1, 10, 1000, 1000, 9000, 65_507};
    private static final int QUIET = MessageFlags.MSG_NOSIGNAL;

    private final Draft draft;
    private final Watching watching;

    DatagramPhrases(Draft draft, Watching watching) {
        this.draft = draft;
        this.watching = watching;
    }

    private Slot socket() {
        int process = draft.process();
        int family = draft.pick(Family.AF_INET, Family.AF_INET, Family.AF_INET6, Family.AF_UNIX);
        Slot made = draft.slot(process, Kind.DATAGRAM, family);
        int type = draft.type(Family.SOCK_DGRAM);
        draft.add(SocketSteps.socket(process, made.variable, family, type, 0));
        return made;
    }

    /** One that has a name that others can send to. */
    Slot bound() {
        Slot made = socket();
        if (draft.once(3)) {
            int option = Option.SO_REUSEADDR;
            draft.add(OptionSteps.set(made.process, made.fd(), Option.SOL_SOCKET, option, 1));
        }
        SocketAddress local = Targets.local(draft, made.family);
        draft.add(SocketSteps.bind(made.process, made.fd(), local));
        made.port = Targets.portOf(local);
        return made;
    }

    private Slot some() {
        Slot known = draft.any(Kind.DATAGRAM);
        return known == null || draft.once(5) ? bound() : known;
    }

    private int port() {
        Slot other = draft.any(Kind.DATAGRAM);
        return other != null && other.port != 0
                ? other.port
                : draft.ground.port() + draft.random.nextInt(2);
    }

    /** One is connected to where another may be bound. */
    void connect() {
        Slot one = some();
        SocketAddress to = Targets.remote(draft, one, draft.once(15) ? 0 : port(), false);
        draft.add(SocketSteps.connect(one.process, one.fd(), to, false));
        send(one, null);
    }

    void send() {
        Slot one = some();
        send(one, draft.once(3) ? null : Targets.remote(draft, one, port(), false));
        Slot other = draft.any(Kind.DATAGRAM);
        if (other != null && draft.once(2)) {
            receive(other);
        }
    }

    private void send(Slot from, @Nullable SocketAddress to) {
        int size = draft.pick(SIZES);
        if (draft.once(5)) {
            int[] parts = {size / 2, size - size / 2};
            draft.add(
                    TransferSteps.sendmsg(from.process, from.fd(), parts, QUIET, to, draft.blocks));
        } else {
            draft.add(TransferSteps.send(from.process, from.fd(), size, QUIET, to, draft.blocks));
        }
    }

    void receive() {
        receive(some());
    }

    void receive(Slot to) {
        Sleep sleep = draft.sleep(Sleep.IN_TURN);
        int flags =
                draft.pick(
                        0,
                        0,
                        0,
                        MessageFlags.MSG_PEEK,
                        MessageFlags.MSG_TRUNC,
                        MessageFlags.MSG_PEEK | MessageFlags.MSG_TRUNC,
                        MessageFlags.MSG_DONTWAIT);
        int room = draft.pick(0, 5, 1000, 70_000);
        switch (draft.random.nextInt(5)) {
            case 0 -> {
                int[] rooms = {room, 10};
                draft.add(TransferSteps.recvmsg(to.process, to.fd(), rooms, flags, sleep));
            }
            case 1 -> {
                draft.add(SocketSteps.ioctl(to.process, to.fd(), FileControl.FIONREAD, 0));
            }
            default -> draft.add(TransferSteps.receive(to.process, to.fd(), room, flags, sleep));
        }
        if (draft.once(3)) {
            watching.look(to);
        }
    }

    /** More than fits into the receive buffer: how many stay. */
    void flood() {
        Slot one = bound();
        int name = Option.SO_RCVBUF;
        int octets = draft.pick(1, 2304, 5000, 20_000);
        draft.add(OptionSteps.set(one.process, one.fd(), Option.SOL_SOCKET, name, octets));
        draft.add(OptionSteps.get(one.process, one.fd(), Option.SOL_SOCKET, name, Integer.BYTES));
        Slot other = socket();
        SocketAddress to = Targets.remote(draft, other, one.port, false);
        int size = draft.pick(400, 700, 1000, 2000, 5000);
        for (int i = draft.random.nextInt(8); i >= 0; i--) {
            draft.add(TransferSteps.send(other.process, other.fd(), size, QUIET, to, draft.blocks));
        }
        for (int i = draft.random.nextInt(8); i >= 0; i--) {
            int flags = MessageFlags.MSG_DONTWAIT;
            draft.add(TransferSteps.receive(one.process, one.fd(), 5000, flags, Sleep.NEVER));
        }
    }
}
