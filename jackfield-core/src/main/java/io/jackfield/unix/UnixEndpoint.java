package io.jackfield.unix;

import io.jackfield.file.OpenFile;
import io.jackfield.file.WaitEntry;
import io.jackfield.file.WaitQueue;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** One end: a name, a peer, what waits to be received, the memory of what was sent. */
public final class UnixEndpoint extends UnixOptions {
    static final int RECEIVE_SHUT = 1;
    static final int SEND_SHUT = 2;
    static final int BOTH_SHUT = RECEIVE_SHUT | SEND_SHUT;

    /** The events of an arrival, as Linux tells them. */
    static final int READABLE =
            Readiness.POLLIN | Readiness.POLLPRI | Readiness.POLLRDNORM | Readiness.POLLRDBAND;

    static final int WRITABLE = Readiness.POLLOUT | Readiness.POLLWRNORM | Readiness.POLLWRBAND;

    /** Of whom nothing is known. */
    private static final Credentials NOBODY = new Credentials(0, -1, -1);

    /** How far it is from closed to connected. */
    enum State {
        UNCONNECTED,
        LISTENING,
        CONNECTED
    }

    final Unix unix;
    final MessageQueue queue = new MessageQueue();
    private final byte type;
    private final int inode;

    /** Null before accept, and once it is closed. */
    @Nullable UnixUser user;

    State state = State.UNCONNECTED;
    private @Nullable SocketAddress name;
    private SocketPaths.@Nullable Node node;

    /** Whom it is connected to, who may be closed. */
    @Nullable UnixEndpoint peer;

    Credentials peerCredentials = NOBODY;

    /** Where it waits for accept; null if it does not. */
    @Nullable UnixEndpoint listener;

    /** Those that wait for accept; null unless it has listened. */
    @Nullable ArrayDeque<UnixEndpoint> arrivals;

    /** Who waits for room in this endpoint's queue; null while nobody has. */
    private @Nullable WaitQueue senders;

    private @Nullable PeerWait peerWait;

    /** The message of one octet that is out of band. */
    @Nullable UnixMessage urgent;

    int shut;
    int error;
    boolean isReleased;
    int sendBuffer;

    /**
     * How many may wait, but for one: connections, or datagrams of those it is not connected to.
     */
    int backlog;

    /** Memory of what it has sent that was not received yet. */
    private int allocated;

    /** Octets of a stream that wait, and urgent ones that were passed over, as Linux counts. */
    int unread;

    /** Messages that carry it, in all queues. */
    int inFlight;

    UnixEndpoint(Unix unix, int type, int inode, int sendBuffer, int backlog) {
        this.unix = unix;
        this.type = (byte) type;
        this.inode = inode;
        this.sendBuffer = sendBuffer;
        this.backlog = backlog;
    }

    /** Wakes a sender that is connected to an endpoint whose queue was full. */
    private final class PeerWait extends WaitEntry {
        PeerWait() {
            super(false);
        }

        @Override
        protected boolean wake(int readiness) {
            leaveQueue();
            tell(WRITABLE);
            return true;
        }
    }

    public int type() {
        return type;
    }

    /** Its number among all sockets of AF_UNIX of the host. */
    public int inode() {
        return inode;
    }

    /** It is an open file now. */
    public void user(UnixUser opened) {
        user = opened;
    }

    /** What it was bound to; null if it was not. */
    public @Nullable SocketAddress name() {
        return name;
    }

    void named(SocketAddress bound, SocketPaths.@Nullable Node at) {
        name = bound;
        node = at;
    }

    /** Takes the name of the listener over that it was made by. */
    void namedAs(UnixEndpoint listener) {
        name = listener.name;
    }

    /** It is closed: whoever finds its path finds nobody. */
    void leaveNode() {
        if (node != null) {
            node.socket = null;
            node = null;
        }
    }

    public @Nullable UnixEndpoint peer() {
        return peer;
    }

    /** SO_PEERCRED. */
    public Credentials peerCredentials() {
        return peerCredentials;
    }

    public boolean isListening() {
        return state == State.LISTENING;
    }

    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** Whether it is of a type that is connected before it is used. */
    boolean isConnecting() {
        return type != Family.SOCK_DGRAM;
    }

    public boolean isReceiveShut() {
        return (shut & RECEIVE_SHUT) != 0;
    }

    /** The pending error, which is taken by that: a positive errno, or 0. */
    public int takeError() {
        int taken = error;
        error = 0;
        return taken;
    }

    public int sendBuffer() {
        return sendBuffer;
    }

    public void sendBuffer(int octets) {
        sendBuffer = octets;
        tell(WRITABLE);
    }

    /** SIOCOUTQ: memory of what was sent and not received yet. */
    public int allocated() {
        return allocated;
    }

    /** SIOCINQ: octets that wait, of a datagram socket those of the first one; or -EINVAL. */
    public int readable() {
        if (isListening()) {
            return Errno.EINVAL.result();
        }
        if (type == Family.SOCK_STREAM) {
            return unread;
        }
        UnixMessage first = queue.first();
        return type == Family.SOCK_SEQPACKET ? queue.octets() : first == null ? 0 : first.length();
    }

