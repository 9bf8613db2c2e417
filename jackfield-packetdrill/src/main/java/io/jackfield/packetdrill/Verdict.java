package io.jackfield.packetdrill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a script said of a kernel.
 *
 * @param passed whether the kernel did what the script says
 * @param where file and line of the first difference, the file alone if there is none
 * @param message the difference in one line, empty if there is none
 * @param details the line of the script, and what was seen, in the words of the language
 * @param nanos how long it took, in real time
 */
public record Verdict(
        Path script,
        boolean passed,
        String where,
        String message,
        List<String> details,
        long nanos) {

    /** The lines that are shown: the first begins with {@code pass} or {@code FAIL}. */
    public List<String> lines() {
        if (passed) {
            return List.of("pass  " + script);
        }
        List<String> lines = new ArrayList<>();
        lines.add("FAIL  " + where + "  " + message);
        details.forEach(each -> lines.add("      " + each));
        return lines;
    }
}
