package io.jackfield.sweep;

import static io.jackfield.posix.ErrnoException.check;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.Verdict;
import io.jackfield.net.Fault;
import io.jackfield.net.OneWay;
import io.jackfield.net.PacketView;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.observe.Observation;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;
import io.jackfield.time.Durations;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** One connection over a cable on which one kind of packet is lost, and what its ends see. */
final class LossCase {
    private static final int PORT = 8080;
    private static final int OCTETS = 100;
    private static final long SECOND = 1_000_000_000;

    /** Longer than anything that TCP waits for here. */
    private static final long PATIENCE_NANOS = 3000 * SECOND;

    /** Which packet is lost, and who sends it. */
    enum Lost {
        SYN(true, PacketView::isSyn),
        SYN_ACK(false, PacketView::isSynAck),
        THIRD_ACK(true, PacketView::isPureAck),
        DATA(true, PacketView::hasData),
        PURE_ACK(false, PacketView::isPureAck),
        FIN(true, PacketView::isFin),
        LAST_ACK(true, PacketView::isPureAck);

        private final boolean byClient;
        private final Predicate<PacketView> which;

        Lost(boolean byClient, Predicate<PacketView> which) {
            this.byClient = byClient;
            this.which = which;
        }

        String title() {
            return switch (this) {
                case SYN, FIN -> name();
                case SYN_ACK -> "SYN-ACK";
                case THIRD_ACK -> "Third ACK";
                case DATA -> "Data";
                case PURE_ACK -> "Pure ACK";
                case LAST_ACK -> "Last ACK";
            };
        }
    }

    /** What an end saw, and when. */
    record Seen(String what, long nanos) {
        @Override
        public String toString() {
            return what + " at " + Durations.format(nanos);
        }
    }

    final Lost lost;
    final boolean always;
    final String delay;

    /** When packets of the kind went out, dropped or not, from when they began to be lost. */
    final List<Long> sentNanos = new ArrayList<>();

    final List<Seen> client = new ArrayList<>();
    final List<Seen> server = new ArrayList<>();

    private final World world = World.scripted(1);
    private final Host a = world.host("a");
    private final Host b = world.host("b");
    private final PatchCable cable = world.cable(a, b);
    private boolean isArmed;

    LossCase(Lost lost, boolean always, String delay) {
        this.lost = lost;
        this.always = always;
        this.delay = delay;
        cable.delay(delay);
        Direction way = Objects.requireNonNull((lost.byClient ? a : b).nic("eth0").out());
        way.add(
                (_, packet, nowNanos, verdict) -> {
                    boolean isSent = verdict == Verdict.SENT || verdict == Verdict.RULED_OUT;
                    if (isArmed && isSent && lost.which.test(new PacketView(packet))) {
                        sentNanos.add(nowNanos);
                    }
                });
        watch(a, client);
        watch(b, server);
    }

    private static void watch(Host host, List<Seen> log) {
        host.observe(
                observation -> {
                    if (observation instanceof Observation.StateChanged changed
                            && changed.to() == TcpState.CLOSED) {
                        log.add(new Seen("gone from " + changed.from().word(), changed.nanos()));
                    }
                });
    }

    LossCase run() {
        b.start("server", this::server);
        a.start("client", this::client);
        try (world) {
            world.run();
            world.runFor("1h");
        }
        return this;
    }

    private void arm() {
        isArmed = true;
        OneWay way = lost.byClient ? cable.from(a) : cable.from(b);
        Fault fault = way.drop(lost.which);
        if (!always) {
            fault.first(1);
        }
    }

    private int note(List<Seen> log, String call, int result) {
        String outcome = result < 0 ? Errno.of(result).toString() : Integer.toString(result);
        log.add(new Seen(call + " " + outcome, world.nowNanos()));
        return result;
    }

    private int client(Syscalls os) {
        int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
        patience(os, fd);
        boolean isOpening = lost.compareTo(Lost.THIRD_ACK) <= 0;
        if (isOpening) {
            arm();
        }
        int result = note(client, "connect", os.connect(fd, SocketAddress.of(b.address(), PORT)));
        if (result == 0 && lost == Lost.THIRD_ACK) {
            if (note(client, "recv", os.recv(fd, ByteBuffer.allocate(OCTETS), 0)) < 0) {
                os.send(fd, ByteBuffer.allocate(OCTETS), 0);
                note(client, "recv", os.recv(fd, ByteBuffer.allocate(OCTETS), 0));
            }
        } else if (result == 0 && !isOpening) {
            os.nanosleep(100 * SECOND); // so that the handshake is over at both ends
            speak(os, fd);
        }
        return os.close(fd);
    }

    private void speak(Syscalls os, int fd) {
        arm();
        switch (lost) {
            case DATA, PURE_ACK -> {
                os.send(fd, ByteBuffer.allocate(OCTETS), 0);
                note(client, "recv", os.recv(fd, ByteBuffer.allocate(OCTETS), 0));
            }
            case SYN, SYN_ACK, THIRD_ACK, FIN, LAST_ACK -> {}
        }
    }

    private int server(Syscalls os) {
        int listener = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
        check("bind", os.bind(listener, SocketAddress.of(IpAddress.ANY4, PORT)));
        os.listen(listener, 1);
        patience(os, listener);
        int fd = note(server, "accept", os.accept(listener, null));
        if (fd >= 0) {
            server.removeLast();
            server.add(new Seen("accept", world.nowNanos()));
            answer(os, fd);
            os.close(fd);
        }
        return os.close(listener);
    }

    private void answer(Syscalls os, int fd) {
        patience(os, fd);
        if (lost == Lost.THIRD_ACK) {
            os.send(fd, ByteBuffer.allocate(OCTETS), 0);
        }
        int result = note(server, "recv", os.recv(fd, ByteBuffer.allocate(OCTETS), 0));
        if (result > 0) {
            os.nanosleep(always ? PATIENCE_NANOS : 30 * SECOND); // an ACK goes before the answer
            os.send(fd, ByteBuffer.allocate(OCTETS), 0);
            note(server, "recv", os.recv(fd, ByteBuffer.allocate(OCTETS), 0));
        }
    }

    private static void patience(Syscalls os, int fd) {
        ByteBuffer value = Values.timeval(PATIENCE_NANOS);
        int result = os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_RCVTIMEO, value);
        assert result == 0;
    }

    /** The first result of that call at that end. */
    static Seen first(List<Seen> log, String call) {
        for (Seen seen : log) {
            if (seen.what.startsWith(call)) {
                return seen;
            }
        }
        throw new AssertionError(call + " is not among " + log);
    }
}
