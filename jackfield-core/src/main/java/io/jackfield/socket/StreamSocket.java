package io.jackfield.socket;

import io.jackfield.file.WaitQueue;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.ControlMessages;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;
import io.jackfield.tcp.CloseCall;
import io.jackfield.tcp.ListenerUser;
import io.jackfield.tcp.OpenCall;
import io.jackfield.tcp.ReceiveCall;
import io.jackfield.tcp.SendCall;
import io.jackfield.tcp.StatusCall;
import io.jackfield.tcp.TcpConnection;
import io.jackfield.tcp.TcpListener;
import io.jackfield.tcp.ZeroCopies;
import io.jackfield.tcp.receive.Taking;
import io.jackfield.tcp.send.Loan;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** A socket of SOCK_STREAM: TCP. It is fresh, or a connection's user, or a listener's. */
public final class StreamSocket extends StreamConnecting implements ListenerUser {
    private static final int FRESH =
            Readiness.POLLOUT | Readiness.POLLWRNORM | Readiness.POLLHUP; // LINUX.md 63

    private static final int READABLE = Readiness.POLLIN | Readiness.POLLRDNORM;

    private static final long SECOND = 1_000_000_000;

    private static final SocketAddress NO_ADDRESS = SocketAddress.ofOctets(new byte[0]);

    /** The event, none of poll's, that the writer before has ended its turn. */
    public static final int TURN = 1 << 20;

    private boolean isExiting;
    private boolean hasWriter;

    private Linger linger = Linger.NONE;

    StreamSocket(Protocols host, int family, int uid) {
        super(host, family, uid);
    }

    /** The socket of an accepted connection (LINUX.md 23). */
    private StreamSocket(StreamSocket listening, TcpConnection accepted, int uid) {
        super(listening.host(), listening.family(), uid);
        inherit(listening);
        connection = accepted;
        accepted.user(this);
        if (is(ADDRESS_NAMED)) {
            namedAddress = accepted.local(); // which AF_UNSPEC leaves it
        }
        flag(PORT_NAMED, false);
        isAccepted();
    }

    @Override
    public int listen(int backlog, long nowNanos) {
        if (connection != null) {
            return Errno.EINVAL.result();
        }
        if (listener != null) {
            return OpenCall.listen(listener, backlog);
        }
        if (binding == null) {
            int result = own(namedAddress, 0); // LINUX.md 6
            if (result < 0) {
                return result;
            }
        }
        TcpListener made = tcp().createListener(this, holdOf(binding), tcpOptions());
        int result = OpenCall.listen(made, backlog);
        if (result == 0) {
            listener = made;
        }
        return result;
    }

    @Override
    public int mayAccept() {
        return listener == null ? Errno.EINVAL.result() : 0;
    }

    @Override
    public @Nullable Socket accept(int acceptingUid, long nowNanos) {
        TcpConnection accepted = listener == null ? null : listener.accept();
        return accepted == null ? null : new StreamSocket(this, accepted, acceptingUid);
    }

    @Override
    public int shutdown(int how, long nowNanos) {
        if (listener != null) {
            if (how != Family.SHUT_WR) {
                stopListening(nowNanos); // LINUX.md 20
                wakeAll(readiness() | Readiness.POLLHUP | Readiness.POLLIN);
            }
            return 0;
        }
        if (connection != null && connection.state() == TcpState.SYN_SENT) {
            disconnect(nowNanos); // Linux: in either direction, and the socket is as before connect
            return 0;
        }
        if (connection != null) {
            settle(connection);
            return CloseCall.shutdown(connection, how, nowNanos);
        }
        shutBefore(how); // Linux refuses, and yet it is shut
        wakeAll(readiness());
        return Errno.ENOTCONN.result();
    }

    @Override
    public int send(
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            @Nullable ByteBuffer control,
            long nowNanos) {
        boolean isOpen = connection != null && !isSendShut(); // else it is that which is wrong
        int wrong = isOpen && control != null ? SentControl.refuses(control) : 0;
        if (wrong < 0) {
            return wrong;
        }
        if ((flags & (MessageFlags.MSG_FASTOPEN | MessageFlags.MSG_DONTROUTE)) != 0) {
            return Errno.EOPNOTSUPP.result();
        }
        if (connection != null && !isSendShut()) {
            return SendCall.send(connection, data, flags, nowNanos);
        }
        int error =
                connection != null ? StatusCall.takeSocketError(connection) : takePendingError();
        return error != 0 ? -error : Errno.EPIPE.result();
    }

    @Override
    public int receive(
            ByteBuffer to, int flags, @Nullable SocketAddressBuffer from, long nowNanos) {
        if (from != null) {
            from.set(NO_ADDRESS);
        }
        if ((flags & MessageFlags.MSG_OOB) != 0 && connection == null) {
            return (listener == null ? Errno.EINVAL : Errno.ENOTCONN).result();
        }
        if (connection != null) {
            boolean isPeek = (flags & MessageFlags.MSG_PEEK) != 0;
            int ahead = isPeek ? Math.max(options().peekOffset, 0) : 0;
            int count = ReceiveCall.receive(connection, to, flags, ahead, nowNanos);
            if (!isPeek) {
                hasRead(count);
            }
            return isReceiveShut() && count == Errno.EAGAIN.result() ? 0 : count;
        }
        int error = listener != null ? 0 : takePendingError();
        if (error != 0) {
            return -error;
        }
        return isReceiveShut() && listener == null ? 0 : Errno.ENOTCONN.result();
    }

    /**
     * Takes out many octets, which the user moves without the host's lock before {@link #taken};
     * null if there are not many.
     */
    public @Nullable Taking take(int wanted) {
        return connection == null ? null : ReceiveCall.take(connection, wanted);
    }

