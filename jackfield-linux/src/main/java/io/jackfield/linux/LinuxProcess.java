package io.jackfield.linux;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Program;
import io.jackfield.posix.Signal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A process: a descriptor table, the threads of a program that use it, and its children. Its main
 * kernel thread makes no calls for programs, so that it is free to start the others.
 */
public final class LinuxProcess {
    private static final int UNCAUGHT = 1;

    private final LinuxKernel kernel;
    private final String name;
    private final @Nullable LinuxProcess parent;
    private final KernelThread main;
    private final Map<Thread, KernelThread> threads = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<LinuxProcess> children = new ArrayList<>();

    /** Threads that sleep in waitpid. */
    private final List<Thread> waiters = new ArrayList<>(0);

    private int status = -1;

    /** Its threads are no more, and what they had open is closed. */
    private boolean isGone;

    LinuxProcess(
            LinuxKernel kernel, String name, @Nullable LinuxProcess parent, KernelThread main) {
        this.kernel = kernel;
        this.name = name;
        this.parent = parent;
        this.main = main;
    }

    void run(Program program) {
        Thread thread = new Thread(() -> live(program), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void live(Program program) {
        int exit;
        try {
            exit = program.main(new LinuxCalls(this));
        } catch (ExitedError end) {
            exit = end.status();
        } catch (Throwable thrown) {
            failure.set(thrown);
            exit = UNCAUGHT;
        }
        end(exit & 0xff);
    }

    /** The kernel thread of the calling thread, made at its first call. */
    KernelThread here() {
        lock.lock();
        try {
            if (status >= 0) {
                throw new ExitedError(status);
            }
            return threads.computeIfAbsent(
                    Thread.currentThread(),
                    thread -> main.startAnother(name + ": " + thread.getName(), _ -> {}));
        } finally {
            lock.unlock();
        }
    }

    LinuxKernel kernel() {
        return kernel;
    }

    /** Its number: that of its first kernel thread. */
    public int pid() {
        return (int) main.tid();
    }

    int fork(Program child) {
        String of = name + "'s child";
        lock.lock();
        try {
            KernelThread first = LinuxKernel.startThread(main, of);
            LinuxProcess made = kernel.begin(of, child, this, first);
            children.add(made);
            return made.pid();
        } finally {
            lock.unlock();
        }
    }

    /** waitpid(2). */
    int wait(int pid, int @Nullable [] into, boolean hangs) {
        lock.lock();
        try {
            while (true) {
                List<LinuxProcess> meant =
                        children.stream().filter(each -> pid == -1 || each.pid() == pid).toList();
                if (meant.isEmpty()) {
                    return Errno.ECHILD.result();
                }
                for (LinuxProcess each : meant) {
                    if (each.isGone()) {
                        children.remove(each);
                        if (into != null) {
                            into[0] = each.status();
                        }
                        return each.pid();
                    }
                }
                if (!hangs) {
                    return 0;
                }
                waiters.add(Thread.currentThread());
                try {
                    changed.await();
                } finally {
                    waiters.remove(Thread.currentThread());
                }
            }
        } catch (InterruptedException e) {
            return Errno.EINTR.result();
        } finally {
            lock.unlock();
        }
    }

    void exit(int with) {
        end(with & 0xff);
        throw new ExitedError(with & 0xff);
    }

    /** Ends it from outside, as SIGKILL does. */
    public void kill() {
        end(Signal.ENDED_BY + Signal.SIGKILL);
    }

    /** A child, which may have ended. */
    @Nullable LinuxProcess child(int pid) {
        lock.lock();
        try {
            return children.stream().filter(each -> each.pid() == pid).findFirst().orElse(null);
        } finally {
            lock.unlock();
        }
    }

    /** kill(2): what ends a program ends it here too; 0 only looks; none can be stopped. */
    int kill(int pid, int signal) {
        if (!Signal.isKnown(signal) || Signal.stops(signal) || pid <= 0) {
            return Errno.EINVAL.result();
        }
        LinuxProcess meant = kernel.find(pid);
        if (meant == null) {
            return Errno.ESRCH.result();
        }
        if (Signal.ends(signal)) {
            meant.end(Signal.ENDED_BY + signal);
            here(); // which does not return to who has ended itself
        }
        return 0;
    }

    private void end(int with) {
        lock.lock();
        try {
            if (status >= 0) {
                return;
            }
            status = with;
        } finally {
            lock.unlock();
        }
        kernel.ended(this);
        main.end();
        threads.values().forEach(KernelThread::end);
        main.awaitEnd();
        threads.values().forEach(KernelThread::awaitEnd);
        lock.lock();
        try {
            isGone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (parent != null) {
            parent.childEnded();
        }
    }

    private boolean isGone() {
        lock.lock();
        try {
            return isGone;
        } finally {
            lock.unlock();
        }
    }

    private void childEnded() {
        lock.lock();
        try {
            waiters.clear(); // they are awake from now on
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void interrupt(Thread thread) {
        KernelThread meant = threads.get(thread);
        if (meant != null) {
            signal(meant);
        }
    }

    private static void signal(KernelThread thread) {
        Signals.send(thread.tid());
    }

    /** seteuid(2): Linux has it by thread, so all of them are told. */
    int seteuid(int uid) {
        lock.lock();
        try {
            List<KernelThread> all = new ArrayList<>(threads.values());
            all.add(main);
            for (KernelThread each : all) {
                int answer = (int) each.call(Call.SETRESUID, -1, uid, -1, 0, 0, 0);
                if (answer != 0) {
                    return answer;
                }
            }
            return 0;
        } finally {
            lock.unlock();
        }
    }

    /** Its exit status, as soon as it is to end; −1 while it lives. */
    public int status() {
        lock.lock();
        try {
            return status;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for its end.
     *
     * @return its exit status
     * @throws AssertionError if its program threw something
     */
    public int await() throws InterruptedException {
        lock.lock();
        try {
            while (!isGone) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError(name + " failed: " + thrown, thrown);
        }
        return status();
    }

    /** Whether a thread of it sleeps in a call. */
    boolean isAsleep() {
        return threads.keySet().stream().anyMatch(this::isAsleep);
    }

    /** Whether that thread does. */
    boolean isAsleep(Thread thread) {
        KernelThread its = threads.get(thread);
        if (its != null && its.isInCall() && Signals.isAsleep(its.tid())) {
            return true;
        }
        lock.lock();
        try {
            return waiters.contains(thread);
        } finally {
            lock.unlock();
        }
    }

    /** Whether all its threads sleep in calls; not while it has none. */
    boolean isQuiet() {
        return !threads.isEmpty() && threads.keySet().stream().allMatch(this::isAsleep);
    }

    /** How often its threads have gone to sleep. */
    long sleeps() {
        return threads.values().stream().mapToLong(each -> Signals.sleeps(each.tid())).sum();
    }

    @Override
    public String toString() {
        return name + " (" + pid() + ")";
    }
}
