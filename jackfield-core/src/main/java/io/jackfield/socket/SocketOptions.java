package io.jackfield.socket;

/**
 * What a program has set with SOL_SOCKET, of what most programs leave alone: shared by all who do,
 * and copied for the first change.
 */
final class SocketOptions {
    static final SocketOptions DEFAULT = new SocketOptions();

    /** SO_LINGER in seconds; -1 while it is off. */
    int lingerSeconds = -1;

    /** SO_RCVTIMEO; 0 for none. */
    long receiveTimeoutNanos;

    /** SO_SNDTIMEO; 0 for none. */
    long sendTimeoutNanos;

    /** SO_RCVLOWAT. */
    int receiveLowWater = 1;

    /** SO_BINDTODEVICE; 0 for none. */
    int boundIndex;

    private SocketOptions() {}

    SocketOptions copy() {
        SocketOptions copy = new SocketOptions();
        copy.lingerSeconds = lingerSeconds;
        copy.receiveTimeoutNanos = receiveTimeoutNanos;
        copy.sendTimeoutNanos = sendTimeoutNanos;
        copy.receiveLowWater = receiveLowWater;
        copy.boundIndex = boundIndex;
        return copy;
    }
}
