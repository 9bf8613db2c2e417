package io.jackfield.junit;

import java.util.Arrays;
import java.util.List;

/**
 * What tells one failure from another: what was thrown, its message without the figures in it, and
 * the innermost place in the author's code.
 */
record Signature(String type, String message, String place) {
    private static final int LONGEST = 300;

    static Signature of(Throwable thrown) {
        return new Signature(
                thrown.getClass().getName(),
                plain(thrown.getMessage() == null ? "" : thrown.getMessage()),
                place(Arrays.asList(thrown.getStackTrace())));
    }

    /** {@code Shop.java:52}; where nothing is the author's, the innermost frame. */
    static String place(List<StackTraceElement> frames) {
        return frames.stream()
                .filter(frame -> Blocked.isAuthors(frame.getClassName()))
                .findFirst()
                .or(() -> frames.stream().findFirst())
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    private static String plain(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        String figures = "@[0-9a-f]{1,8}\\b|[0-9]+(\\.[0-9]+)?";
        String text = line.replaceAll(figures, "#").replaceAll("([^,<\\[]*#)(, \\1)+", "$1");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    @Override
    public String toString() {
        String words = message.isEmpty() ? type : type + ": " + message;
        return place.isEmpty() ? words : words + " at " + place;
    }
}
