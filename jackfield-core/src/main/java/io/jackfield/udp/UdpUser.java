package io.jackfield.udp;

/** Whoever is told that something has changed at an endpoint. */
@FunctionalInterface
public interface UdpUser {
    /** Events have come about that a poll would find, as POLL bits; under the host's lock. */
    void notify(UdpEndpoint endpoint, int readiness);
}
