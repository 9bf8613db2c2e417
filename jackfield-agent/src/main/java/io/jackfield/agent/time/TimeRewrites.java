package io.jackfield.agent.time;

import static io.jackfield.agent.time.Hook.thread;
import static io.jackfield.agent.time.Hook.time;

import io.jackfield.agent.Edit;
import io.jackfield.agent.Rewrite;

import java.util.ArrayList;
import java.util.List;

/** The methods of the JDK that the time switch changes, beside call sites everywhere. */
final class TimeRewrites {
    private static final String UNSAFE = "jdk/internal/misc/Unsafe";
    private static final String SECURE = "java/security/SecureRandomSpi";
    private static final String CONCURRENT = "java.util.concurrent.";
    private static final String LOCKS = "java.util.concurrent.locks.";
    private static final String AQS = LOCKS + "AbstractQueuedSynchronizer";
    private static final String AQLS = LOCKS + "AbstractQueuedLongSynchronizer";
    private static final String THREAD = "java.lang.Thread";
    private static final String VIRTUAL = "java.lang.VirtualThread";
    private static final String TO_THREAD = "(Ljava/lang/Thread;)Ljava/lang/Thread;";
    private static final String TOLD = "(Ljava/lang/Thread;)V";
    private static final long FIRST_OF_SET = 0x9e37_79b9L; // any, of 32 bits

    private static final Hook SEED = time("seed", "(Ljava/util/concurrent/atomic/AtomicLong;J)J");

    private final List<Rewrite> all = new ArrayList<>();

    private TimeRewrites() {}

    static List<Rewrite> all() {
        TimeRewrites rewrites = new TimeRewrites();
        rewrites.ofThread();
        rewrites.ofVirtualThread();
        rewrites.ofParking();
        rewrites.ofCommonPool();
        rewrites.ofKeptPools();
        rewrites.ofChance();
        rewrites.ofGenerators();
        rewrites.ofThreadNumbers();
        rewrites.ofImmutableSets();
        return List.copyOf(rewrites.all);
    }

    private void add(String type, String method, String descriptor, Edit edit) {
        all.add(new Rewrite(type, method, descriptor, edit));
    }

    private void ofThread() {
        String self = "java/lang/Thread";
        for (String descriptor :
                List.of(
                        "(Ljava/lang/ThreadGroup;Ljava/lang/String;ILjava/lang/Runnable;J)V",
                        "(Ljava/lang/String;IZ)V")) {
            Hook current = thread("currentThread", "()Ljava/lang/Thread;");
            add(THREAD, "<init>", descriptor, AtCode.insteadOfCall(self, "currentThread", current));
        }
        Edit start = AtCode.insteadOfCall(self, "start0", thread("start0", TOLD));
        add(THREAD, "start", "()V", start);
        add(THREAD, "start", "(Ljdk/internal/vm/ThreadContainer;)V", start);
        Edit interrupt = AtCode.insteadOfCall(self, "interrupt0", thread("interrupt0", TOLD));
        add(THREAD, "interrupt", "()V", interrupt);
        Hook interrupted = thread("interrupted", "(Ljava/lang/Thread;)Z");
        add(THREAD, "isInterrupted", "()Z", AtCode.insteadOfField("interrupted", interrupted));
        Hook eetop = thread("eetop", "(Ljava/lang/Thread;)J");
        add(THREAD, "alive", "()Z", AtCode.insteadOfField("eetop", eetop));
        Hook state =
                thread(
                        "state",
                        "(Ljava/lang/Thread$State;Ljava/lang/Thread;)Ljava/lang/Thread$State;");
        add(
                THREAD,
                "threadState",
                "()Ljava/lang/Thread$State;",
                AtCode.answerOfCall("jdk/internal/misc/VM", "toThreadState", state));
        String stack = "[Ljava/lang/StackTraceElement;";
        add(
                THREAD,
                "getStackTrace",
                "()" + stack,
                AtCode.insteadOfCall(
                        self,
                        "asyncGetStackTrace",
                        thread("asyncGetStackTrace", "(Ljava/lang/Thread;)" + stack)));
        Edit threads =
                AtCode.insteadOfCall(
                        self, "getThreads", thread("getThreads", "()[Ljava/lang/Thread;"));
        add(THREAD, "getAllThreads", "()[Ljava/lang/Thread;", threads);
        add(THREAD, "getAllStackTraces", "()Ljava/util/Map;", threads);
        add(
                THREAD,
                "getAllStackTraces",
                "()Ljava/util/Map;",
                AtCode.insteadOfCall(
                        self,
                        "dumpThreads",
                        thread("dumpThreads", "([Ljava/lang/Thread;)[" + stack)));
    }

