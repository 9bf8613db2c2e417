package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Judge.Comparison;

import java.util.List;

/** What was different, as the program that shows it: a class that compiles. */
record Difference(long seed, Comparison comparison) {
    private static final String HEAD =
            """
            package io.jackfield.linux.differential;

            import io.jackfield.address.IpAddress;
            import io.jackfield.posix.*;

            import java.nio.ByteBuffer;
            import java.util.Arrays;

            /** A program that both kernels were to answer alike: new Seed%1$d().program(new Script(stage)). */
            final class Seed%1$d {
                void program(Script script) {
                    Syscalls os = script.os();
                    int[] fd = new int[256];
                    Arrays.fill(fd, -1);
                    int[] ends;
            """;

    /** The calls up to the first that is answered differently; all if none is. */
    List<Step> steps() {
        int at = comparison.at();
        return at < 0 ? comparison.steps() : comparison.steps().subList(0, at + 1);
    }

    String ours() {
        return comparison.ours().get(comparison.at());
    }

    String theirs() {
        return comparison.theirs().get(comparison.at());
    }

    /** The whole of a Java file. */
    String source() {
        StringBuilder text = new StringBuilder(HEAD.formatted(seed));
        List<Step> steps = steps();
        for (int i = 0; i < steps.size(); i++) {
            text.append("        ").append(statement(steps.get(i)));
            text.append(" // ").append(comparison.theirs().get(i)).append('\n');
        }
        return text.append("    }\n}\n").toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("// seed " + seed + "\n");
        List<Step> steps = steps();
        for (int i = 0; i < steps.size(); i++) {
            boolean isLast = i == steps.size() - 1;
            text.append(statement(steps.get(i)));
            text.append(isLast ? "" : " // " + comparison.theirs().get(i)).append('\n');
        }
        return text + "// Linux:     " + theirs() + "\n// Jackfield: " + ours() + "\n";
    }

    private static String statement(Step step) {
        return step.sleep() == Step.Sleep.NEVER
                ? step.java() + ";"
                : "script.begin(() -> " + step.java() + ");";
    }
}
