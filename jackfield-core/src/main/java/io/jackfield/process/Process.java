package io.jackfield.process;

import io.jackfield.entropy.Purpose;
import io.jackfield.file.OpenFile;
import io.jackfield.file.WaitQueue;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Program;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One process: its descriptors, its user, its children, and the threads that sleep in its calls.
 * The calls themselves are {@link #calls()}.
 */
@SuppressWarnings(
        "JavaLangClash") // the POSIX word; nobody here starts processes of the real system
public final class Process {
    private final Kernel kernel;
    private final int pid;
    private final String name;
    private final @Nullable Process parent;
    private final Calls calls;
    private final Blocking blocking;
    private final DescriptorTable table;
    private final List<Process> children = new ArrayList<>(0);
    private final WaitQueue childEnds = new WaitQueue();
    private final int realUid;
    private final int gid;
    private final Limits limits;
    private int uid;
    private int status;
    private @Nullable Credentials credentials;

    /** Read by sleeping threads too. */
    private volatile boolean isEnded;

    private volatile Predicate<Thread> endsByThreadInterrupt = _ -> true;
    private final Survivors survivors = new Survivors();

    Process(Kernel kernel, int pid, String name, int uid, @Nullable Process parent) {
        this.kernel = kernel;
        this.pid = pid;
        this.name = name;
        this.uid = uid;
        this.realUid = parent != null ? parent.realUid : uid;
        this.gid = parent != null ? parent.gid : uid; // everybody has a group of their own
        this.parent = parent;
        this.limits = parent != null ? parent.limits.copy() : new Limits(kernel.settings());
        this.table = parent != null ? parent.table.copy() : new DescriptorTable(limits.files());
        this.blocking = new Blocking(this, kernel);
        this.calls = new Calls(this);
        if (parent != null) {
            parent.children.add(this);
        }
    }

    public int pid() {
        return pid;
    }

    /** What it was started as; a forked process has its parent's. */
    public String name() {
        return name;
    }

    /** The effective user. */
    public int uid() {
        return uid;
    }

    /** The user it was started as, to whom it may always return. */
    int realUid() {
        return realUid;
    }

    /** What other processes are told of it. */
    Credentials credentials() {
        Credentials known = credentials;
        if (known == null) {
            known = new Credentials(pid, uid, gid);
            credentials = known;
        }
        return known;
    }

    Limits limits() {
        return limits;
    }

    /** The process that nobody's fork began, and whose descendant this is. */
    int group() {
        return parent == null ? pid : parent.group();
    }

    /** Whether it may do what only the privileged user may. */
    boolean isPrivileged() {
        return uid == 0;
    }

    void uid(int effective) {
        uid = effective;
        credentials = null;
    }

    /** Its system calls. */
    public Calls calls() {
        return calls;
    }

    /** What a selector stands on that sleeps as this process's threads do. */
    public Selection selection() {
        return new Selection(kernel.scheduler());
    }

    /** By chance a number below the bound, for the name of something temporary. */
    public int temporaryName(int bound) {
        enterTimeless();
        try {
            return kernel.entropy().below(Purpose.TEMPORARY_NAME, bound);
        } finally {
            leave();
        }
    }

    Kernel kernel() {
        return kernel;
    }

    Blocking blocking() {
        return blocking;
    }

    DescriptorTable table() {
        return table;
    }

    List<Process> children() {
        return children;
    }

    WaitQueue childEnds() {
        return childEnds;
    }

    public boolean isEnded() {
        return isEnded;
    }

    /** The exit status of a process that has ended. */
    public int status() {
        return status;
    }

    /** What its descriptors refer to, in ascending order. Under the host's lock. */
    public List<OpenFile> openFiles() {
        List<OpenFile> files = new ArrayList<>();
        for (int fd = table.next(0); fd >= 0; fd = table.next(fd + 1)) {
            OpenFile file = table.get(fd);
            assert file != null : "next answers open descriptors";
            files.add(file);
        }
        return files;
    }

    /** How many descriptors are open. Under the host's lock. */
    public int openDescriptors() {
        return table.size();
    }

    /**
     * How often a sleeping call was woken by what it waited for, whether there was something left
     * for it or not. Under the host's lock.
     */
    public long wakeUps() {
        return blocking.wakeUps();
    }

    /**
     * Of which threads {@link Thread#interrupt} ends a sleeping call with EINTR: of all, unless a
     * door that keeps the JDK's rules says otherwise.
     */
    public void endsByThreadInterrupt(Predicate<Thread> which) {
        endsByThreadInterrupt = which;
    }

    boolean endsByThreadInterrupt(Thread thread) {
        return endsByThreadInterrupt.test(thread);
    }

    /** Takes the host's lock for a call of this process; the time. */
    long enter() {
        long nowNanos = kernel.enter();
        if (isEnded) {
            kernel.leave();
            throwIfAlreadyEnded();
        }
        return nowNanos;
    }

    /** Takes the host's lock for a call that does not look at the time. */
    void enterTimeless() {
        kernel.enterTimeless();
        if (isEnded) {
            kernel.leave();
            throwIfAlreadyEnded();
        }
    }

    void leave() {
        kernel.leave();
    }

    /**
     * Ends the calling thread if the process has ended, for calls that do not get to the host.
     *
     * @throws ProcessEnd if so
     */
    public void throwIfEnded() {
        if (isEnded) {
            throw new ProcessEnd(status);
        }
    }

    /**
     * As {@link #throwIfEnded} at the beginning of a call, holding no lock. A thread that goes on
     * after it was told often is left asleep.
     */
    public void throwIfAlreadyEnded() {
        if (isEnded) {
            survivors.mayHearOfIt(kernel.scheduler());
            throw new ProcessEnd(status);
        }
    }

    /** The life of the process's own thread. */
    void run(Program program) {
        try {
            endFromOutside(program.main(calls));
        } catch (ProcessEnd ended) {
            assert isEnded : "only its end ends a process this way";
        } catch (Exception thrown) {
            endFromOutside(1);
            throw new IllegalStateException("process " + pid + " (" + name + ") failed", thrown);
        } catch (Error thrown) {
            endFromOutside(1);
            throw thrown;
        }
    }

    /** fork(2): the child runs with a copy of the table; its pid, or -EAGAIN. */
    int fork(Program program) {
        Process child;
        enter();
        try {
            if (!kernel.processes().mayFork(this)) {
                return Errno.EAGAIN.result();
            }
            child = kernel.processes().fork(this);
        } finally {
            leave();
        }
        kernel.scheduler().start(name, () -> child.run(program));
        return child.pid;
    }

    /**
     * _exit(2).
     *
     * @throws ProcessEnd always
     */
    void exit(int exit) {
        enter();
        try {
            end(exit);
        } finally {
            leave();
        }
        throw new ProcessEnd(status);
    }

    /** Ends the process: as {@link #end}, taking the lock. */
    public void endFromOutside(int exit) {
        kernel.enter();
        try {
            end(exit);
        } finally {
            kernel.leave();
        }
    }

    /**
     * Ends the process: its descriptors are closed in ascending order, its sleeping threads end,
     * its children have no parent any more, its own parent is told. Under the host's lock.
     */
    public void end(int exit) {
        if (isEnded) {
            return;
        }
        status = exit & 0xff;
        isEnded = true;
        for (int fd = table.next(0); fd >= 0; fd = table.next(fd + 1)) {
            OpenFile file = table.remove(fd);
            assert file != null : "next answers open descriptors";
            kernel.processes().letGo(file); // LINUX.md 78: not on process exit
        }
        blocking.endAll();
        for (Process child : children) {
            if (child.isEnded) {
                kernel.processes().forget(child);
            }
        }
        children.clear();
        if (parent == null || parent.isEnded) {
            kernel.processes().forget(this);
        } else {
            tellParent();
        }
    }

    /** A thread of it has left a call, and what it held there. Under the host's lock. */
    void threadLeft() {
        if (parent != null && !parent.isEnded) {
            tellParent();
        }
    }

    private void tellParent() {
        if (isGone() && parent != null) {
            parent.childEnds.wakeAll(~0);
        }
    }

    /** Whether it has ended and none of its threads is in a call, where it holds a file open. */
    boolean isGone() {
        return isEnded && !blocking.hasThreads();
    }

    /** The descriptor table has room for one file more: the number reserved, or -errno. */
    int reserve() {
        return table.reserve(0);
    }

    /** Whether another description may be opened: 0 or -ENFILE. */
    int mayOpen() {
        boolean full = kernel.processes().openFiles() >= kernel.settings().get(Setting.FILE_MAX);
        return full && !isPrivileged() ? Errno.ENFILE.result() : 0;
    }

    /** A description has been made. */
    void opened() {
        kernel.processes().opened();
    }

    /**
     * The first half of closing a descriptor while threads are inside (DESIGN §4): it refers to
     * nothing but an end from now on, and whoever enters finds that. Those who sleep inside hold
     * the description until {@link Calls#interrupt} ends their sleep. The second half is close.
     *
     * @return 0 or -EBADF
     */
    public int preClose(int fd) {
        enter();
        try {
            OpenFile before = table.remove(fd);
            if (before == null) {
                return Errno.EBADF.result();
            }
            table.use(fd);
            table.install(fd, new PreClosed(), false);
            opened();
            letGo(before);
            return 0;
        } finally {
            leave();
        }
    }

    /** Gives one reference up; true if the file was released by that. */
    boolean letGo(OpenFile file) {
        boolean released = file.release(kernel.nowNanos());
        if (released) {
            kernel.processes().closed();
        }
        return released;
    }

    @Override
    public String toString() {
        return name + "[" + pid + "]";
    }
}
