package io.jackfield.tcp;

import io.jackfield.address.Endpoint;
import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.Route;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Observation;
import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.port.Binding;
import io.jackfield.port.Flow;
import io.jackfield.tcp.receive.Receiver;
import io.jackfield.tcp.send.Sender;
import io.jackfield.tcp.sequence.Seq;
import io.jackfield.time.Deadline;
import io.jackfield.time.Timer;

import org.jspecify.annotations.Nullable;

/** The TCB (RFC 9293 §3.3.1): all that a host remembers of one connection. */
public final class TcpConnection extends Flow {
    /*
     * Small, because most connections are idle: the mechanisms drop what they hold when nothing is
     * under way. One timer serves all deadlines; it is armed for the earliest and left armed when
     * that falls away, because moving a deadline out is cheaper than unlinking the timer.
     */

    /** After so long without any deadline the receiver gives back what it does not need. */
    private static final long REST_NANOS = 1_000_000_000;

    final Tcp tcp;
    final Sender snd;
    final Receiver rcv;
    private @Nullable TcpUser user;
    private TcpOptions options;
    @Nullable Route route;
    private @Nullable Binding<TcpListener> binding;
    private @Nullable Timer timer;

    private TcpState state = TcpState.CLOSED;

    /** An error that the next call reports, once (sk_err); a positive errno or 0. */
    private byte error;

    /** What the network complained of, while the connection goes on (sk_err_soft). */
    private byte softError;

    /** No octet will be delivered any more, for all the user cares. */
    boolean isReceiveShut;

    /** The user has closed its side: the FIN is sent or queued. */
    boolean isSendShut;

    /** SHUT_WR before connect: it takes effect if the open turns out to be simultaneous (Linux). */
    boolean isSendShutBefore;

    /** The peer's FIN has been received. */
    boolean isDone;

    /** The user has let go of the connection; it ends by itself. */
    boolean isOrphan;

    /** The four-tuple stands in the host's table. */
    boolean isListed;

    /** An acknowledgment goes out at the end of this event, however soon another one may. */
    boolean isAckNow;

    /** The user found no room to send; it is told when there is some. */
    boolean isShortOfSpace;

    /** Both SYNs had the option: SACK-permitted (RFC 2018 §2), window scale (RFC 7323 §2.2). */
    boolean hasSack;

    boolean hasScaling;

    /** A batch of segments is under way and the end of it answers for this connection. */
    boolean isPending;

    /** Retransmissions of the SYN; keepalive probes without an answer. */
    byte tries;

    /** By state: the next SYN, the end of an orphan's FIN-WAIT-2, else the next keepalive probe. */
    long controlNanos = Deadline.NEVER;

    /** The largest segment that the peer takes, by its SYN. */
    char peerMss = 536;

    /** When the first SYN went out; later, when the retransmission of the oldest octet began. */
    long tryingSinceNanos;

    /** When the peer last acknowledged anything. */
    long lastHeardNanos;

    private @Nullable Seldom seldom;

    private int sendBuffer;
    int segmentsIn;
    int segmentsOut;

    TcpConnection(Tcp tcp, @Nullable TcpUser user, TcpOptions options) {
        this.tcp = tcp;
        this.user = user;
        this.options = options;
        this.snd = new Sender(tcp.sendPool());
        this.rcv =
                new Receiver(tcp.receivePool(), Handshake.receiveBuffer(options, tcp.settings()));
        this.sendBuffer =
                options.sendBuffer() != 0
                        ? options.sendBuffer()
                        : tcp.settings().get(Setting.TCP_WMEM_DEFAULT);
        OptionCall.configure(this);
    }

    public TcpState state() {
        return state;
    }

    public TcpOptions options() {
        return options;
    }

    void options(TcpOptions changed) {
        options = changed;
    }

    /** Names whom to tell of events: of an accepted connection, its new socket. */
    public void user(@Nullable TcpUser told) {
        user = told;
    }

    /** The hold on the local port that the connection has; null while it has none. */
    public @Nullable Binding<TcpListener> binding() {
        return binding;
    }

    /** Takes over one hold on a local port. */
    public void own(Binding<TcpListener> hold) {
        assert binding == null;
        binding = hold;
    }

    /** Gives the hold on the port away; the caller has it now. */
    public @Nullable Binding<TcpListener> disown() {
        Binding<TcpListener> hold = binding;
        binding = null;
        return hold;
    }

    void between(IpAddress local, int localPort, IpAddress remote, int remotePort) {
        name(local, localPort, remote, remotePort);
    }

    public Endpoint localEndpoint() {
        return new Endpoint(local(), localPort());
    }

    public Endpoint remoteEndpoint() {
        return new Endpoint(remote(), remotePort());
    }

    public int sendBuffer() {
        return sendBuffer;
    }

    void sendBuffer(int octets) {
        sendBuffer = octets;
    }

    /** Octets that the send buffer takes now; not positive if it is full. */
    int sendRoom() {
        return sendBuffer - snd.queued();
    }

    int error() {
        return error & 0xff;
    }

    void error(int errno) {
        error = (byte) errno;
    }

    int softError() {
        return softError & 0xff;
    }

    void softError(int errno) {
        softError = (byte) errno;
    }

    boolean isSynchronized() {
        return switch (state) {
            case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED -> false;
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT ->
                    true;
        };
    }

    private Seldom seldom() {
        Seldom known = seldom;
        if (known == null) {
            known = new Seldom();
            seldom = known;
        }
        return known;
    }

    /** When it was last challenged; MIN_VALUE if never. */
    long lastChallengeNanos() {
        return seldom == null ? Long.MIN_VALUE : seldom.lastChallengeNanos;
    }

    void challenged(long nowNanos) {
        seldom().lastChallengeNanos = nowNanos;
    }

