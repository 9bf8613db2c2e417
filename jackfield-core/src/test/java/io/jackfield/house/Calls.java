package io.jackfield.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;

import java.util.regex.Pattern;

/** Sets of methods and constructors that only some packages may call, as patterns of names. */
final class Calls {

    /** Reading a clock. */
    static final Pattern CLOCKS =
            Pattern.compile(
                    "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)"
                            + "|java\\.time\\..*\\.now|java\\.time\\.(Clock|InstantSource)\\..*"
                            + "|java\\.util\\.Date\\.<init>|java\\.util\\.Calendar\\.getInstance");

    /** Drawing from chance that is not counted. */
    static final Pattern CHANCE =
            Pattern.compile(
                    "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)\\..*"
                            + "|java\\.util\\.random\\..*|java\\.security\\.SecureRandom\\..*"
                            + "|java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID"
                            + "|java\\.util\\.Collections\\.shuffle");

    /** Making or starting a thread, or handing work to threads that others made. */
    static final Pattern THREADS =
            Pattern.compile(
                    "java\\.lang\\.Thread\\.(<init>|ofVirtual|ofPlatform|startVirtualThread)"
                            + "|java\\.util\\.concurrent\\.Executors\\..*"
                            + "|java\\.util\\.concurrent\\.(ForkJoinPool|ThreadPoolExecutor"
                            + "|ScheduledThreadPoolExecutor)\\.(<init>|commonPool)"
                            + "|java\\.util\\.concurrent\\.CompletableFuture\\..*Async"
                            + "|java\\.util\\.Timer\\.<init>|java\\.lang\\.ref\\.Cleaner\\.create"
                            + "|java\\.util\\.Collection\\.parallelStream");

    /** Putting the calling thread to sleep, but for locks that are held for moments. */
    static final Pattern PARKING = Pattern.compile(".*\\.LockSupport\\.park.*");

    /** Every other way to sleep. */
    static final Pattern SLEEPING =
            Pattern.compile(
                    "java\\.lang\\.Thread\\.(sleep|join|onSpinWait)"
                            + "|java\\.lang\\.Object\\.wait"
                            + "|java\\.util\\.concurrent\\.TimeUnit\\.(sleep|timedJoin|timedWait)"
                            + "|java\\.util\\.concurrent\\..*\\.(await|awaitNanos|awaitUntil"
                            + "|awaitUninterruptibly|awaitTermination|take)");

    /** Collections whose order differs from run to run or from JVM to JVM. */
    static final Pattern HASH_ORDER =
            Pattern.compile(
                    "java\\.util\\.(HashMap|HashSet|IdentityHashMap|WeakHashMap|Hashtable"
                            + "|concurrent\\.ConcurrentHashMap)\\.(<init>|new.*)"
                            + "|java\\.util\\.(Map|Set)\\.(of|ofEntries|copyOf)"
                            + "|java\\.util\\.stream\\.Collectors\\.(toSet|toMap"
                            + "|toUnmodifiableSet|toUnmodifiableMap)");

    private Calls() {}

    static DescribedPredicate<JavaAccess<?>> to(Pattern names) {
        return DescribedPredicate.describe(
                "to " + names, access -> names.matcher(nameOf(access.getTarget())).matches());
    }

    private static String nameOf(AccessTarget target) {
        return target.getOwner().getFullName() + "." + target.getName();
    }
}
