package io.jackfield.port;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

/**
 * A pair of endpoints, and the link of a {@link FlowTable}'s chain: what a connection, a connection
 * request and a TIME-WAIT remainder have in common.
 */
public abstract class Flow {
    private IpAddress local = IpAddress.ANY4;
    private IpAddress remote = IpAddress.ANY4;

    /** Local port in the upper half, remote port in the lower. */
    private int ports;

    @Nullable Flow nextInBucket;

    /** Names the flow; not while it stands in a table. */
    protected final void name(IpAddress local, int localPort, IpAddress remote, int remotePort) {
        this.local = local;
        this.remote = remote;
        this.ports = pack(localPort, remotePort);
    }

    public final IpAddress local() {
        return local;
    }

    public final IpAddress remote() {
        return remote;
    }

    public final int localPort() {
        return ports >>> 16;
    }

    public final int remotePort() {
        return ports & 0xffff;
    }

    final int ports() {
        return ports;
    }

    static int pack(int localPort, int remotePort) {
        assert (localPort | remotePort) >>> 16 == 0 : "a port has 16 bits";
        return localPort << 16 | remotePort;
    }
}
