package io.jackfield.agent.time;

import java.lang.invoke.MethodHandle;

/** The states of a virtual thread that matter, as this JDK numbers them. */
final class VirtualStates {
    static final int TERMINATED = value("TERMINATED");

    private static final int BLOCKED = value("BLOCKED");
    private static final int WAIT = value("WAIT");
    private static final int TIMED_WAIT = value("TIMED_WAIT");
    private static final int SUSPENDED = value("SUSPENDED");

    private VirtualStates() {}

    static boolean isAtMonitor(int state) {
        int bare = state & ~SUSPENDED;
        return bare == BLOCKED || bare == WAIT || bare == TIMED_WAIT;
    }

    private static int value(String name) {
        MethodHandle getter = JdkHandles.get("VirtualThread." + name);
        try {
            return (int) getter.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
