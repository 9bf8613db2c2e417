package io.jackfield.tcp;

/** The user of a connection in the RFC's sense: whoever is told that something has changed. */
public interface TcpUser {
    /**
     * Events have come about that a poll would find, as POLL bits; under the host's lock. Whoever
     * waits for the window or the state to change is told by POLLOUT and POLLHUP.
     */
    void notify(TcpConnection connection, int readiness);
}
