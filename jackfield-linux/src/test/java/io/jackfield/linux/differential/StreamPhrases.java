package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Slot.Kind;
import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

/** Calls that lead somewhere with TCP: listeners, connections, and how they end. */
final class StreamPhrases {
    private static final int[] SIZES = {1, 10, 100, 1000, 5000};
    private static final int[] FAMILIES = {
        Family.AF_INET, Family.AF_INET, Family.AF_INET6, Family.AF_UNIX
    };
    private static final int QUIET = MessageFlags.MSG_NOSIGNAL;

    private final Draft draft;
    private final Watching watching;

    StreamPhrases(Draft draft, Watching watching) {
        this.draft = draft;
        this.watching = watching;
    }

    private Slot socket(int process, int family) {
        Slot made = draft.slot(process, Kind.STREAM, family);
        boolean isPacket = family == Family.AF_UNIX && draft.once(3);
        int type = draft.type(isPacket ? Family.SOCK_SEQPACKET : Family.SOCK_STREAM);
        draft.add(SocketSteps.socket(process, made.variable, family, type, 0));
        // else it is a matter of time, of delayed acknowledgements, what Nagle's algorithm holds
        // back
        if (family != Family.AF_UNIX) {
            draft.add(OptionSteps.set(process, made.fd(), Option.SOL_TCP, Option.TCP_NODELAY, 1));
        }
        return made;
    }

    Slot listener() {
        int process = draft.process();
        Slot made = socket(process, draft.pick(FAMILIES));
        if (draft.once(2)) {
            int option = Option.SO_REUSEADDR;
            draft.add(OptionSteps.set(process, made.fd(), Option.SOL_SOCKET, option, 1));
        }
        SocketAddress local = Targets.local(draft, made.family);
        draft.add(SocketSteps.bind(process, made.fd(), local));
        draft.add(SocketSteps.listen(process, made.fd(), draft.pick(0, 1, 2, 5, 128, -1)));
        made.kind = Kind.LISTENER;
        made.port = Targets.portOf(local);
        return made;
    }

    private Slot someListener() {
        Slot known = draft.any(Kind.LISTENER);
        return known == null || known.port == 0 || draft.once(6) ? listener() : known;
    }

    /** Somebody connects to a listener, who does not accept yet. */
    Slot client(Slot listener) {
        int process = draft.process();
        int family = draft.once(5) ? otherThan(listener.family) : listener.family;
        Slot made = socket(process, family);
        SocketAddress to = Targets.remote(draft, made, listener.port, true);
        draft.add(SocketSteps.connect(process, made.fd(), to, draft.blocks));
        made.kind = Kind.CONNECTED;
        return made;
    }

    private static int otherThan(int family) {
        if (family == Family.AF_UNIX) {
            return family;
        }
        return family == Family.AF_INET ? Family.AF_INET6 : Family.AF_INET;
    }

    Slot accept(Slot listener) {
        Slot made = draft.slot(listener.process, Kind.CONNECTED, listener.family);
        int flags = draft.type(0);
        draft.add(
                SocketSteps.accept(
                        listener.process, made.variable, listener.fd(), flags, draft.blocks));
        return made;
    }

    /** Two ends of a connection, as likely as may be. */
    Slot[] pair() {
        Slot listener = someListener();
        if (draft.blocks && draft.once(4)) {
            Slot accepted = accept(listener); // it sleeps until the other comes
            return new Slot[] {client(listener), accepted};
        }
        Slot client = client(listener);
        if (draft.once(4)) {
            watching.look(client);
        }
        return new Slot[] {client, accept(listener)};
    }

    /** Two ends of AF_UNIX, that nobody had to connect. */
    Slot[] socketpair() {
        int process = draft.process();
        int type = draft.pick(Family.SOCK_STREAM, Family.SOCK_DGRAM, Family.SOCK_SEQPACKET);
        Slot one = draft.slot(process, Kind.CONNECTED, Family.AF_UNIX);
        Slot other = draft.slot(process, Kind.CONNECTED, Family.AF_UNIX);
        int[] ends = {one.variable, other.variable};
        int family = draft.once(30) ? Family.AF_INET : Family.AF_UNIX;
        draft.add(UnixSteps.socketpair(process, ends, family, draft.type(type)));
        return new Slot[] {one, other};
    }

    /** A descriptor travels, perhaps to another process. */
    void pass() {
        Slot known = draft.unixConnected();
        Slot from = known == null || draft.once(3) ? socketpair()[0] : known;
        Slot to = draft.unixConnected();
        Slot what = draft.any();
        if (what == null || to == null || what.family == Family.AF_UNIX) {
            return; // those may pass circles, which each kernel finds in its own time
        }
        draft.add(UnixSteps.pass(from.process, from.fd(), what.fd(), draft.once(4)));
        if (draft.once(3)) {
            draft.add(FileSteps.close(what.process, what.fd(), draft.blocks));
            draft.closed(what);
        }
        Slot taken = draft.copyOf(what, to.process);
        Sleep sleep = draft.sleep(Sleep.TRANSFER);
        int room = draft.once(5) ? draft.pick(0, 16) : 64;
        draft.add(UnixSteps.take(to.process, to.fd(), taken.variable, room, sleep));
        if (draft.once(2)) {
            watching.look(taken);
        }
    }

    private Slot connected() {
        Slot known = draft.any(Kind.CONNECTED);
        return known == null || draft.once(8) ? pair()[draft.random.nextInt(2)] : known;
    }

