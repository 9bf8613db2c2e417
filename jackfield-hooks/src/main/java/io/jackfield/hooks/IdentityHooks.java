package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

/** The calls of the identity switch. */
public final class IdentityHooks {
    private static volatile @Nullable Identity installed;

    private IdentityHooks() {}

    /** From now on the calls are heard; null ends it. */
    public static void install(@Nullable Identity identity) {
        installed = identity;
    }

    /** The end of a constructor of Thread. */
    public static void created(Thread thread) {
        Identity identity = installed;
        if (identity != null) {
            identity.created(thread);
        }
    }
}
