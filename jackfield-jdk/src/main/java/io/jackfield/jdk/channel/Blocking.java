package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Readiness;

import java.util.function.IntSupplier;

/** A system call inside a descriptor, repeated over EINTR while the channel is open. */
final class Blocking {
    private static final int EINTR = Errno.EINTR.result();
    private static final int EAGAIN = Errno.EAGAIN.result();
    private static final int EBADF = Errno.EBADF.result();

    private Blocking() {}

    /** The result of the call; −EBADF if the descriptor is closing. */
    static int call(Descriptor descriptor, IntSupplier call) {
        if (!descriptor.enter()) {
            return EBADF;
        }
        try {
            int result;
            do {
                result = call.getAsInt();
            } while (result == EINTR && descriptor.makesAgain());
            return result;
        } finally {
            descriptor.leave();
        }
    }

    /**
     * A call that answers −EAGAIN where it would sleep, made until it does not or the time has
     * passed; negative time is for ever.
     */
    static int within(Descriptor descriptor, int events, long timeoutNanos, IntSupplier call) {
        int result = call(descriptor, call);
        if (result != EAGAIN) {
            return result;
        }
        long deadline = descriptor.os().nanoTime() + timeoutNanos;
        while (result == EAGAIN) {
            long left = timeoutNanos < 0 ? -1 : deadline - descriptor.os().nanoTime();
            int ready = timeoutNanos >= 0 && left <= 0 ? 0 : await(descriptor, events, left);
            if (ready <= 0) {
                return ready == 0 ? EAGAIN : ready;
            }
            result = call(descriptor, call);
        }
        return result;
    }

    /** Waits until one of the events is there: 1, or 0 when the time has passed, or −errno. */
    static int await(Descriptor descriptor, int events, long timeoutNanos) {
        PollFd[] fds = {new PollFd(descriptor.fd(), events)};
        long deadline = timeoutNanos < 0 ? 0 : descriptor.os().nanoTime() + timeoutNanos;
        return call(
                descriptor,
                () -> {
                    long left =
                            timeoutNanos < 0
                                    ? -1
                                    : Math.max(0, deadline - descriptor.os().nanoTime());
                    return descriptor.os().ppoll(fds, left);
                });
    }

    /** Whether the events are there now. */
    static boolean isReady(Descriptor descriptor, int events) {
        PollFd[] fds = {new PollFd(descriptor.fd(), events)};
        return descriptor.os().ppoll(fds, 0) > 0
                && (fds[0].revents & (events | Readiness.POLLERR | Readiness.POLLHUP)) != 0;
    }
}
