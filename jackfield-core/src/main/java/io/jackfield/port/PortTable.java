package io.jackfield.port;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The local ports of one protocol on one host: who owns them, who may own them beside, and who gets
 * a packet. Guarded by the host's lock.
 *
 * @param <R> what a packet that arrives at a port is handed to
 */
public final class PortTable<R> {
    /** In a lookup: the packet came over no interface in particular. */
    public static final int ANY_INTERFACE = -1;

    private static final int SMALLEST = 16;

    private final BindRule rule;
    private final long key;
    private final EphemeralPorts ephemeral;
    private final FastReuse fast = new FastReuse();
    private @Nullable Binding<R>[] buckets = emptyBuckets(SMALLEST);
    private int size;

    private PortTable(BindRule rule, HostEntropy entropy) {
        this.rule = rule;
        this.key = entropy.secret(Purpose.PORT_SECRET, rule.ordinal());
        this.ephemeral = new EphemeralPorts(entropy);
    }

    /** A table with TCP's rules. */
    public static <R> PortTable<R> forTcp(HostEntropy entropy) {
        return new PortTable<>(BindRule.TCP, entropy);
    }

    /** A table with UDP's rules. */
    public static <R> PortTable<R> forUdp(HostEntropy entropy) {
        return new PortTable<>(BindRule.UDP, entropy);
    }

    /** Owns the port that a program named; 0 or -EADDRINUSE. */
    public int bind(Binding<R> wanted, int port) {
        assert port > 0 && !wanted.isBound() : "an unbound socket and a port that was named";
        if (!mayOwn(wanted, port, false)) {
            return Errno.EADDRINUSE.result();
        }
        wanted.explicit(true);
        insert(wanted, port);
        return 0;
    }

    /**
     * Owns a port that the system chooses for bind (LINUX.md 54, 55); 0 or -EADDRINUSE. Whether the
     * program asked by bind(2) with port 0 or did not ask at all is the caller's business.
     */
    public int bindEphemeral(Binding<R> wanted, PortRange range) {
        assert !wanted.isBound() : "an unbound socket";
        IntPredicate isFree = port -> !conflicts(wanted, port, true);
        int port =
                rule == BindRule.TCP
                        ? ephemeral.forBind(range, wanted.isReuseAddress(), isFree)
                        : ephemeral.forDatagrams(range, isFree);
        if (port == 0) {
            return Errno.EADDRINUSE.result();
        }
        wanted.explicit(true);
        fast.owned(wanted, port, false, first(port) == null);
        insert(wanted, port);
        return 0;
    }

    /**
     * Owns a port that the system chooses for connect (LINUX.md 53, 57): one that no bind owns and
     * whose four-tuple is free. Connections to different peers from one port own it together.
     *
     * @param isFree whether a connection from this local port may be made
     * @return what owns the port, held once more: {@code wanted} or one like it; null if there is
     *     none (EADDRNOTAVAIL)
     */
    public @Nullable Binding<R> bindForConnect(
            Binding<R> wanted,
            IpAddress remote,
            int remotePort,
            PortRange range,
            IntPredicate isFree) {
        assert !wanted.isBound() : "an unbound socket";
        long destination = hash(wanted.address(), 0, remote, remotePort);
        int port =
                ephemeral.forConnect(range, destination, p -> !isOwnedByBind(p) && isFree.test(p));
        if (port == 0) {
            return null;
        }
        wanted.explicit(false);
        for (Binding<R> at = first(port); at != null; at = next(at)) {
            if (at.isLike(wanted) && !at.isReceiving()) {
                at.retain();
                return at;
            }
        }
        insert(wanted, port);
        return wanted;
    }

    /** Whether the owner of a port may listen there now (LINUX.md 39); 0 or -EADDRINUSE. */
    public int mayListen(Binding<R> owner) {
        return mayOwn(owner, owner.port(), true) ? 0 : Errno.EADDRINUSE.result();
    }

