package io.jackfield.cli.check;

import io.jackfield.cli.run.PlannedProgram;

import java.util.List;
import java.util.Map;

/**
 * A host that the program talks to.
 *
 * @param name by which the program knows it
 * @param programs what runs there; none if nobody gave any
 * @param ports where the program was seen to connect to, and who answers there in place of a
 *     program
 */
record Party(String name, List<PlannedProgram> programs, Map<Integer, StandIn> ports) {
    boolean isGiven() {
        return !programs.isEmpty();
    }

    /** Whether it answers, or is not asked. */
    boolean answersWhereAsked() {
        return ports.isEmpty() || answers();
    }

    /** Whether it says anything at all. */
    boolean answers() {
        return isGiven() || ports.containsValue(StandIn.HTTP);
    }
}