    public void taken(Taking taking, long nowNanos) {
        hasRead(taking.octets());
        if (connection != null) {
            ReceiveCall.taken(connection, taking, nowNanos);
        }
    }

    /**
     * Lends room to a writer of many octets, who fills it without the host's lock before {@link
     * #send(Loan, int, long)}; null if there is not that much room.
     */
    public @Nullable Loan lend(int wanted) {
        return connection == null || isSendShut() ? null : SendCall.lend(connection, wanted);
    }

    /** Sends what was lent; octets taken, or -errno if there is no connection any more. */
    public int send(Loan loan, int flags, long nowNanos) {
        if (connection == null) {
            loan.giveBack();
            return Errno.EPIPE.result();
        }
        return SendCall.send(connection, loan, flags, nowNanos);
    }

    /** A writer of many octets keeps others out until it has to sleep. */
    public void beginTurn() {
        assert !hasWriter;
        hasWriter = true;
    }

    public void endTurn() {
        hasWriter = false;
        wake(TURN);
    }

    public boolean hasWriter() {
        return hasWriter;
    }

    @Override
    public void callHasSent(int flags, int octets) {
        boolean isMeant = (flags & MessageFlags.MSG_ZEROCOPY) != 0 && tcpOptions().zeroCopy();
        if (isMeant && octets > 0 && connection != null) {
            SendCall.sentWithoutCopy(connection);
        }
    }

    @Override
    public void callHasPeeked(int octets) {
        if (options().peekOffset >= 0) {
            options().peekOffset += octets;
        }
    }

    /** What was read lies ahead no more. */
    private void hasRead(int octets) {
        if (options().peekOffset > 0 && octets > 0) {
            options().peekOffset = Math.max(options().peekOffset - octets, 0);
        }
    }

    @Override
    public void callHasReceived(Message message) {
        if (connection != null && tcpOptions().inquiry()) {
            ByteBuffer left = Values.ofInt(StatusCall.inquiry(connection));
            message.flags |=
                    ControlMessages.deliver(
                            message.control, Option.SOL_TCP, Option.TCP_CM_INQ, left);
        }
    }

    @Override
    public int receiveError(ByteBuffer to, Message message) {
        ZeroCopies.Range over = connection == null ? null : SendCall.takeNews(connection);
        if (over == null) {
            return Errno.EAGAIN.result();
        }
        message.flags = MessageFlags.MSG_ERRQUEUE;
        ExtendedError.fillCopied(message, over.low(), over.high(), isV6());
        return 0;
    }

    @Override
    public boolean isByteStream() {
        return true;
    }

    @Override
    public boolean hasUnread() {
        return connection != null && StatusCall.readable(connection) > 0;
    }

    @Override
    public boolean isAtMark() {
        return connection != null && StatusCall.isAtMark(connection);
    }

    @Override
    public int readiness() {
        if (connection != null) {
            int ready = StatusCall.readiness(connection);
            boolean isTooLittle =
                    StatusCall.readable(connection) < receiveLowWater()
                            && (ready & (Readiness.POLLRDHUP | Readiness.POLLHUP)) == 0;
            return shut(isTooLittle ? ready & ~READABLE : ready);
        }
        if (listener != null) {
            return listener.waiting() > 0 ? READABLE : 0;
        }
        int ready = pendingError != 0 ? FRESH | Readiness.POLLERR : FRESH;
        return shut(ready);
    }

    /** Adds what a shutdown before any connection makes ready. */
    private int shut(int ready) {
        int more = isReceiveShut() ? READABLE | Readiness.POLLRDHUP : 0;
        more |= isSendShut() ? Readiness.POLLOUT | Readiness.POLLWRNORM : 0;
        more |= isReceiveShut() && isSendShut() ? Readiness.POLLHUP : 0;
        return ready | more;
    }

    @Override
    public void notify(TcpConnection of, int readiness) {
        int events = readiness;
        events |= (readiness & Readiness.POLLIN) != 0 ? Readiness.POLLRDNORM : 0;
        events |= (readiness & Readiness.POLLOUT) != 0 ? Readiness.POLLWRNORM : 0;
        if ((readiness & (Readiness.POLLHUP | Readiness.POLLERR)) != 0) {
            wakeAll(events);
        } else {
            wake(events);
        }
        if (linger.queue() != null && !CloseCall.isUnfinished(of)) {
            linger.queue().wakeAll(events);
        }
    }

    @Override
    public void acceptable(TcpListener of) {
        wake(READABLE);
    }

    @Override
    public void forgoLinger() {
        isExiting = true;
    }

    @Override
    public Linger linger() {
        return linger;
    }

    @Override
    protected void released(long nowNanos) {
        if (listener != null) {
            CloseCall.close(listener, nowNanos);
            listener = null;
        }
        TcpConnection closing = connection;
        if (closing != null) {
            int seconds = options().lingerSeconds;
            CloseCall.begin(closing, seconds == 0, nowNanos);
            if (seconds > 0 && !isExiting && CloseCall.isUnfinished(closing)) {
                long deadline = Deadline.after(nowNanos, seconds * SECOND);
                linger = new Linger(new WaitQueue(), deadline);
            } else {
                CloseCall.orphan(closing, nowNanos);
            }
        }
        if (binding != null) {
            tcp().ports().release(binding);
            binding = null;
        }
    }

    @Override
    public void lingered(long nowNanos) {
        linger = Linger.NONE;
        if (connection != null) {
            CloseCall.orphan(connection, nowNanos);
        }
    }
}