    void send(Slot from, int size) {
        int flags = QUIET | draft.pick(0, 0, 0, 0, MessageFlags.MSG_OOB, MessageFlags.MSG_DONTWAIT);
        switch (draft.random.nextInt(8)) {
            case 0 ->
                    draft.add(
                            TransferSteps.writev(
                                    from.process, from.fd(), size, size / 2, draft.blocks));
            case 1 -> draft.add(TransferSteps.write(from.process, from.fd(), size, draft.blocks));
            case 2 -> {
                int[] parts = {size, 0, size / 3};
                draft.add(
                        TransferSteps.sendmsg(
                                from.process, from.fd(), parts, QUIET, null, draft.blocks));
            }
            default ->
                    draft.add(
                            TransferSteps.send(
                                    from.process, from.fd(), size, flags, null, draft.blocks));
        }
    }

    void receive(Slot to) {
        Sleep sleep = draft.sleep(Sleep.TRANSFER);
        int room = draft.pick(1, 5, 100, 4096, 16_384);
        switch (draft.random.nextInt(8)) {
            case 0 -> draft.add(TransferSteps.readv(to.process, to.fd(), room, 7, sleep));
            case 1 -> draft.add(TransferSteps.read(to.process, to.fd(), room, sleep));
            case 2 -> {
                int[] rooms = {room, 3};
                draft.add(TransferSteps.recvmsg(to.process, to.fd(), rooms, flags(), sleep));
            }
            default -> draft.add(TransferSteps.receive(to.process, to.fd(), room, flags(), sleep));
        }
    }

    private int flags() {
        return draft.pick(
                0,
                0,
                0,
                0,
                0,
                MessageFlags.MSG_PEEK,
                MessageFlags.MSG_PEEK,
                MessageFlags.MSG_TRUNC,
                MessageFlags.MSG_DONTWAIT,
                MessageFlags.MSG_WAITALL,
                MessageFlags.MSG_OOB);
    }

    /** Data goes to and fro. */
    void traffic() {
        Slot one = connected();
        Slot other = draft.any(Kind.CONNECTED);
        for (int i = draft.random.nextInt(3); i >= 0; i--) {
            send(one, draft.pick(SIZES));
        }
        if (draft.once(3)) {
            watching.look(one);
        }
        if (other != null) {
            receive(other);
            if (draft.once(2)) {
                send(other, draft.pick(SIZES));
                receive(one);
            }
        }
        if (draft.once(4)) {
            draft.add(SocketSteps.ioctl(one.process, one.fd(), FileControl.FIONREAD, 0));
        }
    }

    /** One side has nothing more to say; the other may. */
    void halfClose() {
        Slot one = connected();
        Slot other = draft.any(Kind.CONNECTED);
        draft.add(SocketSteps.shutdown(one.process, one.fd(), draft.pick(0, 1, 1, 1, 2)));
        if (other != null) {
            receive(other);
            send(other, draft.pick(SIZES));
            watching.look(other);
        }
        receive(one);
    }

    /** A connection ends: gently, by linger 0, or with data unread. */
    void close() {
        Slot one = connected();
        Slot other = draft.any(Kind.CONNECTED);
        if (draft.once(3)) {
            draft.add(OptionSteps.linger(one.process, one.fd(), true, 0));
        }
        if (other != null && draft.once(3)) {
            send(other, draft.pick(SIZES));
        }
        draft.add(FileSteps.close(one.process, one.fd(), draft.blocks));
        draft.closed(one);
        if (other == null || other == one) {
            return;
        }
        if (draft.once(2)) {
            watching.look(other);
        }
        if (draft.once(2)) {
            send(other, draft.pick(SIZES));
        }
        if (draft.once(3)) {
            errorOf(other);
        }
        receive(other);
    }

    void errorOf(@Nullable Slot of) {
        if (of != null) {
            draft.add(
                    OptionSteps.get(
                            of.process,
                            of.fd(),
                            Option.SOL_SOCKET,
                            Option.SO_ERROR,
                            Integer.BYTES));
        }
    }

    /** So much that there is no room for more, until the other side has read it. */
    void flood() {
        Slot[] pair = pair();
        Slot one = pair[0];
        Slot other = pair[1];
        draft.add(TransferSteps.flood(one.process, one.fd(), other.process, other.fd()));
        watching.look(one);
        watching.look(other);
    }

    /** A connect to where nobody listens, or to oneself; and again. */
    void refused() {
        int process = draft.process();
        Slot one = socket(process, draft.pick(Family.AF_INET, Family.AF_INET6));
        int port = draft.ground.port() + draft.random.nextInt(2);
        if (draft.once(3)) {
            draft.add(SocketSteps.bind(process, one.fd(), Targets.local(draft, one.family)));
        }
        int first = draft.random.nextInt(3);
        for (int i = first; i >= 0; i--) {
            SocketAddress to = Targets.remote(draft, one, port, true);
            draft.add(SocketSteps.connect(process, one.fd(), to, draft.blocks));
            if (draft.once(2)) {
                watching.look(one);
            }
            if (draft.once(2)) {
                errorOf(one);
            }
            if (i == first && !draft.blocks && draft.once(4)) {
                draft.add(SocketSteps.ioctl(process, one.fd(), FileControl.SIOCOUTQ, 0));
            }
        }
    }

    /** The listener goes, with whom nobody has accepted. */
    void abandon() {
        Slot listener = someListener();
        Slot client = client(listener);
        if (draft.once(2)) {
            send(client, draft.pick(SIZES));
        }
        if (draft.once(2)) {
            draft.add(SocketSteps.shutdown(listener.process, listener.fd(), draft.pick(0, 1, 2)));
        } else {
            draft.add(FileSteps.close(listener.process, listener.fd(), false));
            draft.closed(listener);
        }
        watching.look(client);
        receive(client);
    }
}
