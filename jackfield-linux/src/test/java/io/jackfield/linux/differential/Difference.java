package io.jackfield.linux.differential;

import io.jackfield.linux.differential.Judge.Comparison;

import java.util.List;

/** What was different, as the program that shows it: a class that compiles. */
record Difference(long seed, Comparison comparison) {
    /** The calls up to the first that is answered differently. */
    List<Step> steps() {
        return comparison.steps().subList(0, comparison.at() + 1);
    }

    String ours() {
        return comparison.ours().get(comparison.at());
    }

    String theirs() {
        return comparison.theirs().get(comparison.at());
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
