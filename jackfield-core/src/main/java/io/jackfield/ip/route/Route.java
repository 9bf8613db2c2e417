package io.jackfield.ip.route;

import io.jackfield.address.IpAddress;
import io.jackfield.link.NetworkInterface;

import org.jspecify.annotations.Nullable;

/**
 * The answer to "how does a packet get there": interface, next hop and source address. A connection
 * keeps it and asks {@link #isValid()} before each use; when the tables or the interfaces have
 * changed it looks again.
 */
public final class Route {
    private final RouteTable table;
    private final int generation;
    private final RouteKind kind;
    private final IpAddress destination;
    private final IpAddress source;
    private final NetworkInterface nic;
    private final @Nullable IpAddress gateway;
    private IpAddress askedDestination;
    private IpAddress askedSource;
    private int askedIndex;
    private int pathVersion;
    private int pathMtu;

    Route(
            RouteTable table,
            RouteKind kind,
            IpAddress destination,
            IpAddress source,
            NetworkInterface nic,
            @Nullable IpAddress gateway) {
        this.table = table;
        this.generation = table.generation();
        this.kind = kind;
        this.destination = destination;
        this.source = source;
        this.nic = nic;
        this.gateway = gateway;
        this.askedDestination = destination;
        this.askedSource = source;
        this.pathVersion = table.paths().version() - 1;
    }

    /** Notes the question, by which the table's cache knows the answer again. */
    void answersFor(IpAddress toDestination, IpAddress fromSource, int boundIndex) {
        askedDestination = toDestination;
        askedSource = fromSource;
        askedIndex = boundIndex;
    }

    boolean answers(IpAddress toDestination, IpAddress fromSource, int boundIndex) {
        return askedDestination.is(toDestination)
                && askedSource.is(fromSource)
                && askedIndex == boundIndex;
    }

    public RouteKind kind() {
        return kind;
    }

    /** Whom the packet reaches; 127.0.0.1 or ::1 where 0.0.0.0 or :: was asked for. */
    public IpAddress destination() {
        return destination;
    }

    /** The source address: the one asked for, or the one selected. */
    public IpAddress source() {
        return source;
    }

    /** The interface to transmit on: the loopback interface for this host's own addresses. */
    public NetworkInterface nic() {
        return nic;
    }

    public @Nullable IpAddress gateway() {
        return gateway;
    }

    /** Whose link-layer address is needed: the gateway's or the destination's. */
    public IpAddress nextHop() {
        return gateway != null ? gateway : destination;
    }

    public boolean isLocal() {
        return kind == RouteKind.LOCAL;
    }

    /** The octets of the largest packet that gets there, as far as is known now. */
    public int mtu() {
        PathMtus paths = table.paths();
        if (pathVersion != paths.version()) {
            pathVersion = paths.version();
            pathMtu = paths.mtu(destination, Integer.MAX_VALUE);
        }
        return Math.min(nic.mtu(), pathMtu);
    }

    /** Whether the path is narrower than any that DF makes sense on (Linux's min_pmtu). */
    public boolean isMtuLocked() {
        return table.paths().isLocked(destination);
    }

    /** Whether a new look at the tables would answer the same. */
    public boolean isValid() {
        return generation == table.generation() && nic.isUp();
    }

    /** As {@code ip route get} prints it. */
    @Override
    public String toString() {
        return destination
                + (gateway != null ? " via " + gateway : "")
                + " dev "
                + nic.name()
                + " src "
                + source;
    }
}
