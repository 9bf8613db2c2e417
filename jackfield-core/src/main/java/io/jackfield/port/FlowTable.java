package io.jackfield.port;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a flow by its four-tuple: a hash table of chains that run through the flows themselves, so
 * that an entry costs its share of the bucket array and one reference. The hash is keyed: a peer
 * who does not know the key cannot fill one chain.
 */
public final class FlowTable {
    private static final int SMALLEST = 16;

    private static final Comparator<Flow> BY_NAME =
            Comparator.comparingInt(Flow::localPort)
                    .thenComparing(Flow::local)
                    .thenComparing(Flow::remote)
                    .thenComparingInt(Flow::remotePort);

    private final long key;
    private @Nullable Flow[] buckets = new @Nullable Flow[SMALLEST];
    private int size;

    /** A table whose hash is keyed with a secret of the host. */
    public FlowTable(long key) {
        this.key = key;
    }

    /** The flow of this four-tuple, or null. */
    public @Nullable Flow find(IpAddress local, int localPort, IpAddress remote, int remotePort) {
        int ports = Flow.pack(localPort, remotePort);
        Flow flow = buckets[hash(local, remote, ports) & (buckets.length - 1)];
        while (flow != null
                && !(flow.ports() == ports && flow.remote().is(remote) && flow.local().is(local))) {
            flow = flow.nextInBucket;
        }
        return flow;
    }

    /** Adds a flow whose four-tuple is not in the table. */
    public void insert(Flow flow) {
        assert find(flow.local(), flow.localPort(), flow.remote(), flow.remotePort()) == null
                : "a four-tuple is unique";
        if (size >= buckets.length + (buckets.length >> 1)) {
            grow();
        }
        link(flow);
        size++;
    }

    /** Takes a flow out; false if it was not there. */
    public boolean remove(Flow flow) {
        int index = index(flow);
        Flow before = null;
        for (Flow at = buckets[index]; at != null; before = at, at = at.nextInBucket) {
            if (at == flow) {
                if (before == null) {
                    buckets[index] = at.nextInBucket;
                } else {
                    before.nextInBucket = at.nextInBucket;
                }
                at.nextInBucket = null;
                size--;
                return true;
            }
        }
        return false;
    }

    /** Puts {@code successor} of the same four-tuple in the place of {@code flow}. */
    public void replace(Flow flow, Flow successor) {
        boolean removed = remove(flow);
        assert removed : "only a flow of the table is replaced";
        insert(successor);
    }

    public int size() {
        return size;
    }

    /** All flows in the order of their names: for snapshots, never for the path of a packet. */
    public List<Flow> sorted() {
        List<Flow> all = new ArrayList<>(size);
        for (Flow first : buckets) {
            for (Flow flow = first; flow != null; flow = flow.nextInBucket) {
                all.add(flow);
            }
        }
        all.sort(BY_NAME);
        return all;
    }

    private void grow() {
        @Nullable Flow[] old = buckets;
        buckets = new @Nullable Flow[old.length * 2];
        for (Flow first : old) {
            Flow flow = first;
            while (flow != null) {
                Flow next = flow.nextInBucket;
                link(flow);
                flow = next;
            }
        }
    }

    private void link(Flow flow) {
        int index = index(flow);
        flow.nextInBucket = buckets[index];
        buckets[index] = flow;
    }

    private int index(Flow flow) {
        return hash(flow.local(), flow.remote(), flow.ports()) & (buckets.length - 1);
    }

    private int hash(IpAddress local, IpAddress remote, int ports) {
        return (int) (FlowHash.of(key, local, remote, ports) >>> 32);
    }
}
