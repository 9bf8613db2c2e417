package io.jackfield.ip.filter;

/** Where a packet can be looked at, with netfilter's names and order. */
public enum Hook {
    /** Arrived over a link and found sound; nobody knows yet whom it is for. */
    PREROUTING,
    /** For this host, whole, about to reach its protocol. */
    INPUT,
    /** For another host, with a route. */
    FORWARD,
    /** Made by this host, with a route. */
    OUTPUT,
    /** About to leave over an interface, the loopback interface included. */
    POSTROUTING
}