    private boolean mayOwn(Binding<R> wanted, int port, boolean listens) {
        boolean isFast = rule == BindRule.TCP && fast.lets(wanted, port, listens);
        if (!isFast && conflicts(wanted, port, false)) {
            return false;
        }
        fast.owned(wanted, port, listens, first(port) == null);
        return true;
    }

    /** From now on arriving packets are handed to the receiver; may join a SO_REUSEPORT group. */
    public void receive(Binding<R> owner, R receiver) {
        assert owner.isBound() && !owner.isReceiving() : "a bound socket that is deaf";
        owner.receiver(receiver);
        if (owner.isReusePort()) {
            joinGroup(owner);
        }
    }

    /** No packets are handed to the owner of the port any more, which it keeps. */
    public void stopReceiving(Binding<R> owner) {
        owner.receiver(null);
        if (owner.group != null) {
            owner.group.remove(owner);
        }
    }

    /**
     * The binding of a connection that this listener accepted at one of its addresses, held once
     * more: the same for all that come there, with the flags that the listener has now.
     */
    public Binding<R> accept(Binding<R> listener, IpAddress local) {
        Binding<R> accepted = listener.likeness();
        accepted.address(local);
        Binding<R> shared = listener.accepted;
        if (shared != null && shared.isBound() && shared.isLike(accepted)) {
            shared.retain();
            return shared;
        }
        insert(accepted, listener.port());
        listener.accepted = accepted;
        return accepted;
    }

    /**
     * A holder's own binding in place of the one it shares, because its flags are about to differ
     * from those of the others; takes the hold over and answers one.
     */
    public Binding<R> own(Binding<R> held) {
        if (held.holders() == 1) {
            return held;
        }
        Binding<R> own = held.likeness();
        insert(own, held.port());
        held.own(held.holders() - 1);
        return own;
    }

    /** One holder less; the last one gives the port up. */
    public void release(Binding<R> owner) {
        assert owner.isBound() : "a port is released once";
        owner.own(owner.holders() - 1);
        if (!owner.isBound()) {
            stopReceiving(owner);
            remove(owner);
        }
    }

    /** Who gets a packet for this four-tuple that arrived at an interface; null if nobody does. */
    public @Nullable R lookup(
            IpAddress local, int localPort, IpAddress remote, int remotePort, int nicIndex) {
        Binding<R> best = null;
        int highest = 0;
        for (Binding<R> at = first(localPort); at != null; at = next(at)) {
            int score = at.score(local, remote, remotePort, nicIndex);
            if (score > highest) {
                best = at;
                highest = score;
            }
        }
        if (best != null && best.group != null && best.remote() == null) {
            long hash = hash(local, localPort, remote, remotePort);
            Binding<R> member = best.group.select((int) (hash >>> 32));
            best = member != null ? member : best;
        }
        return best == null ? null : best.receiver();
    }

    /** Which member of a group the flow's four-tuple picks; null if it has no members. */
    public @Nullable R lookup(ReuseGroup<R> group, Flow flow) {
        long hash = hash(flow.local(), flow.localPort(), flow.remote(), flow.remotePort());
        Binding<R> member = group.select((int) (hash >>> 32));
        return member == null ? null : member.receiver();
    }

    /** Whether a packet to {@code local} from the remote endpoint matches, as for multicast. */
    public boolean matches(
            Binding<R> owner, IpAddress local, IpAddress remote, int remotePort, int nicIndex) {
        return owner.score(local, remote, remotePort, nicIndex) > 0;
    }

    /** The first owner of a port, the one bound last; null if there is none. */
    public @Nullable Binding<R> first(int port) {
        return next(buckets[bucketOf(port)], port);
    }

    /** The next owner of the same port. */
    public @Nullable Binding<R> next(Binding<R> owner) {
        return next(owner.nextInBucket, owner.port());
    }

    private @Nullable Binding<R> next(@Nullable Binding<R> from, int port) {
        Binding<R> at = from;
        while (at != null && at.port() != port) {
            at = at.nextInBucket;
        }
        return at;
    }

    public int size() {
        return size;
    }

