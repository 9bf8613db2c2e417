package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

/** Who keeps for each program what the JDK keeps in static fields. */
public interface Statics {
    /** What the calling thread's program has in the place of what the JDK has for all. */
    @Nullable Object own(Static of, @Nullable Object shared);

    /** The calling thread's program sets its own; false if it belongs to none. */
    boolean set(Static of, @Nullable Object value);
}
