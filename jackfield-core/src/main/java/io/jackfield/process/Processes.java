package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Program;
import io.jackfield.socket.Socket;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The processes of one host, and how many files they have open. Guarded by the host's lock. */
public final class Processes {
    /** Uid of a program that nobody gave another one. */
    public static final int USER = 1000;

    private final Kernel kernel;
    private final TreeMap<Integer, Process> byPid = new TreeMap<>();
    private int lastPid;
    private int openFiles;

    public Processes(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Starts a program in a process of its own, with an empty descriptor table. Called without the
     * host's lock.
     *
     * @param uid the effective user, 0 for the privileged one
     */
    public Process start(String name, int uid, Program program) {
        Process process = create(name, uid);
        kernel.scheduler().start(name, () -> process.run(program));
        return process;
    }

    /** A process without a thread of its own: its calls are made by whoever has it. */
    public Process create(String name, int uid) {
        kernel.enter();
        try {
            return add(new Process(kernel, nextPid(), name, uid, null));
        } finally {
            kernel.leave();
        }
    }

    Process fork(Process parent) {
        return add(new Process(kernel, nextPid(), parent.name(), parent.uid(), parent));
    }

    /** Whether RLIMIT_NPROC, which binds all but root, and kernel.threads-max have room. */
    boolean mayFork(Process parent) {
        int ofUser = 0;
        for (Process each : byPid.values()) {
            ofUser += each.realUid() == parent.realUid() ? 1 : 0;
        }
        boolean isExempt = parent.isPrivileged() || parent.realUid() == 0;
        return (isExempt || !parent.limits().isExceeded(ofUser))
                && byPid.size() < kernel.settings().get(Setting.THREADS_MAX);
    }

    private Process add(Process process) {
        byPid.put(process.pid(), process);
        return process;
    }

    /** Whether there is a process of that number, were it one that nobody has waited for. */
    boolean has(int pid) {
        return byPid.containsKey(pid);
    }

    /** The process has ended and its parent, if it has one, knows. */
    void forget(Process process) {
        byPid.remove(process.pid());
    }

    private int nextPid() {
        return ++lastPid;
    }

    /** Ends every process with its threads, as when the host loses power: in the order of pids. */
    public void endAll(int status) {
        for (Process process : running()) {
            process.end(status);
        }
        kernel.unix().collect();
    }

    /** All, also those that have ended and that their parents have not asked about. */
    List<Process> all() {
        return new ArrayList<>(byPid.values());
    }

    /** Those that have not ended, in the order of their pids. */
    public List<Process> running() {
        List<Process> running = new ArrayList<>();
        for (Process process : byPid.values()) {
            if (!process.isEnded()) {
                running.add(process);
            }
        }
        return running;
    }

    /** Open file descriptions of all processes, what fs.file-max limits. */
    public int openFiles() {
        return openFiles;
    }

    /** Gives up a reference to a file that no process has: nobody is there to linger. */
    public void letGo(OpenFile file) {
        if (file.references() == 1 && file instanceof Socket socket) {
            socket.forgoLinger();
        }
        if (file.release(kernel.nowNanos())) {
            closed();
        }
    }

    void opened() {
        openFiles++;
    }

    void closed() {
        openFiles--;
        assert openFiles >= 0 : "a file is closed once";
    }
}
