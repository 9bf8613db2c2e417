package io.jackfield.linux.differential;

import io.jackfield.address.IpAddress;
import io.jackfield.linux.LinuxKernel;
import io.jackfield.net.World;
import io.jackfield.posix.Program;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs on both kernels and compares what each call answers. Each program has an address
 * and two ports that no other of the namespace has had, so that nothing is left of earlier ones.
 */
final class Judge implements AutoCloseable {
    private static final int FIRST_PORT = 1024;
    private static final int PROGRAMS_A_NAMESPACE = 15_000;
    private static final int LAST_STANDARD_STREAM = 2;
    private static final int LOOPBACK_NET = 127 << 24;

    private LinuxKernel linux = LinuxKernel.open();
    private int runs;
    private long earlierCalls;

    /** What was different, and first in which call. */
    record Difference(long seed, List<Step> steps, int at, String ours, String theirs) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("seed " + seed + ":\n");
            for (int i = 0; i <= at; i++) {
                text.append("    ").append(steps.get(i)).append(";\n");
            }
            return text.append("  Linux:     ")
                    .append(theirs)
                    .append("\n  Jackfield: ")
                    .append(ours)
                    .append('\n')
                    .toString();
        }
    }

    /** What both answered to the calls of a program, and where they differ: −1 for nowhere. */
    record Comparison(List<Step> steps, List<String> ours, List<String> theirs, int at) {}

    private record Ground(IpAddress address, int port) {}

    private Ground fresh() {
        if (runs == PROGRAMS_A_NAMESPACE) {
            earlierCalls += linux.calls();
            linux.close();
            linux = LinuxKernel.open();
            runs = 0;
        }
        int number = runs++;
        return new Ground(IpAddress.v4(LOOPBACK_NET + 256 + number), FIRST_PORT + 2 * number);
    }

    /** The program of a seed, on both. */
    Comparison compare(long seed) throws InterruptedException {
        return compare(seed, List.of());
    }

    private Comparison compare(long seed, List<Integer> left) throws InterruptedException {
        Ground ground = fresh();
        Generator generator = new Generator(seed, ground.address, ground.port);
        List<Step> steps = new ArrayList<>(generator.program());
        steps.addAll(Generator.epilogue());
        List<Step> chosen = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (!left.contains(i)) {
                chosen.add(steps.get(i));
            }
        }
        Names names = generator.names();
        List<String> ours = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        onJackfield(program(chosen, names, ours));
        linux.run(program(chosen, names, theirs));
        int at = 0;
        while (at < chosen.size() && ours.get(at).equals(theirs.get(at))) {
            at++;
        }
        return new Comparison(chosen, ours, theirs, at == chosen.size() ? -1 : at);
    }

    private static Program program(List<Step> steps, Names names, List<String> answers) {
        return os -> {
            for (Step step : steps) {
                answers.add(step.call().make(os, names));
            }
            return 0;
        };
    }

    private static void onJackfield(Program program) {
        try (World world = World.scripted(1)) {
            Program withStandardStreams =
                    os -> {
                        while (os.eventfd(0, 0) < LAST_STANDARD_STREAM) {
                            continue;
                        }
                        return program.main(os);
                    };
            world.host("host").start("program", 0, withStandardStreams);
            world.run();
        }
    }

    /** The shortest program found by leaving calls out that still differs; null if none does. */
    @Nullable Difference shrink(long seed) throws InterruptedException {
        List<Integer> left = new ArrayList<>();
        Comparison best = compare(seed, left);
        if (best.at() < 0) {
            return null;
        }
        int all = best.steps().size();
        for (int i = all - 1; i >= 0; i--) {
            left.add(i);
            Comparison without = compare(seed, left);
            if (without.at() >= 0) {
                best = without;
            } else {
                left.remove(Integer.valueOf(i));
            }
        }
        int at = best.at();
        return new Difference(seed, best.steps(), at, best.ours().get(at), best.theirs().get(at));
    }

    /** System calls of Linux so far. */
    long calls() {
        return earlierCalls + linux.calls();
    }

    @Override
    public void close() {
        linux.close();
    }
}
