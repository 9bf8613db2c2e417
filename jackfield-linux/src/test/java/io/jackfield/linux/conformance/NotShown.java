package io.jackfield.linux.conformance;

import java.util.List;

/** What of the table of how Linux behaves is not tried, and why. */
final class NotShown {
    static final List<String> LINES =
            List.of(
                    "Row 35, EPERM for a regular file: Jackfield has no files",
                    "Row 98, FD_SET of a descriptor above 1023: that is glibc, not the kernel");

    private NotShown() {}
}
