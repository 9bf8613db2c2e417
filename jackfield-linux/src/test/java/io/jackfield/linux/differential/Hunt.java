package io.jackfield.linux.differential;

import org.jspecify.annotations.Nullable;

/**
 * Looks for the first program that the kernels answer differently: what is started, in a JVM of its
 * own, on a core in which a bug was planted. Arguments: the first seed, and how many at most.
 */
final class Hunt {
    /** What the line with the result begins with: programs played, and the shortest one's calls. */
    static final String FOUND = "found: ";

    private Hunt() {}

    public static void main(String[] args) throws Exception {
        long first = Long.parseLong(args[0]);
        long most = Long.parseLong(args[1]);
        try (Judge judge = new Judge()) {
            for (long seed = first; seed < first + most; seed++) {
                Judge.Comparison both = judge.compare(seed);
                @Nullable Difference difference = both.at() < 0 ? null : judge.shrink(seed);
                if (difference != null) {
                    long programs = seed - first + 1;
                    int shortest = difference.steps().size();
                    System.out.println(FOUND + programs + " " + shortest);
                    System.out.println(difference);
                    break;
                }
            }
        }
        System.exit(0);
    }
}
