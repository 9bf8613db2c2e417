package io.jackfield.jdk;

import org.jspecify.annotations.Nullable;

/**
 * What the agent's hooks of Runtime, ClassLoader and static fields are answered: the calling
 * thread's program does it itself, or there is none and the JDK goes on. Made for jackfield-agent;
 * programs have no use for it.
 */
public final class AgentPrograms {
    private AgentPrograms() {}

    /** Links what is called from inside the JDK, which would call it again to link it. */
    public static void open() {
        Belonging.link();
        current();
    }

    /** What the program has in the place of a static field of the JDK's, by name. */
    public static @Nullable Object own(String name, @Nullable Object shared) {
        JvmProgram program = current();
        return program == null ? shared : program.statics().get(name, shared);
    }

    /** The program sets its own; false for a thread of no program. */
    public static boolean set(String name, @Nullable Object value) {
        JvmProgram program = current();
        if (program == null) {
            return false;
        }
        program.statics().set(name, value);
        return true;
    }

    /** Runtime.exit: returns only for a thread of no program. */
    public static void exit(int status) {
        JvmProgram program = current();
        if (program != null) {
            program.exit(status);
        }
    }

    /** Runtime.halt: returns only for a thread of no program. */
    public static void halt(int status) {
        JvmProgram program = current();
        if (program != null) {
            program.haltHere(status);
        }
    }

    /** Runtime.addShutdownHook; null for a thread of no program, and for a hook of the JDK's. */
    public static @Nullable Boolean addShutdownHook(Thread hook) {
        JvmProgram program = current();
        if (program == null || isOfTheJdk(hook)) {
            return null;
        }
        program.hooks().add(hook);
        return true;
    }

    /** Runtime.removeShutdownHook; null for a thread of no program, and for a hook of the JDK's. */
    public static @Nullable Boolean removeShutdownHook(Thread hook) {
        JvmProgram program = current();
        return program == null || isOfTheJdk(hook) ? null : program.hooks().remove(hook);
    }

    /**
     * Whether it tidies up what the JDK keeps for all programs, such as the handlers of
     * java.util.logging, and whoever used that first happened to add it.
     */
    private static boolean isOfTheJdk(Thread hook) {
        return hook.getClass() != Thread.class && hook.getClass().getClassLoader() == null;
    }

    /** ClassLoader.getSystemClassLoader; null for a thread of no program. */
    public static @Nullable ClassLoader systemClassLoader() {
        JvmProgram program = current();
        return program == null ? null : program.loader();
    }

    /** The calling thread's program; null for a thread of none. */
    public static @Nullable JvmProgram current() {
        Jvm jvm = Belonging.nearest();
        return jvm == null ? null : jvm.program();
    }
}
