package io.jackfield.junit;

import io.jackfield.net.ThreadView;
import io.jackfield.time.Durations;

import java.util.List;

/** Where a thread waits, as its author sees it. */
final class Blocked {
    private static final List<String> NOT_THE_AUTHORS =
            List.of(
                    "java.",
                    "javax.",
                    "jdk.",
                    "sun.",
                    "io.jackfield.",
                    "org.junit.",
                    "org.opentest4j.",
                    "org.assertj.");

    private Blocked() {}

    /** Whether a class is neither the JDK's nor ours nor the test framework's. */
    static boolean isAuthors(String type) {
        return NOT_THE_AUTHORS.stream().noneMatch(type::startsWith);
    }

    /** {@code "order-writer" in SocketInputStream.read for 11.2s OrderWriter.java:88}. */
    static String describe(ThreadView thread, long nowNanos) {
        List<StackTraceElement> frames = thread.frames();
        int own = authors(frames);
        String text = "\"" + thread.name() + "\" on " + thread.group();
        if (own > 0) {
            text += " in " + call(frames.get(own - 1));
        }
        text += " for " + Durations.format(nowNanos - thread.sinceNanos());
        text += Leaks.waitsWithoutTimeout(thread, nowNanos) ? " without a timeout" : "";
        return (text + "   " + place(thread)).stripTrailing();
    }

    /** {@code OrderWriter.java:88}; empty if no frame is the author's. */
    static String place(ThreadView thread) {
        int own = authors(thread.frames());
        if (own == thread.frames().size()) {
            return "";
        }
        StackTraceElement frame = thread.frames().get(own);
        return frame.getFileName() + ":" + frame.getLineNumber();
    }

    /** The place of the innermost frame that is the program's. */
    private static int authors(List<StackTraceElement> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (isAuthors(frames.get(i).getClassName())) {
                return i;
            }
        }
        return frames.size();
    }

    private static String call(StackTraceElement frame) {
        String type = frame.getClassName();
        int from = Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1;
        return type.substring(from) + "." + frame.getMethodName() + "()";
    }
}
