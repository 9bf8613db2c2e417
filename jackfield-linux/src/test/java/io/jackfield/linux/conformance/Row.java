package io.jackfield.linux.conformance;

import java.util.List;

/**
 * A row of the table of how Linux behaves.
 *
 * @param number of the row
 * @param claim what is said, or asked
 * @param truth what is noted where it holds, line by line
 */
record Row(String number, String claim, List<String> truth, Trial trial) {
    static Row of(String number, String claim, String truth, Trial trial) {
        return new Row(number, claim, truth.strip().lines().map(String::strip).toList(), trial);
    }

    @Override
    public String toString() {
        return number + " " + claim;
    }
}
