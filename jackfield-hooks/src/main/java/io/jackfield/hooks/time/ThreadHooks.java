package io.jackfield.hooks.time;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The calls of the time switch about threads: a platform thread that a thread of a deterministic
 * world starts runs on a virtual thread of that world, and nobody notices. On a thread of no such
 * world each does what the JDK does.
 */
public final class ThreadHooks {
    /* threadStatus, as JVM TI has it. */
    private static final int ALIVE_RUNNABLE = 5;
    private static final int TERMINATED = 2;

    private static final boolean MAPS_UNPARK =
            !List.of(System.getProperty("jackfield.without", "").split(","))
                    .contains("UNPARK_MAPPING");

    private ThreadHooks() {}

    /* Who is who. */

    /** Thread.currentThread, as programs see it. */
    public static Thread currentThread() {
        Thread thread = Thread.currentThread();
        return thread.isVirtual() ? seen(thread) : thread;
    }

    /** The facade of a virtual thread, if it has one. */
    public static Thread seen(Thread thread) {
        SimulatedThread simulated = thread.isVirtual() ? SimulatedThreads.ofVirtual(thread) : null;
        return simulated == null ? thread : simulated.thread();
    }

    /** Thread.threadId where it is chance: in a world a thread has the same number in every run. */
    public static long number(Thread thread) {
        SimulatedThread simulated = SimulatedThreads.of(thread);
        return simulated == null ? thread.threadId() : simulated.number();
    }

    /** The thread that parks for a facade, for LockSupport. */
    public static @Nullable Thread parked(@Nullable Thread thread) {
        return MAPS_UNPARK ? running(thread) : thread;
    }

    /** The virtual thread of a facade; the thread itself if it is none. */
    public static @Nullable Thread running(@Nullable Thread thread) {
        if (thread == null || thread.isVirtual()) {
            return thread;
        }
        SimulatedThread simulated = SimulatedThreads.ofPlatform(thread);
        Thread virtual = simulated == null ? null : simulated.virtual();
        return virtual == null ? thread : virtual;
    }

    /* Life. */

    /** Starts a thread as the JDK does. */
    static void start0Real(Thread thread) throws Throwable {
        Jdk.OfThread.START0.invokeExact(thread);
    }

    /** Thread.start0. */
    public static void start0(Thread thread) throws Throwable {
        SimulatedThread simulated = simulates(thread);
        if (simulated == null) {
            Jdk.OfThread.START0.invokeExact(thread);
        } else {
            start(thread, simulated);
        }
    }

    private static @Nullable SimulatedThread simulates(Thread thread) {
        if (!SimulatedThreads.isAny() || isOfTheJvm(thread.getName())) {
            return null;
        }
        SimulatedThread parent = SimulatedThreads.of(Thread.currentThread());
        if (parent == null) {
            parent = SimulatedThreads.claimant(thread);
        } else if (parent.virtual() == null || parent.startsReal()) {
            return null;
        }
        if (parent == null) {
            return null;
        }
        if (parent.isEnding()) {
            throw parent.ended();
        }
        return parent.child(thread);
    }

    /** They serve references and processes, whoever was first to need them. */
    private static boolean isOfTheJvm(String name) {
        return name.startsWith("Cleaner-")
                || name.equals("Common-Cleaner")
                || name.equals("process reaper");
    }

    private static void start(Thread facade, SimulatedThread simulated) throws Throwable {
        Thread.Builder.OfVirtual builder =
                (Thread.Builder.OfVirtual) Jdk.OfVirtual.BUILDER.invokeExact((Executor) simulated);
        Thread virtual =
                builder.name(facade.getName())
                        .inheritInheritableThreadLocals(false)
                        .unstarted(() -> live(facade, simulated));
        Object bindings = (Object) Jdk.OfThread.BINDINGS.invokeExact(facade);
        Jdk.OfThread.SET_BINDINGS.invokeExact(virtual, bindings);
        if ((boolean) Jdk.OfThread.INTERRUPTED.invokeExact(facade)) {
            virtual.interrupt();
        }
        status(facade, ALIVE_RUNNABLE);
        SimulatedThreads.put(facade, simulated);
        virtual.start();
    }

    private static void status(Thread facade, int status) throws Throwable {
        Object holder = (Object) Jdk.OfThread.HOLDER.invokeExact(facade);
        Jdk.OfThread.SET_STATUS.invokeExact(holder, status);
    }

    /** The life of a facade, with what the JVM does at its end. */
    @SuppressWarnings("DoNotCall") // this is where it runs
    private static void live(Thread facade, SimulatedThread simulated) {
        try {
            try {
                facade.run();
            } catch (Throwable thrown) {
                if (!simulated.isEnding()) {
                    Jdk.OfThread.DISPATCH_UNCAUGHT.invokeExact(facade, thrown);
                }
            } finally {
                Jdk.OfThread.EXIT.invokeExact(facade);
            }
        } catch (Throwable thrown) {
            // as the JVM, which does not care what comes out of these either
        } finally {
            end(facade);
        }
    }