    private void ofVirtualThread() {
        String self = "java/lang/VirtualThread";
        String constructor =
                "(Ljava/util/concurrent/Executor;Ljava/lang/String;ILjava/lang/Runnable;)V";
        String executor = "(Ljava/util/concurrent/Executor;)Ljava/util/concurrent/Executor;";
        add(VIRTUAL, "<init>", constructor, AtStart.parameter(1, time("scheduler", executor)));
        add(VIRTUAL, "<init>", constructor, AtCode.toldAtReturn(time("made", TOLD)));
        String schedule =
                "Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)Ljava/util/concurrent/Future;";
        add(
                VIRTUAL,
                "afterYield",
                "()V",
                AtCode.insteadOfCall(
                        self, "schedule", time("schedule", "(Ljava/lang/Thread;" + schedule)));
        add(VIRTUAL, "park", "()V", AtStart.told(time("parks", TOLD)));
        add(VIRTUAL, "parkNanos", "(J)V", AtStart.told(time("parks", TOLD)));
        add(VIRTUAL, "tryYield", "()V", AtStart.told(time("yields", TOLD)));
        add(
                VIRTUAL,
                "compareAndSetOnWaitingList",
                "(ZZ)Z",
                AtStart.told(time("leavesWaitingList", TOLD)));
        add(VIRTUAL, "unblock", "()V", AtCode.toldAtReturn(time("unblocked", TOLD)));
        add(
                VIRTUAL,
                "parkOnCarrierThread",
                "(ZJ)V",
                AtCode.insteadOfCall(
                        UNSAFE, "park", time("parkOnCarrier", "(Ljava/lang/Object;ZJ)V")));
        add(
                VIRTUAL,
                "unpark",
                "(Z)V",
                AtCode.insteadOfCall(
                        UNSAFE,
                        "unpark",
                        time("unparkCarrier", "(Ljava/lang/Object;Ljava/lang/Object;)V")));
        add(
                VIRTUAL,
                "interrupt",
                "()V",
                AtCode.lastArgumentOfCall(
                        "sun/nio/ch/Interruptible", "interrupt", thread("seen", TO_THREAD)));
        add(VIRTUAL, "interrupt", "()V", AtCode.toldAtReturn(time("interrupted", TOLD)));
    }

    private void ofParking() {
        add(
                "java.lang.Object",
                "wait",
                "(J)V",
                AtCode.insteadOfCall(
                        "java/lang/Object", "wait0", time("wait0", "(Ljava/lang/Object;J)V")));
        String support = LOCKS + "LockSupport";
        add(support, "unpark", TOLD, AtStart.parameter(0, thread("parked", TO_THREAD)));
        add(
                support,
                "getBlocker",
                "(Ljava/lang/Thread;)Ljava/lang/Object;",
                AtStart.parameter(0, thread("running", TO_THREAD)));
        Edit park = AtCode.insteadOfCall(UNSAFE, "park", time("park", "(Ljava/lang/Object;ZJ)V"));
        Edit unpark =
                AtCode.insteadOfCall(
                        UNSAFE,
                        "unpark",
                        time("unpark", "(Ljava/lang/Object;Ljava/lang/Object;)V"));
        String pool = CONCURRENT + "ForkJoinPool";
        String queue = "Ljava/util/concurrent/ForkJoinPool$WorkQueue;";
        add(pool, "signalWork", "()V", unpark);
        add(pool, "releaseWaiters", "()V", unpark);
        add(pool, "awaitWork", "(" + queue + "I)I", park);
        add(pool, "tryTrim", "(" + queue + "IJ)I", unpark);
        add(pool, "tryCompensate", "(J)I", unpark);
        String delays = CONCURRENT + "DelayScheduler";
        add(delays, "signal", "()I", unpark);
        add(delays, "loop", "(Ljava/util/concurrent/ForkJoinPool;)V", park);
        add(AQS, "reacquire", "(L" + AQS.replace('.', '/') + "$Node;I)V", park);
        add(AQS, "acquireOnOOME", "(ZI)I", park);
        add(AQLS, "reacquire", "(L" + AQLS.replace('.', '/') + "$Node;J)V", park);
        add(AQLS, "acquireOnOOME", "(ZJ)I", park);
    }

