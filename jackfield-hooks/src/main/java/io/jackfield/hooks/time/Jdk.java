package io.jackfield.hooks.time;

import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Objects;

/**
 * What is private in the JDK and the time hooks call. The agent gives it before the first of them
 * is called; constants then, so that a hook costs what a call costs.
 */
public final class Jdk {
    private static volatile Map<String, MethodHandle> given = Map.of();

    private Jdk() {}

    /** The agent's gift; the names are those of the constants of this class's members. */
    public static void give(Map<String, MethodHandle> handles) {
        given = handles;
    }

    private static MethodHandle taken(String name) {
        return Objects.requireNonNull(given.get(name), name);
    }

    /** Methods and fields of Thread. */
    static final class OfThread {
        static final MethodHandle START0 = taken("Thread.start0");
        static final MethodHandle INTERRUPT0 = taken("Thread.interrupt0");
        static final MethodHandle EXIT = taken("Thread.exit");
        static final MethodHandle DISPATCH_UNCAUGHT = taken("Thread.dispatchUncaughtException");
        static final MethodHandle THREADS = taken("Thread.getThreads");
        static final MethodHandle DUMP = taken("Thread.dumpThreads");
        static final MethodHandle STACK = taken("Thread.asyncGetStackTrace");
        static final MethodHandle EETOP = taken("Thread.eetop");
        static final MethodHandle INTERRUPTED = taken("Thread.interrupted");
        static final MethodHandle BINDINGS = taken("Thread.scopedValueBindings");
        static final MethodHandle SET_BINDINGS = taken("Thread.scopedValueBindings=");
        static final MethodHandle HOLDER = taken("Thread.holder");
        static final MethodHandle SET_STATUS = taken("FieldHolder.threadStatus=");

        private OfThread() {}
    }

    /** Methods and fields of VirtualThread and its builder. */
    static final class OfVirtual {
        static final MethodHandle SCHEDULER = taken("VirtualThread.scheduler");
        static final MethodHandle STATE = taken("VirtualThread.state");
        static final MethodHandle ON_WAITING_LIST = taken("VirtualThread.onWaitingList");
        static final MethodHandle SCHEDULE = taken("VirtualThread.schedule");
        static final MethodHandle BUILDER = taken("VirtualThreadBuilder");

        private OfVirtual() {}
    }

    /** The rest. */
    static final class Of {
        static final MethodHandle PARK = taken("Unsafe.park");
        static final MethodHandle WAIT = taken("Object.wait0");
        static final MethodHandle UNPARK = taken("Unsafe.unpark");
        static final MethodHandle NANO_ADJUSTMENT = taken("VM.getNanoTimeAdjustment");
        static final MethodHandle WORKER_NAME_PREFIX = taken("ForkJoinPool.workerNamePrefix");
        static final MethodHandle SEED_UNIQUIFIER = taken("Random.seedUniquifier");
        static final MethodHandle NEXT_BYTES = taken("SecureRandomSpi.engineNextBytes");
        static final MethodHandle SET_SEED = taken("SecureRandomSpi.engineSetSeed");
        static final MethodHandle GENERATE_SEED = taken("SecureRandomSpi.engineGenerateSeed");
        static final MethodHandle SHA1_STATE = taken("SHA1PRNG.state");

        private Of() {}
    }
}
