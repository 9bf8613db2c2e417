package io.jackfield.tcp;

/** The user of a listener. */
public interface ListenerUser {
    /** A connection waits for accept; under the host's lock. */
    void acceptable(TcpListener listener);
}
