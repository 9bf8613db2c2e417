package io.jackfield.port;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

/**
 * Ownership of a local address and port by a socket, and after it by its connection or its
 * TIME-WAIT remainder. The reuse flags are read whenever somebody else wants the port, so they may
 * change while it is owned (LINUX.md 40, 42).
 *
 * @param <R> what a packet that arrives at the port is handed to
 */
public final class Binding<R> {
    static final int REUSE_ADDRESS = 1;
    static final int REUSE_PORT = 2;
    static final int V6_ONLY = 4;

    /** Chosen by bind, and by no means by connect: such a port is never given out again. */
    static final int EXPLICIT = 8;

    static final int V6_SOCKET = 16;

    private IpAddress address;
    private int port;
    private final int uid;
    private int boundIndex;
    private byte flags;

    /** Sockets, connections and remainders that own the port through this object. */
    private int holders;

    /** How many of the holders are TIME-WAIT remainders. */
    private int timeWaits;

    private @Nullable IpAddress remote;
    private char remotePort;

    private @Nullable R receiver;
    @Nullable ReuseGroup<R> group;
    @Nullable Binding<R> nextInBucket;

    /** What connections accepted by this listener own the port through; made for the first one. */
    @Nullable Binding<R> accepted;

    /** A binding to {@code address}, which may be any; owned by nobody yet. */
    public Binding(IpAddress address, int uid) {
        this.address = address;
        this.uid = uid;
    }

    public IpAddress address() {
        return address;
    }

    /** Names the local address anew, as connect does for a socket that was bound to any. */
    public void address(IpAddress local) {
        address = local;
    }

    /** The port owned, 0 while none is. */
    public int port() {
        return port;
    }

    void port(int owned) {
        port = owned;
    }

    public boolean isBound() {
        return holders > 0;
    }

    /** The effective user of the socket's owner. */
    public int uid() {
        return uid;
    }

    /** The interface of SO_BINDTODEVICE, 0 for any. */
    public int boundIndex() {
        return boundIndex;
    }

    public void boundIndex(int index) {
        boundIndex = index;
    }

    public boolean isReuseAddress() {
        return has(REUSE_ADDRESS);
    }

    public boolean isReusePort() {
        return has(REUSE_PORT);
    }

    public boolean isV6Only() {
        return has(V6_ONLY);
    }

    boolean isExplicit() {
        return has(EXPLICIT);
    }

    public void reuseAddress(boolean on) {
        set(REUSE_ADDRESS, on);
    }

    public void reusePort(boolean on) {
        set(REUSE_PORT, on);
    }

    public void v6Only(boolean on) {
        set(V6_ONLY, on);
    }

    /** The socket is of AF_INET6, whatever its address is. */
    public void v6Socket(boolean is) {
        set(V6_SOCKET, is);
    }

    boolean isV6Socket() {
        return has(V6_SOCKET);
    }

    void explicit(boolean on) {
        set(EXPLICIT, on);
    }

    /** The peer of a connected datagram socket; null and 0 for any. */
    public void remote(@Nullable IpAddress address, int port) {
        remote = address;
        remotePort = (char) port;
    }

    @Nullable IpAddress remote() {
        return remote;
    }

    int remotePort() {
        return remotePort;
    }

    /** What arriving packets are handed to; null while none are taken. */
    public @Nullable R receiver() {
        return receiver;
    }

    /** True if packets are taken: the socket listens, or is a datagram socket. */
    boolean isReceiving() {
        return receiver != null;
    }

    void receiver(@Nullable R taker) {
        receiver = taker;
    }

    /** Those who receive at the same address by SO_REUSEPORT; null without the option. */
    public @Nullable ReuseGroup<R> group() {
        return group;
    }

    /** One more socket or connection owns the port through this object. */
    public void retain() {
        assert holders > 0 : "only an owned port is shared";
        holders++;
    }

    /** A holder has become a TIME-WAIT remainder. */
    public void enterTimeWait() {
        timeWaits++;
        assert timeWaits <= holders : "a remainder is a holder";
    }

    /** A TIME-WAIT remainder has been taken over by a new connection, or ends. */
    public void leaveTimeWait() {
        timeWaits--;
        assert timeWaits >= 0 : "a remainder ends once";
    }

    void own(int holders) {
        this.holders = holders;
    }

    int holders() {
        return holders;
    }

    /** True if nothing but TIME-WAIT remainders owns the port through this object. */
    boolean isOnlyTimeWait() {
        return holders == timeWaits;
    }

    /** True if address, owner and flags are the same as another's. */
    boolean isLike(Binding<R> other) {
        return flags == other.flags && isTwinOf(other);
    }

    /** True if the same packets match and the same user owns it: SO_REUSEPORT may group the two. */
    boolean isTwinOf(Binding<R> other) {
        return uid == other.uid
                && boundIndex == other.boundIndex
                && isV6Only() == other.isV6Only()
                && address.is(other.address);
    }

    /** A binding with the same address, owner and flags, owned by nobody yet. */
    Binding<R> likeness() {
        Binding<R> like = new Binding<>(address, uid);
        like.port = port;
        like.boundIndex = boundIndex;
        like.flags = flags;
        return like;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private void set(int flag, boolean on) {
        flags = (byte) (on ? flags | flag : flags & ~flag);
    }

    /**
     * LINUX.md 46, 50, 51: connected before specific before any; among equals the one bound last,
     * which stands first. 0 if the packet does not match.
     */
    int score(IpAddress local, IpAddress to, int toPort, int nicIndex) {
        if (!isReceiving()) {
            return 0;
        }
        int score = 1;
        if (!address.isAny()) {
            if (!address.is(local)) {
                return 0;
            }
            score += 16;
        } else if (local.isV4() ? !address.isV4() && isV6Only() : address.isV4()) {
            return 0;
        }
        score += local.isV4() && isV6Socket() ? 0 : 1;
        if (remote != null) {
            if (!remote.is(to)) {
                return 0;
            }
            score += 4;
        }
        if (remotePort != 0) { // connected to port 0 it takes from any
            if (remotePort != toPort) {
                return 0;
            }
            score += 4;
        }
        if (boundIndex != 0) {
            if (boundIndex != nicIndex && nicIndex != PortTable.ANY_INTERFACE) {
                return 0;
            }
            score += 2;
        }
        return score;
    }

    @Override
    public String toString() {
        return (address.isV4() ? address.toString() : "[" + address + "]") + ":" + port;
    }
}
