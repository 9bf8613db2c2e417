package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Slot.Kind;
import io.jackfield.linux.differential.Step.Sleep;
import io.jackfield.posix.Family;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A program in the making: its calls so far, and what its variables should be. */
final class Draft {
    final Random random;
    final Ground ground;

    /** Whether descriptors block, and calls may sleep. */
    final boolean blocks;

    private final List<Step> steps = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private int variables;

    /** How many processes have begun, and which of them have ended. */
    private int processes = 1;

    private final List<Integer> ended = new ArrayList<>();

    Draft(Random random, Ground ground, boolean blocks) {
        this.random = random;
        this.ground = ground;
        this.blocks = blocks;
    }

    List<Step> steps() {
        return steps;
    }

    void add(Step step) {
        steps.add(step);
    }

    /** True once in so many times. */
    boolean once(int times) {
        return random.nextInt(times) == 0;
    }

    int pick(int... values) {
        return values[random.nextInt(values.length)];
    }

    /** Some process that lives, mostly the first. */
    int process() {
        int some = once(2) ? 0 : random.nextInt(processes);
        return ended.contains(some) ? 0 : some;
    }

    int variable() {
        return variables++;
    }

    Slot slot(int process, Kind kind, int family) {
        Slot made = new Slot(variable(), process, kind, family, random.nextBoolean());
        slots.add(made);
        return made;
    }

    Slot copyOf(Slot of, int process) {
        Slot made = of.copy(variable(), process);
        slots.add(made);
        return made;
    }

    /** Mostly it is never used again. */
    void closed(Slot slot) {
        if (!once(5)) {
            slots.remove(slot);
        }
    }

    /** What another process has of this one's: the same variables. */
    int forked(int process) {
        int child = processes++;
        for (Slot each : List.copyOf(slots)) {
            if (each.process == process) {
                slots.add(each.copy(each.variable, child));
            }
        }
        return child;
    }

    void ended(int process) {
        ended.add(process);
        slots.removeIf(slot -> slot.process == process);
    }

    int processes() {
        return processes;
    }

    /** The processes that live but for the first. */
    List<Integer> children() {
        List<Integer> children = new ArrayList<>();
        for (int i = 1; i < processes; i++) {
            if (!ended.contains(i)) {
                children.add(i);
            }
        }
        return children;
    }

    /** One of those, the younger the likelier; null if there is none. */
    @Nullable Slot any(Kind... kinds) {
        List<Slot> fitting = new ArrayList<>();
        for (Slot each : slots) {
            for (Kind kind : kinds) {
                if (each.kind == kind) {
                    fitting.add(each);
                }
            }
        }
        if (fitting.isEmpty()) {
            return null;
        }
        int younger = Math.max(random.nextInt(fitting.size()), random.nextInt(fitting.size()));
        return fitting.get(younger);
    }

    @Nullable Slot any() {
        return any(Kind.values());
    }

    List<Slot> slots() {
        return slots;
    }

    /** The type of a socket, that blocks or does not as the program's do. */
    int type(int of) {
        return blocks && !once(4) ? of : of | Family.SOCK_NONBLOCK;
    }

    /** A connected end of AF_UNIX; null if there is none. */
    @Nullable Slot unixConnected() {
        List<Slot> fitting =
                slots.stream()
                        .filter(
                                slot ->
                                        slot.kind == Kind.CONNECTED
                                                && slot.family == Family.AF_UNIX)
                        .toList();
        return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
    }

    /** How a call sleeps, if calls do. */
    Sleep sleep(Sleep how) {
        return blocks ? how : Sleep.NEVER;
    }
}
