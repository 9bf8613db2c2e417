package io.jackfield.linux.conformance;

import java.util.List;

/** What of the table of how Linux behaves is not tried, and why. */
final class NotShown {
    static final List<String> LINES =
            List.of(
                    "Row 78, on process exit: a process of jackfield-linux is a thread whose end"
                            + " nobody can wait for; Jackfield does not linger there",
                    "Row 98, FD_SET of a descriptor above 1023: that is glibc, not the kernel");

    private NotShown() {}
}
