package io.jackfield.agent.time;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.util.stream.Stream;

/**
 * What a thread did with monitors when it was last seen at rest: the JVM takes it while the thread
 * is blocked or stopped, not while it is about to block.
 */
final class Snapshot {
    private static final MethodHandle OF = JdkHandles.get("ThreadSnapshot.of");
    private static final MethodHandle STATE = JdkHandles.get("ThreadSnapshot.threadState");
    private static final MethodHandle CARRIER = JdkHandles.get("ThreadSnapshot.carrierThread");
    private static final MethodHandle BLOCKED_ON = JdkHandles.get("ThreadSnapshot.blockedOn");
    private static final MethodHandle STACK = JdkHandles.get("ThreadSnapshot.stackTrace");
    private static final MethodHandle OWNED = JdkHandles.get("ThreadSnapshot.ownedMonitorsAt");

    private static final StackTraceElement[] NONE = {};

    private final @Nullable Object taken;

    private Snapshot(@Nullable Object taken) {
        this.taken = taken;
    }

    static Snapshot of(Thread thread) {
        try {
            return new Snapshot((Object) OF.invokeExact(thread));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The innermost first; none if it has ended. */
    StackTraceElement[] frames() {
        try {
            return taken == null ? NONE : (StackTraceElement[]) STACK.invokeExact(taken);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it waited, or blocked, and kept its carrier. */
    boolean sleepsOnCarrier() {
        return taken != null && state() != Thread.State.RUNNABLE && carrier() != null;
    }

    /** Whether a frame of it had entered this monitor, and not only tried. */
    boolean hasEntered(Object monitor) {
        return taken != null && isListed(monitor) && blocker() != monitor;
    }

    private boolean isListed(Object monitor) {
        try {
            for (int i = 0; i < frames().length; i++) {
                Stream<?> owned = (Stream) OWNED.invokeExact(taken, i);
                if (owned.anyMatch(each -> each == monitor)) {
                    return true;
                }
            }
            return false;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Thread.State state() {
        try {
            return (Thread.State) STATE.invokeExact(taken);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object carrier() {
        try {
            return (Object) CARRIER.invokeExact(taken);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object blocker() {
        try {
            boolean isBlocked = state() == Thread.State.BLOCKED;
            return isBlocked ? (Object) BLOCKED_ON.invokeExact(taken) : null;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
