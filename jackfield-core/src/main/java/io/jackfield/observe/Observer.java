package io.jackfield.observe;

/**
 * Whoever listens to a host. It is called under the host's lock: it may record and count; it must
 * not block nor call the host.
 */
@FunctionalInterface
public interface Observer {
    void observe(Observation observation);
}