    private static void end(Thread facade) {
        try {
            status(facade, TERMINATED);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        } finally {
            SimulatedThreads.put(facade, null);
            synchronized (facade) {
                facade.notifyAll(); // those that join
            }
        }
    }

    /** Thread.eetop in Thread.alive: not 0 while the thread lives. */
    public static long eetop(Thread thread) throws Throwable {
        return running(thread) == thread ? (long) Jdk.OfThread.EETOP.invokeExact(thread) : 1;
    }

    /** Thread.interrupted in Thread.isInterrupted. */
    public static boolean interrupted(Thread thread) throws Throwable {
        Thread virtual = running(thread);
        return virtual == thread || virtual == null
                ? (boolean) Jdk.OfThread.INTERRUPTED.invokeExact(thread)
                : virtual.isInterrupted();
    }

    /** Thread.interrupt0. */
    public static void interrupt0(Thread thread) throws Throwable {
        Thread virtual = running(thread);
        if (virtual == thread || virtual == null) {
            Jdk.OfThread.INTERRUPT0.invokeExact(thread);
        } else {
            virtual.interrupt();
            mayBurn(virtual);
        }
    }

    /** A thread that interrupts itself may do so in a loop in which it never blocks therefore. */
    private static void mayBurn(Thread virtual) {
        SimulatedThread me = SimulatedThreads.ofVirtual(virtual);
        if (virtual == Thread.currentThread() && me != null) {
            me.looks();
        }
    }

    /** The answer of Thread.threadState. */
    public static Thread.State state(Thread.State own, Thread thread) {
        Thread virtual = running(thread);
        return virtual == thread || virtual == null ? own : virtual.getState();
    }

    /* Looking at others. */

    /** Thread.asyncGetStackTrace in Thread.getStackTrace. */
    public static StackTraceElement @Nullable [] asyncGetStackTrace(Thread thread)
            throws Throwable {
        Thread virtual = running(thread);
        if (virtual == thread) {
            return (StackTraceElement[]) Jdk.OfThread.STACK.invokeExact(thread);
        }
        if (virtual == Thread.currentThread()) {
            StackTraceElement[] frames = new Exception().getStackTrace();
            return Arrays.copyOfRange(frames, 1, frames.length); // without this one
        }
        return virtual == null ? null : virtual.getStackTrace();
    }

    /** Thread.getThreads: in a world only its own, for only those are the same in every run. */
    public static Thread[] getThreads() throws Throwable {
        SimulatedThread me = TimeHooks.current();
        if (me != null) {
            return SimulatedThreads.facades(me).toArray(Thread[]::new);
        }
        Thread[] real = (Thread[]) Jdk.OfThread.THREADS.invokeExact();
        List<Thread> facades = SimulatedThreads.facades(null);
        Thread[] all = Arrays.copyOf(real, real.length + facades.size());
        for (int i = 0; i < facades.size(); i++) {
            all[real.length + i] = facades.get(i);
        }
        return all;
    }

    /** Thread.dumpThreads. */
    public static StackTraceElement[][] dumpThreads(Thread[] threads) throws Throwable {
        StackTraceElement[][] traces =
                (StackTraceElement[][]) Jdk.OfThread.DUMP.invokeExact(threads);
        for (int i = 0; i < threads.length; i++) {
            if (running(threads[i]) != threads[i]) {
                traces[i] = threads[i].getStackTrace();
            }
        }
        return traces;
    }

    /* By reflection. */

    /** The method that is called when a program calls one reflectively. */
    public static Method reflected(Method method) {
        if (!isRedirected(
                method.getDeclaringClass(), method.getName(), method.getParameterCount())) {
            return method;
        }
        try {
            return owner(method.getDeclaringClass()).getMethod(method.getName());
        } catch (NoSuchMethodException e) {
            return method;
        }
    }

    /** MethodHandles.Lookup.findStatic. */
    public static MethodHandle findStatic(
            MethodHandles.Lookup lookup, Class<?> type, String name, MethodType shape)
            throws NoSuchMethodException, IllegalAccessException {
        return isRedirected(type, name, shape.parameterCount())
                ? MethodHandles.lookup().findStatic(owner(type), name, shape)
                : lookup.findStatic(type, name, shape);
    }

    private static Class<?> owner(Class<?> type) {
        return type == Thread.class ? ThreadHooks.class : TimeHooks.class;
    }

    private static boolean isRedirected(Class<?> type, String name, int parameters) {
        return parameters == 0
                && (type == Thread.class && name.equals("currentThread")
                        || type == System.class
                                && (name.equals("nanoTime") || name.equals("currentTimeMillis")));
    }
}
