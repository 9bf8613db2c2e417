package io.jackfield.unix;

/** The open file description through which programs use an endpoint. */
public interface UnixUser {
    UnixEndpoint endpoint();

    /** Events have come about that a poll would find, as POLL bits; under the host's lock. */
    void happened(int events);

    /** Something has changed that all must see who wait. */
    void changed();

    /** How many refer to the description: descriptors, sleeping calls, messages on their way. */
    int references();
}
