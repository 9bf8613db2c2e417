package io.jackfield.socket;

import io.jackfield.file.OpenFile;
import io.jackfield.file.WaitQueue;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Message;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * An open file description of type socket. Every call answers at once: what would have to wait
 * answers -EAGAIN or -EINPROGRESS, and whoever called sleeps and asks again.
 */
public abstract class Socket extends OpenFile {
    private final Protocols host;
    private final int uid;
    private final byte family;
    private final byte type;
    private final byte protocol;

    /**
     * @param uid the effective user of the process that makes it, who owns its ports
     */
    protected Socket(Protocols host, int family, int type, int protocol, int uid) {
        this.host = host;
        this.uid = uid;
        this.family = (byte) family;
        this.type = (byte) type;
        this.protocol = (byte) protocol;
    }

    final Protocols host() {
        return host;
    }

    /** The user who owns the socket, whoever uses it. */
    public final int uid() {
        return uid;
    }

    /** SO_DOMAIN. */
    public final int family() {
        return family;
    }

    /** SO_TYPE. */
    public final int type() {
        return type;
    }

    /** SO_PROTOCOL. */
    public final int protocol() {
        return protocol & 0xff;
    }

    /** bind(2) of a process, which need not be the one that made the socket. */
    public int bind(SocketAddress address, Credentials process, long nowNanos) {
        return bind(address, process.uid() == 0, nowNanos);
    }

    /** bind(2) where all that counts is whether the caller is privileged. */
    public int bind(SocketAddress address, boolean isPrivileged, long nowNanos) {
        return Errno.EOPNOTSUPP.result();
    }

    /** listen(2) of a process. */
    public int listen(int backlog, Credentials process, long nowNanos) {
        return listen(backlog, nowNanos);
    }

    /** listen(2), whoever calls. */
    public int listen(int backlog, long nowNanos) {
        return Errno.EOPNOTSUPP.result();
    }

    /** Whether accept(2) may be called: 0 or -errno. */
    public int mayAccept() {
        return Errno.EOPNOTSUPP.result();
    }

    /** accept(2) for a user: the socket that has waited longest; null if none has. */
    public @Nullable Socket accept(int acceptingUid, long nowNanos) {
        return null;
    }

    /** The peer's name for accept(2), which an accepted socket has even if it was reset since. */
    public void acceptedFrom(SocketAddressBuffer peer) {
        int result = peerName(peer);
        assert result == 0 : "an accepted socket has a peer";
    }

    /** connect(2): 0, -EINPROGRESS if it is under way, or another -errno. */
    public int connect(SocketAddress address, long nowNanos) {
        return Errno.EOPNOTSUPP.result();
    }

    /** What became of a connect that answered -EINPROGRESS, which it answers again until then. */
    public int connected(long nowNanos) {
        return 0;
    }

    /** shutdown(2). */
    public abstract int shutdown(int how, long nowNanos);

    /** getsockname(2). */
    public abstract int name(SocketAddressBuffer name);

    /** getpeername(2). */
    public abstract int peerName(SocketAddressBuffer name);

    /**
     * sendto(2) and sendmsg(2): octets taken, or -errno.
     *
     * @param control control messages, between position and limit; null for none
     */
    public int send(
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            @Nullable ByteBuffer control,
            long nowNanos) {
        return Errno.EOPNOTSUPP.result();
    }

    /** recvfrom(2): octets, with MSG_TRUNC those there were; or -errno. */
    public int receive(
            ByteBuffer to, int flags, @Nullable SocketAddressBuffer from, long nowNanos) {
        return Errno.EOPNOTSUPP.result();
    }

    /**
     * recvmsg(2): as {@link #receive}, with the control messages and the flags that come with what
     * was received; its buffers are the caller's to fill.
     */
    public int receiveMessage(ByteBuffer to, int flags, Message message, long nowNanos) {
        return receive(to, flags, message.from, nowNanos);
    }

    /** Whether MSG_ERRQUEUE means something else than an ordinary receive. */
    public boolean hasErrorQueue() {
        return true;
    }

    /** A call that has sent is over, however often it had to wait; it had sent so many octets. */
    public void callHasSent(int flags, int octets) {}

    /** A call with MSG_PEEK is over: it has seen so many octets. */
    public void callHasPeeked(int octets) {}

    /** recvmsg(2) is over: adds the control messages that tell what is left. */
    public void callHasReceived(Message message) {}

    /**
     * recvmsg(2) with MSG_ERRQUEUE: fills the message in but for its buffers, and the payload, cut
     * off at the room there is, into {@code to}; how many octets, or -EAGAIN.
     */
    public int receiveError(ByteBuffer to, Message message) {
        return Errno.EAGAIN.result();
    }

    /**
     * The error that the next call is to be told, which is taken by that: a positive errno, or 0.
     */
    public int takeSocketError() {
        return 0;
    }

    /** The next call is to be told of an error that this one could not tell. */
    public void leaveError(int errno) {}

    /** setsockopt(2). */
    public abstract int option(
            int level, int name, ByteBuffer value, boolean isPrivileged, long nowNanos);

    /** getsockopt(2): fills the value in. */
    public abstract int readOption(int level, int name, ByteBuffer value, long nowNanos);

    /** SO_RCVTIMEO, 0 for none. */
    public abstract long receiveTimeoutNanos();

    /** SO_SNDTIMEO, 0 for none. */
    public abstract long sendTimeoutNanos();

    /** The fewest octets that end a sleeping receive: SO_RCVLOWAT, at least 1. */
    public int receiveLowWater() {
        return 1;
    }

    /** True if octets wait to be received. */
    public boolean hasUnread() {
        return (readiness() & Readiness.POLLIN) != 0;
    }

    /** True if what is read next is an urgent octet, or comes after one. */
    public boolean isAtMark() {
        return false;
    }

    /** True if a receiver need not wait any more: nothing will be received. */
    public boolean hasEnded() {
        return false;
    }

    /** True if one arrival wakes one receiver, not all (datagrams). */
    public boolean receivesInTurn() {
        return false;
    }

    /**
     * Once released: until when the call that closed the socket sleeps (SO_LINGER, LINUX.md 78),
     * and where; {@link Linger#NONE} if it does not.
     */
    public Linger linger() {
        return Linger.NONE;
    }

    /** The process that closes the socket has ended: nobody is there to linger. */
    public void forgoLinger() {}

    /** Nobody sleeps in close any more. */
    public void lingered(long nowNanos) {}

    /**
     * A close that sleeps.
     *
     * @param queue woken when the connection has ended; null if nobody sleeps
     * @param deadlineNanos when the sleep ends at the latest
     */
    public record Linger(@Nullable WaitQueue queue, long deadlineNanos) {
        /** Nobody sleeps. */
        public static final Linger NONE = new Linger(null, 0);
    }

    @Override
    public final int read(ByteBuffer to, long nowNanos) {
        return receive(to, 0, null, nowNanos);
    }
}
