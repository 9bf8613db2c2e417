package io.jackfield.ip.filter;

import io.jackfield.address.Endpoint;
import io.jackfield.address.IpAddress;

/** What of the remote end a NAT's mapping or filtering depends on (RFC 4787 §4.1, §5). */
public enum Dependence {
    ENDPOINT_INDEPENDENT,
    ADDRESS_DEPENDENT,
    ADDRESS_AND_PORT_DEPENDENT;

    private static final Endpoint ANY = new Endpoint(IpAddress.ANY4, 0);

    /** Whether two remote ends are the same to it. */
    boolean isSame(Endpoint one, Endpoint other) {
        return switch (this) {
            case ENDPOINT_INDEPENDENT -> true;
            case ADDRESS_DEPENDENT -> one.address().is(other.address());
            case ADDRESS_AND_PORT_DEPENDENT -> one.equals(other);
        };
    }

    /** As much of a remote end as it depends on. */
    Endpoint of(Endpoint remote) {
        return switch (this) {
            case ENDPOINT_INDEPENDENT -> ANY;
            case ADDRESS_DEPENDENT -> new Endpoint(remote.address(), 0);
            case ADDRESS_AND_PORT_DEPENDENT -> remote;
        };
    }
}
