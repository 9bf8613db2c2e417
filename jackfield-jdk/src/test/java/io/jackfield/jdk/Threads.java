package io.jackfield.jdk;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The two sorts of threads that a program runs on. */
public enum Threads {
    PLATFORM {
        @Override
        Thread unstarted(Jvm jvm, Runnable body) {
            Thread thread = jvm.threads().newThread(body);
            thread.setDaemon(true);
            return thread;
        }
    },
    VIRTUAL {
        @Override
        Thread unstarted(Jvm jvm, Runnable body) {
            Thread[] made = new Thread[1];
            jvm.run(() -> made[0] = Thread.ofVirtual().unstarted(body));
            return made[0];
        }
    };

    private static final long LIMIT_SECONDS = 20;

    abstract Thread unstarted(Jvm jvm, Runnable body);

    /** Starts a thread of this sort that belongs to the virtual machine. */
    public <T> Task<T> start(Jvm jvm, Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread thread = unstarted(jvm, task);
        thread.start();
        return new Task<>(thread, task);
    }

    /** What a thread does, and what comes of it. */
    public record Task<T>(Thread thread, FutureTask<T> result) {
        /** The result; fails after the limit, or with what the thread threw. */
        public T get() throws Exception {
            try {
                return result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw e;
            } catch (TimeoutException e) {
                AssertionError late = new AssertionError(thread + " did not end");
                late.setStackTrace(thread.getStackTrace());
                throw late;
            }
        }

        /** What the thread threw. */
        public Throwable failure() throws Exception {
            try {
                T value = result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                throw new AssertionError("no failure but " + value);
            } catch (ExecutionException e) {
                return e.getCause();
            }
        }
    }
}
