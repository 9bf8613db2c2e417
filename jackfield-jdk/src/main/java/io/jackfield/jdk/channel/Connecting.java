package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** One attempt of a stream to connect: at once, later, or within a time. */
final class Connecting {
    private static final int EINPROGRESS = Errno.EINPROGRESS.result();
    private static final long FOREVER = -1;
    private static final long NOT_AT_ALL = -2;

    /** What came of it. */
    enum Outcome {
        CONNECTED,
        PENDING,
        FAILED
    }

    private final Descriptor descriptor;
    private final SocketAddress to;
    private final long timeoutNanos;
    private int failed;
    private @Nullable SocketException unusable;

    /** An attempt that waits if {@code blocking}. */
    Connecting(Descriptor descriptor, SocketAddress to, boolean blocking) {
        this(descriptor, to, blocking ? FOREVER : NOT_AT_ALL);
    }

    /** An attempt that fails after {@code timeoutNanos}. */
    Connecting(Descriptor descriptor, SocketAddress to, long timeoutNanos) {
        this.descriptor = descriptor;
        this.to = to;
        this.timeoutNanos = timeoutNanos;
    }

    /** Sends the first SYN, and waits as far as it is to wait. */
    Outcome start() {
        boolean limited = timeoutNanos >= 0;
        if (limited) {
            descriptor.configureBlocking(false);
        }
        try {
            int result = callConnect();
            if (result == EINPROGRESS && timeoutNanos != NOT_AT_ALL) {
                return await();
            }
            return conclude(result);
        } finally {
            if (limited) {
                descriptor.configureBlocking(true);
            }
        }
    }

    /** Looks at, or waits for, the end of a connect that goes on. */
    Outcome resume() {
        if (timeoutNanos == NOT_AT_ALL && !Blocking.isReady(descriptor, Readiness.POLLOUT)) {
            return Outcome.PENDING;
        }
        return await();
    }

    private int callConnect() {
        io.jackfield.posix.SocketAddress octets;
        try {
            octets = Addresses.octets(to, descriptor.family());
        } catch (SocketException tooLong) {
            unusable = tooLong;
            return Errno.EINVAL.result();
        }
        int[] calls = {0};
        int result =
                Blocking.call(
                        descriptor,
                        () -> {
                            calls[0]++;
                            return descriptor.os().connect(descriptor.fd(), octets);
                        });
        if (calls[0] == 1 || descriptor.family() == Family.AF_UNIX) {
            return result;
        }
        // A connect that EINTR ended goes on by itself: the second call only asks for it (POSIX).
        if (result == Errno.EALREADY.result()) {
            return EINPROGRESS;
        }
        return result == Errno.EISCONN.result() ? 0 : result;
    }

    private Outcome await() {
        int ready = Blocking.await(descriptor, Readiness.POLLOUT, Math.max(FOREVER, timeoutNanos));
        if (ready == 0) {
            failed = 0;
            return Outcome.FAILED;
        }
        if (ready < 0) {
            return conclude(ready);
        }
        return conclude(-OptionValues.getInt(descriptor, Option.SOL_SOCKET, Option.SO_ERROR));
    }

    private Outcome conclude(int result) {
        if (result == 0) {
            return Outcome.CONNECTED;
        }
        if (result == EINPROGRESS && timeoutNanos == NOT_AT_ALL) {
            return Outcome.PENDING;
        }
        failed = result;
        return Outcome.FAILED;
    }

    /** What to throw for {@link Outcome#FAILED}. */
    IOException failure() {
        if (unusable != null) {
            return unusable;
        }
        if (failed == 0) {
            return new SocketTimeoutException("Connect timed out");
        }
        if (failed == Errno.EINTR.result()) {
            return new InterruptedIOException();
        }
        return Failure.ofSocketCall(failed == EINPROGRESS ? Errno.ETIMEDOUT.result() : failed);
    }
}
