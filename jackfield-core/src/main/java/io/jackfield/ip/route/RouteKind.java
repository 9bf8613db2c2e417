package io.jackfield.ip.route;

/** What a route's destination is to this host: the types of {@code ip route}. */
public enum RouteKind {
    /** Another host's address. */
    UNICAST,
    /** One of this host's own addresses. */
    LOCAL,
    /** The limited broadcast address or the directed broadcast address of an attached network. */
    BROADCAST,
    /** A group address. */
    MULTICAST
}
