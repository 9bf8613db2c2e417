package io.jackfield.agent.time;

import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.List;

/** Calls of one method that become calls of a hook, wherever they stand. */
record Site(String owner, String method, Hook hook, Scope scope) {
    private static final String SYSTEM = "java/lang/System";
    private static final String THREAD = "java/lang/Thread";
    private static final String TO_THREAD = "()Ljava/lang/Thread;";

    static List<Site> all() {
        return List.of(
                new Site(SYSTEM, "nanoTime", Hook.time("nanoTime", "()J"), Scope.CLOCKS),
                new Site(
                        SYSTEM,
                        "currentTimeMillis",
                        Hook.time("currentTimeMillis", "()J"),
                        Scope.CLOCKS),
                new Site(
                        "jdk/internal/misc/VM",
                        "getNanoTimeAdjustment",
                        Hook.time("getNanoTimeAdjustment", "(J)J"),
                        Scope.CLOCKS),
                new Site(
                        THREAD,
                        "currentThread",
                        Hook.thread("currentThread", TO_THREAD),
                        Scope.THREADS),
                new Site(THREAD, "onSpinWait", Hook.time("onSpinWait", "()V"), Scope.THREADS),
                new Site(
                        "java/lang/invoke/MethodHandles$Lookup",
                        "findStatic",
                        Hook.thread(
                                "findStatic",
                                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/Class;"
                                        + "Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                                        + "Ljava/lang/invoke/MethodHandle;"),
                        Scope.PROGRAMS));
    }

    boolean isOf(MemberRefEntry called) {
        return called.name().equalsString(method) && called.owner().name().equalsString(owner);
    }

    boolean isOf(DirectMethodHandleDesc handle) {
        return handle.methodName().equals(method)
                && handle.owner().descriptorString().equals("L" + owner + ";");
    }
}
