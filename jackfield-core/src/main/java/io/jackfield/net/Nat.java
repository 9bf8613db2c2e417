package io.jackfield.net;

import io.jackfield.address.Endpoint;
import io.jackfield.host.Host;
import io.jackfield.ip.filter.Dependence;
import io.jackfield.ip.filter.Translator;
import io.jackfield.process.Kernel;
import io.jackfield.time.Durations;

/**
 * Address translation on a router, with the names that people use for RFC 4787's behaviours: {@code
 * Nat.symmetric(router, cableToTheInternet)}. The IPv4 hosts behind it are seen outside by the
 * router's address, and are not reached from there but by what they opened, or {@link #forward}.
 */
public final class Nat implements AutoCloseable {
    private final Host router;
    private final Translator translator;

    private Nat(Host router, PatchCable outside, Dependence mapping, Dependence filtering) {
        this.router = router;
        translator = new Translator(outside.nic(router), mapping, filtering);
        Firewall.change(router, ip -> ip.trackConnections(translator));
    }

    /** One port for each inside port, open to everybody. */
    public static Nat fullCone(Host router, PatchCable outside) {
        return cone(router, outside, Dependence.ENDPOINT_INDEPENDENT);
    }

    /** One port for each inside port, open to hosts it has sent to. */
    public static Nat restricted(Host router, PatchCable outside) {
        return cone(router, outside, Dependence.ADDRESS_DEPENDENT);
    }

    /** One port for each inside port, open to hosts and ports it has sent to. */
    public static Nat portRestricted(Host router, PatchCable outside) {
        return cone(router, outside, Dependence.ADDRESS_AND_PORT_DEPENDENT);
    }

    private static Nat cone(Host router, PatchCable outside, Dependence filtering) {
        return new Nat(router, outside, Dependence.ENDPOINT_INDEPENDENT, filtering);
    }

    /** One port for each inside port and destination, open to that destination. */
    public static Nat symmetric(Host router, PatchCable outside) {
        return new Nat(
                router,
                outside,
                Dependence.ADDRESS_AND_PORT_DEPENDENT,
                Dependence.ADDRESS_AND_PORT_DEPENDENT);
    }

    /**
     * Forgets flows that were idle for so long; their segments then vanish. With {@link
     * Firewall#resetsIdleFlows} on the same router their senders get a RST. By default two hours
     * and four minutes, five minutes for UDP (RFC 5382 REQ-5, RFC 4787 REQ-5).
     */
    public Nat forgetsIdleFlows(String after) {
        long nanos = Durations.parse(after);
        Firewall.change(router, _ -> translator.idle(nanos));
        return this;
    }

    /** A port of the router's outside address stands for a port of a host inside. */
    public Nat forward(int port, Host to, int toPort) {
        Endpoint inside = new Endpoint(to.address(), toPort);
        Firewall.change(router, _ -> translator.forward(port, inside));
        return this;
    }

    /** How many mappings there are now. */
    public int mappings() {
        Kernel kernel = router.kernel();
        kernel.enter();
        try {
            return translator.size(kernel.nowNanos());
        } finally {
            kernel.leave();
        }
    }

    /** Translates no more. */
    @Override
    public void close() {
        Firewall.change(router, ip -> ip.trackConnections(null));
    }
}
