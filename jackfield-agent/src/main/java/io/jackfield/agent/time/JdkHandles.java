package io.jackfield.agent.time;

import io.jackfield.agent.OpenedJdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.security.SecureRandomSpi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.stream.Stream;

/**
 * What is private in the JDK and the time switch calls, with types that can be named outside. A
 * member that this JDK has not is an error when the switch is made.
 */
final class JdkHandles {
    private static volatile Map<String, MethodHandle> found = Map.of();

    private final Map<String, MethodHandle> handles = new LinkedHashMap<>();
    private final OpenedJdk jdk;

    private JdkHandles(OpenedJdk jdk) {
        this.jdk = jdk;
    }

    static MethodHandle get(String name) {
        return Objects.requireNonNull(found.get(name), name);
    }

    /** Finds all. */
    static Map<String, MethodHandle> find(OpenedJdk jdk) {
        JdkHandles all = new JdkHandles(jdk);
        try {
            all.ofThreads();
            all.ofContainers();
            all.ofSnapshots();
            all.ofVirtualThreads();
            all.ofWaiting();
            all.ofTheRest();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "jackfield-agent: JDK " + Runtime.version() + " is not known: " + e, e);
        }
        found = all.handles;
        return found;
    }

    private void ofThreads() throws ReflectiveOperationException {
        Lookup thread = jdk.inside(Thread.class);
        for (String name : new String[] {"start0", "interrupt0", "exit"}) {
            special(thread, name, MethodType.methodType(void.class));
        }
        special(
                thread,
                "dispatchUncaughtException",
                MethodType.methodType(void.class, Throwable.class));
        put(
                "Thread.asyncGetStackTrace",
                thread.findVirtual(
                        Thread.class,
                        "asyncGetStackTrace",
                        MethodType.methodType(StackTraceElement[].class)));
        put(
                "Thread.getThreads",
                thread.findStatic(
                        Thread.class, "getThreads", MethodType.methodType(Thread[].class)));
        put(
                "Thread.dumpThreads",
                thread.findStatic(
                        Thread.class,
                        "dumpThreads",
                        MethodType.methodType(StackTraceElement[][].class, Thread[].class)));
        put("Thread.eetop", thread.findGetter(Thread.class, "eetop", long.class));
        put("Thread.interrupted", thread.findGetter(Thread.class, "interrupted", boolean.class));
        String bindings = "scopedValueBindings";
        put("Thread." + bindings, thread.findGetter(Thread.class, bindings, Object.class));
        put("Thread." + bindings + "=", thread.findSetter(Thread.class, bindings, Object.class));
        Class<?> holder = Class.forName("java.lang.Thread$FieldHolder");
        put(
                "Thread.holder",
                thread.findGetter(Thread.class, "holder", holder)
                        .asType(MethodType.methodType(Object.class, Thread.class)));
        put(
                "FieldHolder.threadStatus=",
                jdk.inside(holder)
                        .findSetter(holder, "threadStatus", int.class)
                        .asType(MethodType.methodType(void.class, Object.class, int.class)));
    }

    private void ofContainers() throws ReflectiveOperationException {
        Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
        put(
                "Thread.threadContainer",
                jdk.inside(Thread.class)
                        .findVirtual(
                                Thread.class, "threadContainer", MethodType.methodType(container))
                        .asType(MethodType.methodType(Object.class, Thread.class)));
        put(
                "ThreadContainer.remove",
                jdk.inside(container)
                        .findVirtual(
                                container,
                                "remove",
                                MethodType.methodType(void.class, Thread.class))
                        .asType(MethodType.methodType(void.class, Object.class, Thread.class)));
    }

    private void special(Lookup thread, String name, MethodType type)
            throws ReflectiveOperationException {
        put("Thread." + name, thread.findSpecial(Thread.class, name, type, Thread.class));
    }

    private void ofVirtualThreads() throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.lang.VirtualThread");
        Lookup virtual = jdk.inside(type);
        getter(virtual, type, "scheduler", Executor.class);
        getter(virtual, type, "state", int.class);
        getter(virtual, type, "onWaitingList", boolean.class);
        for (String name :
                new String[] {"BLOCKED", "WAIT", "TIMED_WAIT", "TERMINATED", "SUSPENDED"}) {
            put("VirtualThread." + name, virtual.findStaticGetter(type, name, int.class));
        }
        put(
                "VirtualThread.schedule",
                virtual.findVirtual(
                                type,
                                "schedule",
                                MethodType.methodType(
                                        Future.class, Runnable.class, long.class, TimeUnit.class))
                        .asType(
                                MethodType.methodType(
                                        Future.class,
                                        Thread.class,
                                        Runnable.class,
                                        long.class,
                                        TimeUnit.class)));
        Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
        put(
                "VirtualThreadBuilder",
                jdk.inside(builder)
                        .findConstructor(builder, MethodType.methodType(void.class, Executor.class))
                        .asType(
                                MethodType.methodType(
                                        Thread.Builder.OfVirtual.class, Executor.class)));
    }

    private void ofSnapshots() throws ReflectiveOperationException {
        Class<?> type = Class.forName("jdk.internal.vm.ThreadSnapshot");
        Lookup snapshot = jdk.inside(type);
        put(
                "ThreadSnapshot.of",
                snapshot.findStatic(type, "of", MethodType.methodType(type, Thread.class))
                        .asType(MethodType.methodType(Object.class, Thread.class)));
        snapshot(snapshot, type, "threadState", MethodType.methodType(Thread.State.class));
        snapshot(snapshot, type, "carrierThread", MethodType.methodType(Thread.class));
        snapshot(snapshot, type, "blockedOn", MethodType.methodType(Object.class));
        snapshot(snapshot, type, "stackTrace", MethodType.methodType(StackTraceElement[].class));
        snapshot(snapshot, type, "ownedMonitorsAt", MethodType.methodType(Stream.class, int.class));
    }

    private void snapshot(Lookup lookup, Class<?> type, String name, MethodType shape)
            throws ReflectiveOperationException {
        put(
                "ThreadSnapshot." + name,
                lookup.findVirtual(type, name, shape)
                        .asType(objects(shape).insertParameterTypes(0, Object.class)));
    }

    private static MethodType objects(MethodType shape) {
        return shape.returnType() == Thread.class ? shape.changeReturnType(Object.class) : shape;
    }

    private void getter(Lookup virtual, Class<?> type, String name, Class<?> value)
            throws ReflectiveOperationException {
        put(
                "VirtualThread." + name,
                virtual.findGetter(type, name, value)
                        .asType(MethodType.methodType(value, Thread.class)));
    }

    private void ofWaiting() throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
        Lookup misc = jdk.inside(unsafe);
        put(
                "Unsafe.park",
                misc.findVirtual(
                                unsafe,
                                "park",
                                MethodType.methodType(void.class, boolean.class, long.class))
                        .asType(
                                MethodType.methodType(
                                        void.class, Object.class, boolean.class, long.class)));
        put(
                "park",
                MethodHandles.insertArguments(
                        Objects.requireNonNull(handles.get("Unsafe.park")),
                        0,
                        unsafe(misc, unsafe)));
        put(
                "Unsafe.unpark",
                misc.findVirtual(unsafe, "unpark", MethodType.methodType(void.class, Object.class))
                        .asType(MethodType.methodType(void.class, Object.class, Object.class)));
        put(
                "Object.wait0",
                jdk.inside(Object.class)
                        .findSpecial(
                                Object.class,
                                "wait0",
                                MethodType.methodType(void.class, long.class),
                                Object.class));
    }

    private void ofTheRest() throws ReflectiveOperationException {
        Class<?> vm = Class.forName("jdk.internal.misc.VM");
        MethodType adjustment = MethodType.methodType(long.class, long.class);
        put(
                "VM.getNanoTimeAdjustment",
                jdk.inside(vm).findStatic(vm, "getNanoTimeAdjustment", adjustment));
        put(
                "Random.seedUniquifier",
                jdk.inside(Random.class)
                        .findStatic(
                                Random.class, "seedUniquifier", MethodType.methodType(long.class)));
        Lookup secure = jdk.inside(SecureRandomSpi.class);
        spi(secure, "engineNextBytes", MethodType.methodType(void.class, byte[].class));
        spi(secure, "engineSetSeed", MethodType.methodType(void.class, byte[].class));
        spi(secure, "engineGenerateSeed", MethodType.methodType(byte[].class, int.class));
        Class<?> sha1 = Class.forName("sun.security.provider.SecureRandom");
        put(
                "SHA1PRNG.state",
                jdk.inside(sha1)
                        .findGetter(sha1, "state", byte[].class)
                        .asType(MethodType.methodType(Object.class, Object.class)));
        put(
                "ForkJoinPool",
                jdk.inside(ForkJoinPool.class)
                        .findConstructor(
                                ForkJoinPool.class, MethodType.methodType(void.class, byte.class)));
        put(
                "ForkJoinPool.workerNamePrefix",
                jdk.inside(ForkJoinPool.class)
                        .findGetter(ForkJoinPool.class, "workerNamePrefix", String.class));
        put(
                "AbstractOwnableSynchronizer.owner",
                jdk.inside(AbstractOwnableSynchronizer.class)
                        .findVirtual(
                                AbstractOwnableSynchronizer.class,
                                "getExclusiveOwnerThread",
                                MethodType.methodType(Thread.class)));
    }

    private static Object unsafe(Lookup misc, Class<?> type) throws ReflectiveOperationException {
        try {
            return misc.findStatic(type, "getUnsafe", MethodType.methodType(type)).invoke();
        } catch (ReflectiveOperationException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void spi(Lookup secure, String name, MethodType type)
            throws ReflectiveOperationException {
        put(
                "SecureRandomSpi." + name,
                secure.findVirtual(SecureRandomSpi.class, name, type)
                        .asType(type.insertParameterTypes(0, Object.class)));
    }

    private void put(String name, MethodHandle handle) {
        handles.put(name, handle);
    }
}
