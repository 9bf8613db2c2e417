package io.jackfield.agent.time;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;

/** Says what a thread waits for, and who has it. */
final class Owners {
    private static final MethodHandle OWNER = JdkHandles.get("AbstractOwnableSynchronizer.owner");

    private Owners() {}

    static String describe(Object blocker) {
        String name = blocker.getClass().getName();
        if (blocker instanceof AbstractOwnableSynchronizer synchronizer) {
            Thread owner = ownerOf(synchronizer);
            return owner == null ? name : name + " of " + owner.getName();
        }
        return name;
    }

    @SuppressWarnings("NullAway") // null: nobody owns it
    private static Thread ownerOf(AbstractOwnableSynchronizer synchronizer) {
        try {
            return (Thread) OWNER.invokeExact(synchronizer);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
