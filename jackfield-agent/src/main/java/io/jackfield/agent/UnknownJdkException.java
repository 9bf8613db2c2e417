package io.jackfield.agent;

import java.util.Collection;
import java.util.stream.Collectors;

/** A JDK whose methods have not the shape that the agent knows; nothing of it was changed. */
public final class UnknownJdkException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** The versions whose methods were looked at. */
    private static final String KNOWN = "25 (25.0.3)";

    UnknownJdkException(Collection<Rewrite> missing) {
        super(
                missing.stream()
                        .map(Rewrite::toString)
                        .collect(
                                Collectors.joining(
                                        "\n  ",
                                        "jackfield-agent: this is JDK "
                                                + Runtime.version()
                                                + ", known is JDK "
                                                + KNOWN
                                                + "; not found as known:\n  ",
                                        "\nRun on a known JDK, or leave out the switch.")));
    }
}
