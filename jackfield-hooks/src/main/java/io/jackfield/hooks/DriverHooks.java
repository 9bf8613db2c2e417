package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

/** The call that stands before DriverManager's search for drivers, which is made once per JVM. */
public final class DriverHooks {
    private static volatile @Nullable Drivers installed;

    private DriverHooks() {}

    /** From now on the call is answered; null ends it. */
    public static void install(@Nullable Drivers drivers) {
        installed = drivers;
    }

    /** DriverManager.ensureDriversInitialized, which always goes on. */
    public static @Nullable Boolean ensureDriversInitialized() {
        Drivers drivers = installed;
        if (drivers != null) {
            drivers.find();
        }
        return null;
    }
}
