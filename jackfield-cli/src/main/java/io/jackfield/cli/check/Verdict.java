package io.jackfield.cli.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What became of the program in one misfortune.
 *
 * @param planned which
 * @param kind in a word
 * @param note what else there is to say
 * @param findings what it should not have done
 * @param tests a test for each finding, where one was written
 */
record Verdict(
        Battery.Planned planned,
        Kind kind,
        String note,
        List<Finding> findings,
        Map<Finding, Path> tests) {

    /** In a word. */
    enum Kind {
        SURVIVED("survived"),
        FOUND("finding"),
        NOT_APPLICABLE("not applicable"),
        UNDECIDED("undecided");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** {@code black-holed peer, in mid-conversation: db}. */
    String title() {
        Party party = planned.party();
        String what = planned.adversity().title();
        return party == null ? what : what + ": " + party.name();
    }
}