    /** How many messages or connections wait. */
    public int waiting() {
        return arrivals != null ? arrivals.size() : queue.size();
    }

    public int backlog() {
        return backlog;
    }

    /* Memory, and who waits for it. */

    /** Whether it may send something now: 0 or -errno; a pending error is taken by that. */
    int mayAllocate() {
        if (error != 0) {
            return -takeError();
        }
        if ((shut & SEND_SHUT) != 0) {
            return Errno.EPIPE.result();
        }
        return hasRoom() ? 0 : Errno.EAGAIN.result();
    }

    /** Whether what it has sent leaves room in its own buffer. */
    boolean hasRoom() {
        return allocated < sendBuffer;
    }

    void allocate(int octets) {
        allocated += octets;
    }

    /** A message was received or lost; Linux tells the sender when three quarters are free. */
    void free(UnixMessage message) {
        allocated -= message.trueSize;
        unix.payloads.release(message.payload());
        freeUnsent();
    }

    /** A message was made and goes nowhere: its memory is free again, as that of one received. */
    void freeUnsent() {
        if (!isListening() && (allocated + 2) * 4L <= sendBuffer) {
            tell(WRITABLE);
        }
    }

    private boolean isWritable() {
        return !isListening() && (allocated + 1) * 4L <= sendBuffer;
    }

    /** Whether nobody more may queue here. */
    boolean isFull() {
        return waiting() > backlog;
    }

    /** Those who sleep until there is room in this queue. */
    WaitQueue senders() {
        WaitQueue waiting = senders;
        if (waiting == null) {
            waiting = new WaitQueue();
            senders = waiting;
        }
        return waiting;
    }

    void wakeSenders() {
        if (senders != null) {
            senders.wake(WRITABLE);
        }
    }

    void wakeAllSenders() {
        if (senders != null) {
            senders.wakeAll(~0);
        }
    }

    /** Is told when the queue of its peer, which is full, has room. */
    void waitForPeer(UnixEndpoint full) {
        PeerWait wait = peerWait;
        if (wait == null) {
            wait = new PeerWait();
            peerWait = wait;
        }
        if (!wait.isQueued()) {
            full.senders().add(wait);
        }
    }

    /** Waits no more for its peer; true if it did. */
    boolean forgetPeer() {
        boolean waits = peerWait != null && peerWait.isQueued();
        if (waits && peerWait != null) {
            peerWait.leaveQueue();
        }
        return waits;
    }

    /** Whether its peer takes nothing more: then it will be told. */
    private boolean isHeldUp() {
        UnixEndpoint to = peer;
        if (to == null || to.peer == this || to.isReleased || !to.isFull()) {
            return false;
        }
        waitForPeer(to);
        return true;
    }

    void tell(int events) {
        if (user != null) {
            user.happened(events);
        }
    }

    void tellAll() {
        if (user != null) {
            user.changed();
        }
    }

    /** What a poll would find. */
    public int readiness() {
        int ready = error != 0 ? Readiness.POLLERR : 0;
        ready |= shut == BOTH_SHUT ? Readiness.POLLHUP : 0;
        ready |= isReceiveShut() ? Readiness.POLLRDHUP : 0;
        boolean isReadable = isReceiveShut() || waiting() > 0;
        ready |= isReadable ? Readiness.POLLIN | Readiness.POLLRDNORM : 0;
        ready |= urgent != null ? Readiness.POLLPRI : 0;
        ready |= isConnecting() && state == State.UNCONNECTED ? Readiness.POLLHUP : 0;
        return ready | (isWritable() && !isHeldUp() ? WRITABLE : 0);
    }

    /** SIOCATMARK: 1 or 0; -EOPNOTSUPP if it is no stream. */
    public int mark() {
        if (type != Family.SOCK_STREAM) {
            return Errno.EOPNOTSUPP.result();
        }
        return OutOfBand.isAtMark(this) ? 1 : 0;
    }

    /* On their way. */

    /** Whether only messages refer to it. */
    boolean isHeldByMessagesOnly() {
        return user != null && user.references() == inFlight;
    }

    /** The files of all messages that wait here, or at those that wait for accept. */
    void forEachRight(Consumer<OpenFile> action) {
        for (UnixMessage at = queue.first(); at != null; at = at.next) {
            if (at.rights != null) {
                at.rights.files().forEach(action);
            }
        }
        if (arrivals != null) {
            arrivals.forEach(arrival -> arrival.forEachRight(action));
        }
    }

    /** Loses all messages, but for what they carry. */
    void loseMessages(Consumer<Rights> carried) {
        for (UnixMessage at = queue.first(); at != null; at = queue.first()) {
            if (at.rights != null) {
                carried.accept(at.rights);
                at.rights = null;
            }
            ReceiveCall.discard(this, at);
        }
        if (arrivals != null) {
            arrivals.forEach(arrival -> arrival.loseMessages(carried));
        }
    }
}
