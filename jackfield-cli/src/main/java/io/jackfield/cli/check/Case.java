package io.jackfield.cli.check;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One run: which misfortune befalls whom, and what is done for that.
 *
 * @param adversity null for fair weather
 * @param party whom it befalls; null if it is a visitor, or everybody
 * @param instead who answers for the party from the start; null if it answers for itself
 * @param before what is done to the network before programs start
 * @param acts what is done then, by time
 * @param faultNanos when the misfortune begins
 * @param healNanos when it is over
 * @param endNanos when the run is
 * @param quietUntilNanos nobody visits between the misfortune and then
 */
record Case(
        @Nullable Adversity adversity,
        @Nullable Party party,
        @Nullable StandIn instead,
        List<Act> before,
        List<Act> acts,
        long faultNanos,
        long healNanos,
        long endNanos,
        long quietUntilNanos) {

    /** Nothing befalls anybody. */
    static Case fair(long endNanos) {
        return new Case(null, null, null, List.of(), List.of(), endNanos, endNanos, endNanos, 0);
    }

    /** {@code black-holed peer: db}. */
    String title() {
        String what = adversity == null ? "fair weather" : adversity.title();
        return party == null ? what : what + ": " + party.name();
    }
}
