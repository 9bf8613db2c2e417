package io.jackfield.unix;

import io.jackfield.posix.Credentials;

import org.jspecify.annotations.Nullable;

/** What goes along with what is sent: who sends, as whom, and files. */
public final class Ancillary {
    /** The sending process. */
    final Credentials sender;

    /** Its soft limit of descriptors, which limits those on their way too; −1 if it has none. */
    final int fileLimit;

    /** SCM_CREDENTIALS; null if it was not stated. */
    private final @Nullable Credentials stated;

    private @Nullable Rights rights;

    public Ancillary(
            Credentials sender,
            int fileLimit,
            @Nullable Credentials stated,
            @Nullable Rights rights) {
        this.sender = sender;
        this.fileLimit = fileLimit;
        this.stated = stated;
        this.rights = rights;
    }

    @Nullable Credentials stated() {
        return stated;
    }

    /** The files that were not put into a message, which whoever made this gives back. */
    public @Nullable Rights rights() {
        return rights;
    }

    @Nullable Rights takeRights() {
        Rights taken = rights;
        rights = null;
        return taken;
    }
}
