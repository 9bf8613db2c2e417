package io.jackfield.programs.determinism;

import java.util.List;
import java.util.function.Function;

/**
 * What came of the runs of a program in one JVM.
 *
 * @param runs of each seed
 * @param logs different logs, of all seeds together; captures and decisions likewise
 * @param lines of the log of a run, on average; packets and lost likewise
 * @param endNanos when a run is over in world time, on average
 * @param millis of real time for a run
 */
record Finding(
        int seeds,
        int runs,
        long logs,
        long captures,
        long decisions,
        double lines,
        double packets,
        double lost,
        double endNanos,
        double millis) {
    static Finding of(List<Run> all, long millis) {
        int seeds = (int) count(all, Run::seed);
        return new Finding(
                seeds,
                all.size() / seeds,
                count(all, run -> run.seed() + run.log()),
                count(all, run -> run.seed() + run.capture()),
                count(all, run -> run.seed() + run.decisions()),
                all.stream().mapToLong(Run::lines).average().orElse(0),
                all.stream().mapToLong(Run::packets).average().orElse(0),
                all.stream().mapToLong(Run::lost).average().orElse(0),
                all.stream().mapToLong(Run::endNanos).average().orElse(0),
                (double) millis / all.size());
    }

    private static long count(List<Run> all, Function<Run, Object> something) {
        return all.stream().map(something).distinct().count();
    }
}
