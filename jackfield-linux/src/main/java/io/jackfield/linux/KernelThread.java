package io.jackfield.linux;

import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that does nothing but system calls, one at a time, for a thread of a program. Its
 * descriptor table is not the JVM's, so it must not load classes: those are read from descriptors
 * that it does not have. All it needs is linked before ({@link #rehearse}).
 */
final class KernelThread {
    private static final int IDLE = 0;
    private static final int ASKED = 1;
    private static final int DONE = 2;
    private static final int OVER = 3;
    private static final int REHEARSALS = 1000;
    private static final long LOOK_NANOS = 20_000;

    /** What a new thread does first, on itself. */
    interface Beginning {
        void run(KernelThread self);
    }

    private final Thread thread;
    private final Beginning beginning;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final MemorySegment errno = Libc.errnoIn(Arena.ofAuto());
    private final long[] arguments = new long[7];
    private long result;
    private long tid;
    private @Nullable KernelThread asksForThread;
    private volatile @Nullable Thread caller;
    private volatile boolean inCall;
    private volatile boolean ending;

    private KernelThread(String name, Beginning beginning) {
        this.beginning = beginning;
        thread = new Thread(this::live, name);
        thread.setDaemon(true);
    }

    /** One that shares nothing with another yet: the JVM's descriptors are what it sees. */
    static KernelThread start(String name, Beginning beginning) {
        KernelThread made = new KernelThread(name, beginning);
        made.thread.start();
        made.awaitBegun();
        return made;
    }

    /** One that is started by this one, whose descriptor table, identity and namespace it has. */
    KernelThread startAnother(String name, Beginning otherBeginning) {
        KernelThread made = new KernelThread(name, otherBeginning);
        asksForThread = made;
        if (!ask()) {
            throw new ExitedError(0);
        }
        made.awaitBegun();
        return made;
    }

    private void awaitBegun() {
        boolean interrupted = false;
        while (true) {
            try {
                begun.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        tid = here(Call.GETTID, 0, 0, 0);
        beginning.run(this);
        begun.countDown();
        while (!ending || !state.compareAndSet(IDLE, OVER)) {
            if (state.get() == ASKED) {
                serve();
                state.set(DONE);
                LockSupport.unpark(caller);
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void serve() {
        KernelThread other = asksForThread;
        if (other != null) {
            asksForThread = null;
            other.thread.start();
            return;
        }
        long[] a = arguments;
        inCall = true;
        result = Libc.call(errno, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
        inCall = false;
    }

    /** A call on this very thread, by what runs there. */
    long here(Call number, long a, long b, long c) {
        return Libc.call(errno, number.here(), a, b, c, 0, 0, 0);
    }

    /**
     * Has this thread make a call, and waits for its result, also if it is told to end meanwhile:
     * the kernel may write to what the caller lent it until then. One at a time.
     *
     * @return the result, or −errno; −EINTR if the thread has ended
     */
    long call(Call number, long a, long b, long c, long d, long e, long f) {
        long[] mine = arguments;
        mine[0] = number.here();
        mine[1] = a;
        mine[2] = b;
        mine[3] = c;
        mine[4] = d;
        mine[5] = e;
        mine[6] = f;
        result = -Errno.EINTR.number();
        ask();
        return result;
    }

    /** False if this thread has ended. */
    private boolean ask() {
        caller = Thread.currentThread();
        if (!state.compareAndSet(IDLE, ASKED)) {
            return false;
        }
        LockSupport.unpark(thread);
        while (state.get() == ASKED) {
            LockSupport.park(this);
        }
        state.set(IDLE);
        if (ending) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    long tid() {
        return tid;
    }

    /** Whether it is in the kernel, for a program. */
    boolean isInCall() {
        return inCall;
    }

    /** It ends when it is in no call any more; its last one closes what is open. */
    void end() {
        ending = true;
        LockSupport.unpark(thread);
    }

    /**
     * Waits, after {@link #end}, until the kernel knows the thread no more, which closes before
     * that what the thread alone had open. A call in which it sleeps, or which it was asked for and
     * is about to make, ends with EINTR.
     */
    void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive() || Signals.isThere(tid)) {
            if (inCall) {
                Signals.send(tid);
            }
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Links everything that a thread of another descriptor table will need. A method handle that is
     * used often is compiled anew, by classes of its own.
     */
    static void rehearse() {
        MemorySegment errno = Libc.errnoIn(Arena.ofAuto());
        for (int i = 0; i < REHEARSALS; i++) {
            Libc.call(errno, Call.CLOSE.here(), -1, 0, 0, 0, 0, 0);
            Libc.call(errno, Call.GETTID.here(), 0, 0, 0, 0, 0, 0);
        }
        KernelThread first = start("kernel rehearsal", _ -> {});
        first.call(Call.GETTID, 0, 0, 0, 0, 0, 0);
        first.call(Call.CLOSE, -1, 0, 0, 0, 0, 0);
        KernelThread second = first.startAnother("kernel rehearsal", KernelThread::nothing);
        second.call(Call.GETTID, 0, 0, 0, 0, 0, 0);
        second.end();
        first.end();
    }

    private static void nothing(KernelThread self) {
        self.here(Call.GETTID, 0, 0, 0);
    }
}