    private void ofCommonPool() {
        String type = "Ljava/util/concurrent/ForkJoinPool;";
        Hook own = time("commonPool", "(" + type + ")" + type);
        Edit common = AtCode.valueOfStatic("common", own);
        String pool = CONCURRENT + "ForkJoinPool";
        add(pool, "helpQuiescePool", "(" + type + "JZ)I", common);
        add(pool, "commonQueue", "()Ljava/util/concurrent/ForkJoinPool$WorkQueue;", common);
        add(pool, "commonPool", "()" + type, common);
        add(pool, "asyncCommonPool", "()" + type, common);
        add(pool, "getCommonPoolParallelism", "()I", common);
        String task = CONCURRENT + "ForkJoinTask";
        add(task, "awaitDone", "(ZJ)I", common);
        add(task, "fork", "()Ljava/util/concurrent/ForkJoinTask;", common);
        Edit async = AtCode.valueOfStatic("ASYNC_POOL", own);
        String future = "Ljava/util/concurrent/CompletableFuture;";
        String futures = CONCURRENT + "CompletableFuture";
        add(futures, "supplyAsync", "(Ljava/util/function/Supplier;)" + future, async);
        add(futures, "runAsync", "(Ljava/lang/Runnable;)" + future, async);
        add(futures, "defaultExecutor", "()Ljava/util/concurrent/Executor;", async);
        add(
                futures,
                "arrangeTimeout",
                "(JLjava/util/concurrent/CompletableFuture$Timeout;)V",
                async);
        add(
                futures,
                "delayedExecutor",
                "(JLjava/util/concurrent/TimeUnit;)Ljava/util/concurrent/Executor;",
                async);
    }

    private void ofKeptPools() {
        String type = "Ljava/util/concurrent/ForkJoinPool;";
        Edit asked = AtStart.parameter(0, time("asked", "(" + type + ")" + type));
        String pool = CONCURRENT + "ForkJoinPool";
        String task = "Ljava/util/concurrent/ForkJoinTask;";
        add(pool, "poolSubmit", "(Z" + task + ")" + task, asked);
        String once = "JLjava/util/concurrent/TimeUnit;)Ljava/util/concurrent/ScheduledFuture;";
        add(pool, "schedule", "(Ljava/lang/Runnable;" + once, asked);
        add(pool, "schedule", "(Ljava/util/concurrent/Callable;" + once, asked);
        add(pool, "scheduleAtFixedRate", "(Ljava/lang/Runnable;J" + once, asked);
        add(pool, "scheduleWithFixedDelay", "(Ljava/lang/Runnable;J" + once, asked);
        add(
                pool,
                "submitWithTimeout",
                "(Ljava/util/concurrent/Callable;JLjava/util/concurrent/TimeUnit;"
                        + "Ljava/util/function/Consumer;)"
                        + task,
                asked);
    }

