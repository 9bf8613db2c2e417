package io.jackfield.linux.conformance;

import java.util.List;

/**
 * A row of the table of how Linux behaves.
 *
 * @param number of the row
 * @param claim what is said, or asked
 * @param truth what is noted where it holds, line by line
 * @param ours what Jackfield notes instead, if a decision makes it differ
 * @param reason of that decision; empty if there is none
 * @param seconds of real time that it takes on Linux; 0 if next to none
 * @param source the class that has it
 */
record Row(
        String number,
        String claim,
        List<String> truth,
        List<String> ours,
        String reason,
        int seconds,
        Class<?> source,
        Trial trial) {
    private static final StackWalker CALLER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    static Row of(String number, String claim, String truth, Trial trial) {
        List<String> lines = lines(truth);
        return new Row(number, claim, lines, lines, "", 0, CALLER.getCallerClass(), trial);
    }

    private static List<String> lines(String text) {
        return text.strip().lines().map(String::strip).toList();
    }

    /** The same, that waits so long on Linux, where it runs beside others that wait. */
    Row takes(int realSeconds) {
        return new Row(number, claim, truth, ours, reason, realSeconds, source, trial);
    }

    /** The same, where Jackfield has decided otherwise. */
    Row differs(String otherwise, String because) {
        return new Row(number, claim, truth, lines(otherwise), because, seconds, source, trial);
    }

    /** The same, with IPv6 on the wire. */
    Row overIpv6() {
        return new Row(
                number + " IPv6",
                claim + ", over IPv6",
                truth,
                ours,
                reason,
                seconds,
                source,
                c -> trial.run(c.overIpv6()));
    }

    @Override
    public String toString() {
        return number + " " + claim;
    }
}