    /** All owners in the order of their ports and addresses: for snapshots. */
    public List<Binding<R>> sorted() {
        List<Binding<R>> all = new ArrayList<>(size);
        for (Binding<R> first : buckets) {
            for (Binding<R> at = first; at != null; at = at.nextInBucket) {
                all.add(at);
            }
        }
        all.sort(
                Comparator.<Binding<R>>comparingInt(Binding::port)
                        .thenComparing((one, other) -> one.address().compareTo(other.address())));
        return all;
    }

    private boolean conflicts(Binding<R> wanted, int port, boolean chosen) {
        for (Binding<R> at = first(port); at != null; at = next(at)) {
            if (at != wanted && rule.conflicts(wanted, at, chosen)) {
                return true;
            }
            if (at != wanted && !chosen && rule.settles(wanted, at)) {
                return false;
            }
        }
        return false;
    }

    private boolean isOwnedByBind(int port) {
        for (Binding<R> at = first(port); at != null; at = next(at)) {
            if (at.isExplicit()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Joins those who receive at the same address by SO_REUSEPORT, some of them perhaps only now.
     */
    private void joinGroup(Binding<R> newcomer) {
        for (Binding<R> at = first(newcomer.port()); at != null; at = next(at)) {
            if (at != newcomer && at.isReceiving() && at.isReusePort() && at.isTwinOf(newcomer)) {
                ReuseGroup<R> group = at.group;
                if (group == null) {
                    group = new ReuseGroup<>();
                    group.add(at);
                }
                group.add(newcomer);
                return;
            }
        }
        new ReuseGroup<R>().add(newcomer);
    }

    private void insert(Binding<R> owner, int port) {
        if (size >= buckets.length) {
            grow();
        }
        owner.port(port);
        owner.own(1);
        int bucket = bucketOf(port);
        Binding<R> before = rule.standsLast(owner) ? lastIn(bucket) : null;
        if (before == null) {
            owner.nextInBucket = buckets[bucket];
            buckets[bucket] = owner;
        } else {
            before.nextInBucket = owner;
        }
        size++;
    }

    private @Nullable Binding<R> lastIn(int bucket) {
        Binding<R> last = null;
        for (Binding<R> at = buckets[bucket]; at != null; at = at.nextInBucket) {
            last = at;
        }
        return last;
    }

    /**
     * A socket that a thread was inside of when its host crashed comes here late: the table in
     * which it owned a port has gone by then.
     */
    private void remove(Binding<R> owner) {
        int bucket = bucketOf(owner.port());
        Binding<R> at = buckets[bucket];
        if (at == owner) {
            buckets[bucket] = owner.nextInBucket;
        } else {
            while (at != null && at.nextInBucket != owner) {
                at = at.nextInBucket;
            }
            if (at == null) {
                return;
            }
            at.nextInBucket = owner.nextInBucket;
        }
        if (first(owner.port()) == null) {
            fast.forget(owner.port());
        }
        owner.nextInBucket = null;
        owner.port(0);
        size--;
    }

    /** Twice the buckets, every chain in its old order: the order of binding decides in lookup. */
    private void grow() {
        @Nullable Binding<R>[] old = buckets;
        buckets = emptyBuckets(old.length * 2);
        @Nullable Binding<R>[] tails = emptyBuckets(buckets.length);
        for (Binding<R> first : old) {
            Binding<R> at = first;
            while (at != null) {
                Binding<R> next = at.nextInBucket;
                at.nextInBucket = null;
                int bucket = bucketOf(at.port());
                Binding<R> tail = tails[bucket];
                if (tail == null) {
                    buckets[bucket] = at;
                } else {
                    tail.nextInBucket = at;
                }
                tails[bucket] = at;
                at = next;
            }
        }
    }

    private int bucketOf(int port) {
        return port & buckets.length - 1;
    }

    private long hash(IpAddress local, int localPort, IpAddress remote, int remotePort) {
        return FlowHash.of(key, local, remote, Flow.pack(localPort, remotePort));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <R> @Nullable Binding<R>[] emptyBuckets(int count) {
        return new Binding[count];
    }
}
