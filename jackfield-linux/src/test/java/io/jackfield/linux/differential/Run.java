package io.jackfield.linux.differential;

import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A program on one kernel: its processes, its variables, and the calls of it that sleep. */
final class Run {
    private static final int CLOSED = -1;
    private static final int MOST_ASLEEP = 3;

    private final Stage stage;
    private final Names names;
    private final Tables tables = new Tables();
    private final List<@Nullable Syscalls> processes = new ArrayList<>();
    private final List<Sleeper> asleep = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final List<Integer> mapped = new ArrayList<>();
    private int[] variables = new int[16];

    /** A call that sleeps, by its place in the program, on open files. */
    private record Sleeper(int place, Step step, List<Integer> files, Pending pending) {}

    Run(Stage stage, Ground ground) {
        this.stage = stage;
        names = new Names(ground);
        Arrays.fill(variables, CLOSED);
        processes.add(stage.start());
    }

    Names names() {
        return names;
    }

    List<String> answers() {
        return answers;
    }

    @Nullable Syscalls process(int number) {
        return number < processes.size() ? processes.get(number) : null;
    }

    Tables tables() {
        return tables;
    }

    /** Such a file was connected to a mapped address. */
    void mapped(int file) {
        mapped.add(file);
    }

    boolean wasMapped(int file) {
        return mapped.contains(file);
    }

    /**
     * Whether one of the numbers is perhaps that which a sleeping accept has reserved: Linux's
     * select finds it ready for everything, though it is not open.
     */
    boolean mayBeReserved(int process, int[] fds) {
        return asleep.stream()
                        .anyMatch(
                                each ->
                                        each.step.process() == process
                                                && each.step.sleep() == Step.Sleep.IN_TURN)
                && Arrays.stream(fds).anyMatch(fd -> fd >= 0 && tables.file(process, fd) < 0);
    }

    int fd(Fd named) {
        if (!named.isVariable()) {
            return named.number();
        }
        return named.number() < variables.length ? variables[named.number()] : CLOSED;
    }

    private void set(int variable, int fd) {
        if (variable >= variables.length) {
            int before = variables.length;
            variables = Arrays.copyOf(variables, 2 * variable);
            Arrays.fill(variables, before, variables.length, CLOSED);
        }
        variables[variable] = fd;
    }

    /** A call has opened a file: what its variable is, if it succeeded. */
    int opened(int process, int variable, int result) {
        set(variable, result < 0 ? CLOSED : result);
        if (result >= 0) {
            tables.opened(process, result);
        }
        return result;
    }

    int copied(int process, int from, int variable, int result) {
        set(variable, result < 0 ? CLOSED : result);
        if (result >= 0) {
            tables.copied(process, from, result);
        }
        return result;
    }

    int closed(int process, int fd, int result) {
        if (result == 0) {
            tables.closed(process, fd);
        }
        return result;
    }

    /** A new process; its number is the next one, whether the call succeeds or not. */
    String fork(int process, Syscalls os) {
        CompletableFuture<Syscalls> child = new CompletableFuture<>();
        int pid = os.fork(stage.resident(child::complete));
        tables.forked(process);
        stage.settle();
        processes.add(pid < 0 ? null : child.join());
        return names.pid(pid);
    }

    /** Ends a process, which makes no more calls. */
    String exit(int process, Syscalls os, int status) {
        processes.set(process, null);
        try {
            os.exit(status);
        } catch (AssertionError wrong) {
            throw wrong;
        } catch (Error ended) { // of its own kind on each kernel, and no more than that
            return "0";
        }
        return "came back";
    }

    /** Interrupts the call that sleeps longest, if one does. */
    String interrupt() {
        if (asleep.isEmpty()) {
            return "nobody sleeps";
        }
        Sleeper first = asleep.getFirst();
        Syscalls os = processes.get(first.step.process());
        Thread thread = first.pending.thread();
        if (os != null && thread != null) {
            os.interrupt(thread);
        }
        return "0";
    }

    void make(int place, Step step) {
        int number = step.process();
        Syscalls os = number < processes.size() ? processes.get(number) : null;
        String answer;
        if (os == null) {
            answer = "no process";
        } else if (takes(step) && asleep.stream().anyMatch(each -> gives(each.step))) {
            answer = "passed over"; // how much room makes a sender go on is each kernel's own
        } else if (step.sleep() == Step.Sleep.NEVER) {
            answer = make(step, os);
        } else {
            answer = makeAsleep(place, step, os);
        }
        stage.settle();
        answers.add(answer + woken());
    }

    private static boolean takes(Step step) {
        return step.kind().startsWith("re");
    }

    private static boolean gives(Step step) {
        return step.kind().startsWith("send") || step.kind().startsWith("write");
    }

    private String make(Step step, Syscalls os) {
        try {
            return step.call().make(this, os);
        } catch (RuntimeException | AssertionError thrown) {
            return "threw " + thrown;
        }
    }

    private String makeAsleep(int place, Step step, Syscalls os) {
        List<Integer> files = new ArrayList<>();
        for (Fd fd : step.on()) {
            files.add(tables.file(step.process(), fd(fd)));
        }
        if (!maySleep(step.sleep(), files)) {
            return "passed over";
        }
        Pending pending = stage.begin(() -> step.call().make(this, os));
        stage.settle();
        String answer = pending.answer();
        if (answer != null) {
            return answer;
        }
        asleep.add(new Sleeper(place, step, files, pending));
        return "sleeps";
    }

    /** Not beside others if the order in which they wake would decide who gets what. */
    private boolean maySleep(Step.Sleep sleep, List<Integer> files) {
        for (Sleeper other : asleep) {
            Step.Sleep its = other.step.sleep();
            boolean shares = files.stream().anyMatch(other.files::contains);
            boolean inTurn = sleep == Step.Sleep.IN_TURN && its == Step.Sleep.IN_TURN;
            boolean watches = sleep == Step.Sleep.READINESS || its == Step.Sleep.READINESS;
            if (watches || (shares && !inTurn)) {
                return false;
            }
        }
        return asleep.size() < MOST_ASLEEP;
    }

    /** What calls have answered that slept until now. */
    private String woken() {
        StringBuilder text = new StringBuilder();
        for (Iterator<Sleeper> each = asleep.iterator(); each.hasNext(); ) {
            Sleeper sleeper = each.next();
            String answer = sleeper.pending.answer();
            if (answer != null) {
                boolean hasEnded = processes.get(sleeper.step.process()) == null;
                answer = hasEnded ? "ended" : answer; // nobody hears what it would have answered
                text.append("; call ").append(sleeper.place).append(" wakes: ").append(answer);
                each.remove();
            }
        }
        return text.toString();
    }

    /** Ends all processes; what still sleeps ends with them. */
    void end() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            Syscalls os = processes.get(i);
            if (os != null) {
                exit(i, os, 0);
            }
        }
        stage.end();
    }
}
