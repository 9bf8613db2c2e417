package io.jackfield.hooks;

/**
 * The calls of the exit switch where the JDK decides which method handles it keeps for good: those
 * of classes from the system class loader and above it, and each program has a system class loader
 * of its own, that is to go when the program has gone.
 */
public final class HandleHooks {
    private HandleHooks() {}

    /** Whether the calling thread has a system class loader of its own. */
    public static boolean ofProgram() {
        return ExitHooks.getSystemClassLoader() != null;
    }

    /** The nearest class loader above the program's that all share. */
    public static ClassLoader getSystemClassLoader() {
        return ClassLoader.getPlatformClassLoader();
    }
}
