package io.jackfield.agent.time;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.ForkJoinPool;

/** Makes pools that are what {@link ForkJoinPool#commonPool} is. */
final class CommonPools {
    private static final MethodHandle CONSTRUCTOR = JdkHandles.get("ForkJoinPool");

    private CommonPools() {}

    static ForkJoinPool make() {
        try {
            return (ForkJoinPool) CONSTRUCTOR.invokeExact((byte) 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