    private void ofChance() {
        Edit seed =
                AtCode.insteadOfCall("java/util/concurrent/atomic/AtomicLong", "getAndAdd", SEED);
        String local = CONCURRENT + "ThreadLocalRandom";
        Edit localSeed =
                AtCode.insteadOfCall(
                        "java/util/concurrent/atomic/AtomicLong",
                        "getAndAdd",
                        time("localSeed", "(Ljava/util/concurrent/atomic/AtomicLong;J)J"));
        add(local, "localInit", "()V", localSeed);
        add(local, "nextSecondarySeed", "()I", localSeed);
        String counter = "java/util/concurrent/atomic/AtomicInteger";
        Hook probe = time("probe", "(L" + counter + ";I)I");
        add(local, "localInit", "()V", AtCode.insteadOfCall(counter, "addAndGet", probe));
        add("java.util.SplittableRandom", "<init>", "()V", seed);
        add(
                "java.util.Random",
                "<init>",
                "()V",
                AtCode.insteadOfCall(
                        "java/util/Random", "seedUniquifier", time("seedUniquifier", "()J")));
        add(
                "java.lang.Math",
                "random",
                "()D",
                AtCode.insteadOfCall(
                        "java/util/Random", "nextDouble", time("random", "(Ljava/util/Random;)D")));
        add(
                "java.security.SecureRandom",
                "nextBytes",
                "([B)V",
                AtCode.insteadOfCall(
                        SECURE, "engineNextBytes", time("nextBytes", "(Ljava/lang/Object;[B)V")));
        add(
                "java.security.SecureRandom",
                "generateSeed",
                "(I)[B",
                AtCode.insteadOfCall(
                        SECURE,
                        "engineGenerateSeed",
                        time("generateSeed", "(Ljava/lang/Object;I)[B")));
        String method = "Ljava/lang/reflect/Method;";
        add(
                "jdk.internal.reflect.MethodHandleAccessorFactory",
                "newMethodAccessor",
                "(" + method + "Z)Ljdk/internal/reflect/MethodAccessorImpl;",
                AtStart.parameter(0, thread("reflected", "(" + method + ")" + method)));
    }

    private void ofGenerators() {
        Edit seed =
                AtCode.insteadOfCall("java/util/concurrent/atomic/AtomicLong", "getAndAdd", SEED);
        for (String name :
                List.of(
                        "L128X1024MixRandom",
                        "L128X128MixRandom",
                        "L128X256MixRandom",
                        "L32X64MixRandom",
                        "L64X1024MixRandom",
                        "L64X128MixRandom",
                        "L64X128StarStarRandom",
                        "L64X256MixRandom",
                        "Xoroshiro128PlusPlus",
                        "Xoshiro256PlusPlus")) {
            add("jdk.internal.random." + name, "<init>", "()V", seed);
        }
    }

    /** Where the number of a thread, which counts on for as long as the JVM lives, is chance. */
    private void ofThreadNumbers() {
        Hook number = thread("number", "(Ljava/lang/Thread;)J");
        Edit own = AtCode.insteadOfCall("java/lang/Thread", "threadId", number);
        add(CONCURRENT + "ThreadLocalRandom", "nextSeed", "()J", own);
        add(CONCURRENT + "ForkJoinPool", "cleanQueues", "()Z", own);
        add(CONCURRENT + "Exchanger$Node", "<init>", "()V", own);
    }

    /** In which order an immutable set or map is iterated, which each JVM draws for itself. */
    private void ofImmutableSets() {
        String outer = "java.util.ImmutableCollections$";
        String inner = "(Ljava/util/" + outer.substring("java.util.".length());
        Edit forth = AtCode.constant("REVERSE", 0);
        Edit begin = AtCode.constant("SALT32L", FIRST_OF_SET);
        String array = "[Ljava/lang/Object;";
        add(outer + "Set12", "toArray", "()" + array, forth);
        add(outer + "Set12", "toArray", "(" + array + ")" + array, forth);
        add(outer + "Set12", "forEach", "(Ljava/util/function/Consumer;)V", forth);
        add(outer + "Set12$1", "next", "()Ljava/lang/Object;", forth);
        add(outer + "SetN$SetNIterator", "<init>", inner + "SetN;)V", begin);
        add(outer + "SetN$SetNIterator", "next", "()Ljava/lang/Object;", forth);
        add(outer + "MapN$MapNIterator", "<init>", inner + "MapN;)V", begin);
        add(outer + "MapN$MapNIterator", "nextIndex", "()I", forth);
    }
}
