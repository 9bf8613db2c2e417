package io.jackfield.cli.check;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * Where a program waits: the call, and the innermost line of its author's.
 *
 * @param call what it waits in
 * @param isTimed whether the call was given a time
 * @param type the class of that line
 * @param place {@code PaymentClient.java:81}
 * @param isOwn whether that line is the program's own, and not a library's
 * @param through the innermost line of a library in between; empty if there is none
 */
record Site(Call call, boolean isTimed, String type, String place, boolean isOwn, String through) {
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** What a thread may wait in. */
    enum Call {
        CONNECT("connected"),
        READ("read"),
        WRITE("wrote"),
        LOOKUP("looked a name up"),
        WAIT("waited");

        private final String past;

        Call(String past) {
            this.past = past;
        }

        String past() {
            return past;
        }
    }

    /**
     * The site of a stack; null if it is no wait for somebody else: for a new connection, for any
     * channel to become ready, for a time, or in threads that wait for work.
     *
     * @param own how the names of the program's classes begin
     */
    static @Nullable Site of(List<StackTraceElement> frames, String own) {
        int outside = 0;
        while (outside < frames.size() && isJdk(frames.get(outside), own)) {
            outside++;
        }
        Call call = call(frames.subList(0, outside));
        StackTraceElement author = null;
        for (StackTraceElement frame : frames) {
            if (author == null && isOwn(frame, own)) {
                author = frame;
            }
        }
        if (call == null || outside == frames.size() || (call == Call.WAIT && author == null)) {
            return null;
        }
        StackTraceElement library = frames.get(outside);
        StackTraceElement line = author == null ? library : author;
        return new Site(
                call,
                frames.subList(0, outside).stream().anyMatch(Site::isTimed),
                line.getClassName(),
                place(line),
                author != null,
                line.equals(library) ? "" : place(library));
    }

    private static boolean isOwn(StackTraceElement frame, String own) {
        String type = frame.getClassName();
        return own.isEmpty() ? type.indexOf('.') < 0 : type.startsWith(own);
    }

    private static boolean isJdk(StackTraceElement frame, String own) {
        String type = frame.getClassName();
        boolean isOurs = type.startsWith("io.jackfield.") && !isOwn(frame, own);
        return isOurs || JDK.stream().anyMatch(type::startsWith);
    }

    private static boolean isTimed(StackTraceElement frame) {
        String method = frame.getMethodName().toLowerCase(Locale.ROOT);
        return method.contains("timed") || method.endsWith("nanos");
    }

    private static @Nullable Call call(List<StackTraceElement> jdk) {
        Call call = Call.WAIT;
        for (StackTraceElement frame : jdk) {
            String type = frame.getClassName();
            String method = frame.getMethodName().toLowerCase(Locale.ROOT);
            if (type.contains("Selector") || isIdle(type, method)) {
                return null;
            }
            if (type.equals("java.net.InetAddress")) {
                return Call.LOOKUP;
            }
            if (isSocket(type)) {
                call = socketCall(method, call);
            }
        }
        return call;
    }

    private static boolean isIdle(String type, String method) {
        return (type.equals("java.lang.Thread") && method.startsWith("sleep"))
                || (type.startsWith("java.net.ServerSocket") && method.contains("accept"))
                || (type.contains("ServerSocketChannel") && method.equals("accept"));
    }

    private static boolean isSocket(String type) {
        return type.startsWith("java.net.Socket")
                || type.startsWith("sun.nio.ch.")
                || type.startsWith("io.jackfield.jdk.");
    }

    private static Call socketCall(String method, Call otherwise) {
        if (method.contains("connect")) {
            return Call.CONNECT;
        }
        if (method.contains("read")) {
            return Call.READ;
        }
        return method.contains("write") ? Call.WRITE : otherwise;
    }

    private static String place(StackTraceElement frame) {
        return frame.getFileName() + ":" + frame.getLineNumber();
    }

    /** Whether it is the same line and call. */
    boolean isSame(Site other) {
        return call == other.call && place.equals(other.place);
    }

    /** {@code PaymentClient.java:81 read without a timeout}. */
    @Override
    public String toString() {
        String text = place + " " + call.past();
        if (call != Call.WAIT && call != Call.LOOKUP) {
            text += isTimed ? " with a long timeout" : " without a timeout";
        } else if (call == Call.WAIT && !isTimed) {
            text += " without a limit";
        }
        return through.isEmpty() ? text : text + " (through " + through + ")";
    }
}
