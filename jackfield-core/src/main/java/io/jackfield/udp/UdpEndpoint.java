package io.jackfield.udp;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.Route;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Datagram;
import io.jackfield.port.Binding;
import io.jackfield.posix.Readiness;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** One end of datagram traffic: a local name, perhaps a peer, a receive queue, a pending error. */
public final class UdpEndpoint {
    /** Linux bounds the memory of queued errors by SO_RCVBUF; here it is their number. */
    private static final int MOST_ERRORS = 256;

    private static final int HAS_DATA = Readiness.POLLIN | Readiness.POLLRDNORM;

    private final UdpUser user;
    private final UdpOptions options;
    private final Binding<UdpEndpoint> binding;
    private final ReceiveQueue queue = new ReceiveQueue();
    private @Nullable IpAddress remote;
    private int remotePort;
    private int dropped;

    /** Looked at without the host's lock too. */
    private volatile int error;

    private boolean isAddressNamed;
    private boolean isNameForeign;
    private @Nullable ArrayDeque<QueuedError> errors;
    private @Nullable Route route;

    /** Groups joined; null while there is none. */
    private @Nullable List<Membership> memberships;

    UdpEndpoint(UdpUser user, UdpOptions options, Binding<UdpEndpoint> binding) {
        this.user = user;
        this.options = options;
        this.binding = binding;
    }

    public UdpOptions options() {
        return options;
    }

    /** The hold on the local port; its address is the local address. */
    public Binding<UdpEndpoint> binding() {
        return binding;
    }

    public @Nullable IpAddress remote() {
        return remote;
    }

    public int remotePort() {
        return remotePort;
    }

    public boolean isConnected() {
        return remote != null;
    }

    /** Whether the program named the local address, or it came with a peer. */
    public void addressNamed(boolean named) {
        isAddressNamed = named;
    }

    boolean isAddressNamed() {
        return isAddressNamed;
    }

    void peer(@Nullable IpAddress address, int port) {
        remote = address;
        remotePort = port;
        route = null;
        binding.remote(address, port);
    }

    /** The way to the peer, kept while it is valid. */
    @Nullable Route route() {
        Route kept = route;
        return kept != null && kept.isValid() ? kept : null;
    }

    void route(Route found) {
        route = found;
    }

    /** An option has changed that decides about the way. */
    public void forgetRoute() {
        route = null;
    }

    /** The socket may not send from its name: IP_FREEBIND without IP_TRANSPARENT. */
    public void nameForeign(boolean isForeign) {
        isNameForeign = isForeign;
    }

    boolean isNameForeign() {
        return isNameForeign;
    }

    /** The pending error, which is taken by that: a positive errno, or 0 (LINUX.md 90). */
    public int takeError() {
        int taken = error;
        if (taken != 0) {
            error = 0;
        }
        return taken;
    }

    public boolean hasError() {
        return error != 0;
    }

    /** The next call is told. */
    public void error(int errno) {
        error = errno;
        user.notify(this, Readiness.POLLERR);
    }

    /** Queues an error with its circumstances, for who asked for that. */
    void queueError(QueuedError queued) {
        ArrayDeque<QueuedError> queue = errors;
        if (queue == null) {
            queue = new ArrayDeque<>(2);
            errors = queue;
        }
        if (queue.size() < MOST_ERRORS) {
            queue.add(queued);
        }
    }

    public boolean hasQueuedErrors() {
        return errors != null && !errors.isEmpty();
    }

    /** The oldest queued error; the pending one becomes that of the next, or none (Linux). */
    public @Nullable QueuedError takeQueuedError() {
        QueuedError taken = errors == null ? null : errors.poll();
        if (errors != null && taken != null) {
            QueuedError next = errors.peek();
            error = next == null || next.origin() == QueuedError.LOCAL ? 0 : next.errno();
        }
        return taken;
    }

    public void forgetQueuedErrors() {
        errors = null;
    }

    /** Puts a datagram in the queue, which owns it then; false if it has no room. */
    boolean queue(Datagram datagram) {
        boolean taken = queue.add(datagram, options.receiveBuffer());
        if (taken) {
            user.notify(this, HAS_DATA);
        } else {
            dropped++;
        }
        return taken;
    }

    /** How many datagrams there was no room for (SO_RXQ_OVFL). */
    int dropped() {
        return dropped;
    }

    /** Takes the datagram off to be received next; the caller owns it. Null if there is none. */
    public @Nullable Datagram take() {
        return queue.take();
    }

    /** As {@link #take}, without the host's lock; null also where only that can tell. */
    public @Nullable Datagram takeReady() {
        return queue.takeReady();
    }

    /** A copy of the datagram to be received next, which the caller owns; null if there is none. */
    public @Nullable Datagram peek() {
        return queue.peek();
    }

    public boolean hasData() {
        return !queue.isEmpty();
    }

    /** Memory counted against SO_RCVBUF. */
    public int allocated() {
        return queue.allocated();
    }

    void release() {
        queue.release();
    }

    List<Membership> memberships() {
        List<Membership> joined = memberships;
        return joined == null ? List.of() : joined;
    }

    /** Its membership in a group; null if it has not joined. */
    @Nullable Membership membership(NetworkInterface nic, IpAddress group) {
        for (Membership joined : memberships()) {
            if (joined.is(nic, group)) {
                return joined;
            }
        }
        return null;
    }

    void join(Membership membership) {
        List<Membership> joined = memberships;
        if (joined == null) {
            joined = new ArrayList<>(1);
            memberships = joined;
        }
        joined.add(membership);
    }

    void leave(Membership membership) {
        if (memberships != null) {
            memberships.remove(membership);
        }
    }

    /**
     * Whether packets from a source to the group over the interface are for this endpoint: its own
     * membership decides, and without one IP_MULTICAST_ALL (LINUX.md 52).
     */
    public boolean hears(IpAddress source, IpAddress group, NetworkInterface in) {
        Membership joined = membership(in, group);
        return joined == null ? options.isMulticastAll(group.isV4()) : joined.hears(source);
    }
}
