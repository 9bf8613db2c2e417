package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

/** The calls of the exit switch, by the methods that they stand before. */
public final class ExitHooks {
    private static volatile @Nullable Exit installed;

    private ExitHooks() {}

    /** From now on the calls are answered; null ends it. */
    public static void install(@Nullable Exit exit) {
        installed = exit;
    }

    /** Runtime.exit. */
    public static @Nullable Boolean exit(Runtime runtime, int status) {
        Exit exit = installed;
        if (exit != null) {
            exit.exit(status);
        }
        return null;
    }

    /** Runtime.halt. */
    public static @Nullable Boolean halt(Runtime runtime, int status) {
        Exit exit = installed;
        if (exit != null) {
            exit.halt(status);
        }
        return null;
    }

    /** Runtime.addShutdownHook. */
    public static @Nullable Boolean addShutdownHook(Runtime runtime, Thread hook) {
        Exit exit = installed;
        return exit == null ? null : exit.addShutdownHook(hook);
    }

    /** Runtime.removeShutdownHook. */
    public static @Nullable Boolean removeShutdownHook(Runtime runtime, Thread hook) {
        Exit exit = installed;
        return exit == null ? null : exit.removeShutdownHook(hook);
    }

    /** ClassLoader.getSystemClassLoader. */
    public static @Nullable ClassLoader getSystemClassLoader() {
        Exit exit = installed;
        return exit == null ? null : exit.systemClassLoader();
    }
}
