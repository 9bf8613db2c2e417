package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

/**
 * Who ends programs and loads their classes; each null means that the JDK is to go on, for the real
 * JVM.
 */
public interface Exit {
    /** Runs the shutdown hooks and ends the calling thread's program; does not return then. */
    void exit(int status);

    /** Ends the calling thread's program; does not return then. */
    void halt(int status);

    /** Registers a hook; true if that was done. */
    @Nullable Boolean addShutdownHook(Thread hook);

    /** Takes a hook back; whether it was registered. */
    @Nullable Boolean removeShutdownHook(Thread hook);

    /** What loads the classes of the class path that the calling thread's program has. */
    @Nullable ClassLoader systemClassLoader();
}
