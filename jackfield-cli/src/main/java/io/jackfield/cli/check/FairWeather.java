package io.jackfield.cli.check;

import java.util.List;
import java.util.Map;

/**
 * What the program does when nothing befalls anybody.
 *
 * @param isFair whether everybody whom it talks to answers
 * @param isEndless whether it goes on until it is ended
 * @param status its exit status, if it ended
 * @param thrown what its main method threw; empty if nothing
 * @param endedNanos when it was over
 * @param connectedNanos when its first connection to each party stood, −1 if none did
 * @param sites where it waits long all the same
 * @param connectRate connects per second at most, over ten seconds
 * @param isTalking whether it says something to those it talks to in the end, too
 * @param visits how many visitors came
 * @param served how many of them were served
 */
record FairWeather(
        boolean isFair,
        boolean isEndless,
        int status,
        String thrown,
        long endedNanos,
        Map<String, Long> connectedNanos,
        List<Site> sites,
        double connectRate,
        boolean isTalking,
        int visits,
        int served) {

    long connectedNanos(String party) {
        long nanos = connectedNanos.getOrDefault(party, -1L);
        return nanos < 0 ? Times.START : nanos;
    }
}
