package io.jackfield.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jackfield.host.HostedProgram;
import io.jackfield.process.ProcessEnd;

import org.jspecify.annotations.Nullable;

import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A Java program that runs on a host. It ends as one does: when no thread is left that is no
 * daemon, by {@code System.exit} (which is the program's own with the agent's switch {@code exit};
 * without, it ends the real JVM), or by a signal. Then its shutdown hooks run, its descriptors are
 * closed in ascending order, and its threads end at the next call that gets to the host; those that
 * wait elsewhere are interrupted, and {@link #threadsLeft} names those that went on all the same.
 *
 * <p>Its own are its classes with their statics, threads, descriptors, shutdown hooks, and standard
 * output and error; with the agent's switch {@code exit} also its system properties, and what it
 * sets as the default authenticator, cookie handler, proxy selector and factory of URL handlers.
 * Standard input and what it sets with {@code System.setOut} are the JVM's.
 */
public final class JvmProgram implements HostedProgram, AutoCloseable {
    private static final int SIGKILL = 128 + 9;
    private static final int SIGTERM = 128 + 15;
    private static final int UNCAUGHT = 1;

    /** How long a thread has got to come to its end. */
    private static final long GRACE_MILLIS = 200;

    private final Jvm jvm;
    private final ProgramLoader loader;
    private final Method main;
    private final ProgramOutput out;
    private final ProgramOutput err;
    private final ShutdownHooks hooks = new ShutdownHooks();
    private final OwnStatics statics;
    private final AtomicBoolean isEnding = new AtomicBoolean();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Throwable thrown;
    private final CompletableFuture<JvmProgram> exit = new CompletableFuture<>();

    JvmProgram(Jvm jvm, Launch launch) throws ClassNotFoundException {
        this.jvm = jvm;
        this.loader = new ProgramLoader(jvm.host().name(), launch.classPath());
        this.main = mainOf(Class.forName(launch.mainClass(), false, loader));
        this.out = output(launch, launch.out());
        this.err = output(launch, launch.err());
        this.statics = new OwnStatics(launch);
        jvm.owns(loader);
    }

    private static Method mainOf(Class<?> type) {
        try {
            Method main = type.getDeclaredMethod("main", String[].class);
            if (Modifier.isStatic(main.getModifiers())) {
                main.setAccessible(true);
                return main;
            }
        } catch (NoSuchMethodException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "class " + type.getName() + " has no static method main(String[])");
    }

    private ProgramOutput output(Launch launch, OutputStream to) {
        return launch.isPrefixed()
                ? ProgramOutput.prefixed(to, this::prefix)
                : ProgramOutput.plain(to);
    }

    private byte[] prefix() {
        return String.format(Locale.ROOT, "%9.3f %s | ", jvm.nowNanos() / 1e9, jvm.host().name())
                .getBytes(UTF_8);
    }

    void start(String[] arguments) {
        Thread first = jvm.newThread("main", () -> run(arguments));
        first.setContextClassLoader(loader);
        first.setDaemon(false);
        first.start();
        jvm.serve("end of " + jvm.host().name(), () -> awaitThreads(first));
    }

    private void run(String[] arguments) {
        try {
            main.invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            fail(e.getTargetException());
        } catch (IllegalAccessException e) {
            fail(e);
        }
    }

    /** What main throws when the program is over, interrupted by its end, is not its own doing. */
    private void fail(Throwable thrown) {
        if (!(thrown instanceof ProcessEnd) && !isOver.get()) {
            this.thrown = thrown;
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
        }
    }

    /** As the JVM's DestroyJavaVM: the end comes when no thread is left that is no daemon. */
    private void awaitThreads(Thread first) {
        Thread next = first;
        while (next != null && over.getCount() > 0) {
            try {
                next.join();
            } catch (InterruptedException e) {
                return; // nobody but the real JVM's own end does that
            }
            next =
                    jvm.liveThreads().stream()
                            .filter(thread -> !thread.isDaemon())
                            .findFirst()
                            .orElse(null);
        }
        end(thrown == null ? 0 : UNCAUGHT);
    }

    ClassLoader loader() {
        return loader;
    }

    ShutdownHooks hooks() {
        return hooks;
    }

    OwnStatics statics() {
        return statics;
    }

    OutputStream out() {
        return out;
    }

    OutputStream err() {
        return err;
    }

    /** The machine it runs in. */
    public Jvm jvm() {
        return jvm;
    }

    @Override
    public boolean isEnded() {
        return over.getCount() == 0;
    }

    /** Waits for its end; the exit status. */
    public int await() throws InterruptedException {
        over.await();
        return status();
    }

    /** Waits for its end for so long; whether it has ended. */
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return over.await(timeout, unit);
    }

    /** Completed at its end, by the thread that ends it. */
    public CompletableFuture<JvmProgram> onExit() {
        return exit.copy();
    }

    @Override
    public @Nullable Throwable thrown() {
        return thrown;
    }

    @Override
    public int status() {
        if (!isEnded()) {
            throw new IllegalStateException("the program has not ended");
        }
        return jvm.process().status();
    }

    /** SIGTERM: it ends with its shutdown hooks and status 143, and this waits for it. */
    public void terminate() {
        end(SIGTERM);
        awaitUninterruptibly();
    }

    /**
     * SIGTERM, without waiting for the end: a thread of the host's runs the shutdown hooks, in a
     * deterministic world when that goes on.
     */
    public void beginTermination() {
        jvm.serve("SIGTERM for " + jvm.host().name(), () -> end(SIGTERM));
    }

    @Override
    public void kill() {
        halt(SIGKILL);
    }

    /** {@link #kill}, if it has not ended. */
    @Override
    public void close() {
        kill();
    }

    /** Runtime.exit by one of its threads, which does not return. */
    void exit(int status) {
        end(status);
        awaitUninterruptibly();
        jvm.process().calls().exit(status);
    }

    /** Runtime.halt by one of its threads, which does not return. */
    void haltHere(int status) {
        halt(status);
        jvm.process().calls().exit(status);
    }

    private void end(int status) {
        if (isEnding.compareAndSet(false, true)) {
            for (Thread hook : hooks.start()) {
                joinUninterruptibly(hook);
            }
            halt(status);
        }
    }

    private void halt(int status) {
        if (isOver.compareAndSet(false, true)) {
            isEnding.set(true);
            out.end();
            err.end();
            jvm.process().endFromOutside(status);
            over.countDown();
            exit.complete(this);
            Thread self = Thread.currentThread();
            jvm.liveThreads().stream().filter(each -> each != self).forEach(JvmProgram::interrupt);
            jvm.endThreads();
        }
    }

    /** An interrupt closes the channel that its thread is in; that went with the process. */
    private static void interrupt(Thread thread) {
        try {
            thread.interrupt();
        } catch (ProcessEnd closed) {
            assert thread.isInterrupted() || !thread.isAlive() : "it is interrupted before";
        }
    }

    /** Joins until the hook has ended, or the program has been halted meanwhile. */
    private void joinUninterruptibly(Thread hook) {
        boolean interrupted = false;
        while (hook.isAlive() && over.getCount() > 0) {
            try {
                hook.join(GRACE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    private void awaitUninterruptibly() {
        boolean interrupted = false;
        while (over.getCount() > 0) {
            try {
                over.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The threads of a program that has ended which went on: they call nothing that reaches the
     * host, and nothing that an interrupt ends. Each has got a moment before it counts.
     */
    public List<Thread> threadsLeft() throws InterruptedException {
        List<Thread> left = new ArrayList<>();
        for (Thread thread : jvm.liveThreads()) {
            thread.join(GRACE_MILLIS);
            if (thread.isAlive()) {
                left.add(thread);
            }
        }
        return left;
    }

    @Override
    public String toString() {
        return main.getDeclaringClass().getName() + " on " + jvm.host().name();
    }
}
