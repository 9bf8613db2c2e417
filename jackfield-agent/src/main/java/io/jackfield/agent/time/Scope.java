package io.jackfield.agent.time;

import java.util.List;

/** In which classes a call is redirected. */
enum Scope {
    /** Wherever a clock is read that a program could notice. */
    CLOCKS,
    /**
     * Wherever "the current thread" means the one that programs know. Not where the JVM's own is
     * meant: what parks, mounts and unmounts. Those who keep a thread and compare it later must all
     * be on one side.
     */
    THREADS,
    /** Programs only, not the JDK. */
    PROGRAMS;

    /** Ours, the class loaders', and what runs below threads or before there are any. */
    private static final List<String> LEFT_ALONE =
            List.of(
                    "io/jackfield/hooks/",
                    "java/lang/System",
                    "java/lang/VirtualThread$",
                    "java/lang/ThreadBuilders",
                    "java/lang/classfile/",
                    "java/lang/invoke/",
                    "java/lang/management/",
                    "java/lang/ref/",
                    "java/util/jar/",
                    "java/util/zip/",
                    "jdk/internal/classfile/",
                    "jdk/internal/event/",
                    "jdk/internal/loader/",
                    "jdk/internal/misc/VM.",
                    "jdk/internal/ref/",
                    "jdk/internal/vm/",
                    "sun/instrument/",
                    "sun/management/");

    /** In java.lang those that keep something for each thread. */
    private static final List<String> OF_THREADS =
            List.of(
                    "java/lang/ThreadLocal",
                    "java/lang/InheritableThreadLocal",
                    "java/lang/ThreadGroup");

    static boolean isLeftAlone(String name) {
        return startsWithOneOf(name + ".", LEFT_ALONE);
    }

    boolean includes(String name) {
        return switch (this) {
            case CLOCKS -> true;
            case THREADS ->
                    !name.equals("java/util/concurrent/locks/LockSupport")
                            && !name.startsWith("jdk/internal/misc/")
                            && !name.startsWith("jdk/internal/access/")
                            && (!name.startsWith("java/lang/")
                                    || startsWithOneOf(name, OF_THREADS));
            case PROGRAMS ->
                    !name.startsWith("java/")
                            && !name.startsWith("jdk/")
                            && !name.startsWith("sun/");
        };
    }

    private static boolean startsWithOneOf(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