    int unacknowledgedAtEnd() {
        return seldom == null ? 0 : seldom.unacknowledgedAtEnd;
    }

    /** Sends with MSG_ZEROCOPY; null before the first. */
    @Nullable ZeroCopies zeroCopies() {
        return seldom == null ? null : seldom.zeroCopies;
    }

    void zeroCopies(ZeroCopies copies) {
        seldom().zeroCopies = copies;
    }

    /** The one place where a connection changes its state (RFC 9293 §3.3.2, figure 5). */
    void become(TcpState next, long nowNanos) {
        TcpState before = state;
        assert Transitions.may(Transitions.Bearer.CONNECTION, before, next)
                : before + " to " + next;
        if (next == TcpState.CLOSED) {
            boolean isOpening = before == TcpState.SYN_SENT || before == TcpState.SYN_RECEIVED;
            int unacknowledged = isOpening ? 1 : StatusCall.unacknowledged(this);
            if (unacknowledged != 0) {
                seldom().unacknowledgedAtEnd = unacknowledged;
            }
        }
        state = next;
        if (tcp.observatory().isListening()) {
            tcp.observatory()
                    .observe(
                            new Observation.StateChanged(
                                    nowNanos, localEndpoint(), remoteEndpoint(), before, next));
        }
        switch (next) {
            case CLOSED -> {
                count(before);
                cease();
            }
            case TIME_WAIT -> {
                TimeWait.succeed(this, TcpState.TIME_WAIT, TimeWait.LENGTH_NANOS, nowNanos);
            }
            case LISTEN -> throw new AssertionError("a listener is no connection");
            case SYN_SENT,
                    SYN_RECEIVED,
                    ESTABLISHED,
                    FIN_WAIT_1,
                    FIN_WAIT_2,
                    CLOSE_WAIT,
                    CLOSING,
                    LAST_ACK -> {}
        }
    }

    private void count(TcpState before) {
        if (before == TcpState.SYN_SENT || before == TcpState.SYN_RECEIVED) {
            tcp.counters().increment(Counter.TCP_ATTEMPT_FAILS);
        } else if (before == TcpState.ESTABLISHED || before == TcpState.CLOSE_WAIT) {
            tcp.counters().increment(Counter.TCP_ESTAB_RESETS);
        }
    }

    /** A TIME-WAIT remainder goes on in its place; for the user it is closed. */
    void closedQuietly() {
        state = TcpState.CLOSED;
        cease();
    }

    /** The connection of a request, which was in SYN-RECEIVED before. */
    void beginSynReceived() {
        assert state == TcpState.CLOSED;
        state = TcpState.SYN_RECEIVED;
    }

    /** The interface that the socket is bound to, 0 for any. */
    int boundIndex() {
        return binding == null ? 0 : binding.boundIndex();
    }

    /** Gives everything back but what the user may still read. */
    private void cease() {
        isSendShut = true;
        isReceiveShut = true;
        controlNanos = Deadline.NEVER;
        isAckNow = false;
        tcp.unlist(this);
        if (timer != null) {
            tcp.timers().cancel(timer);
            timer = null;
        }
        snd.release();
        rcv.cease();
        ZeroCopies copies = zeroCopies();
        if (copies != null) {
            copies.close();
        }
        if (isOrphan) {
            rcv.release();
            tcp.orphanEnded();
        }
        route = null;
        tellChange();
    }

    /** Tells the user, if there is one. */
    void tell(int readiness) {
        if (user != null) {
            user.notify(this, readiness);
        }
    }

    /**
     * Tells the user that the state has changed: Linux wakes everybody then, whatever they wait
     * for, which is an edge for EPOLLET.
     */
    void tellChange() {
        tell(~0);
    }

    /** Arms the timer for the earliest of all deadlines. */
    void rearm(long nowNanos) {
        if (state == TcpState.CLOSED) {
            return;
        }
        long earliest = Deadline.earlier(snd.deadlineNanos(), controlNanos);
        earliest = Deadline.earlier(earliest, rcv.ackDeadlineNanos());
        earliest = Deadline.earlier(earliest, Timeouts.userTimeoutNanos(this));
        if (earliest == Deadline.NEVER) {
            if (timer != null || !rcv.isActive()) {
                return;
            }
            earliest = Deadline.after(nowNanos, REST_NANOS);
        }
        if (timer == null) {
            timer = new ConnectionTimer();
        }
        if (timer.deadlineNanos() > earliest || !timer.isArmed()) {
            tcp.timers().arm(timer, earliest);
        }
    }

    /**
     * No deadline is left; the receiver still knows the peer's rhythm, until it pauses for long.
     */
    private void rest(long nowNanos) {
        if (nowNanos - rcv.lastDataNanos() < REST_NANOS) {
            rearm(nowNanos);
        } else {
            rcv.rest();
        }
    }

    private final class ConnectionTimer extends Timer {
        @Override
        protected void fire(long nowNanos) {
            Timeouts.fire(TcpConnection.this, nowNanos);
            if (timer == this && !isArmed()) {
                timer = null;
                rest(nowNanos);
            }
        }
    }

    /** What must hold between any two events. */
    boolean isCoherent() {
        assert state == TcpState.CLOSED || Seq.atMost(snd.una, snd.nxt) : "SND.UNA =< SND.NXT";
        assert state != TcpState.CLOSED || !isListed : "a closed connection has no name";
        assert state != TcpState.CLOSED || timer == null : "a closed connection has no timer";
        assert !isSynchronized() || Seq.atMost(rcv.wup, rcv.nxt) : "Last.ACK.sent =< RCV.NXT";
        return true;
    }

    @Override
    public String toString() {
        return localEndpoint() + " > " + remoteEndpoint() + " " + state.word();
    }
}
