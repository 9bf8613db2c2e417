package io.jackfield.unix;

import io.jackfield.posix.Credentials;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

/** What one call has received beside octets. */
public final class Delivery {
    private static final Credentials NOTHING = new Credentials(0, 0, 0);
    private static final Credentials UNKNOWN =
            new Credentials(0, Credentials.OVERFLOW_ID, Credentials.OVERFLOW_ID);

    private @Nullable UnixEndpoint sender;

    /** MSG_TRUNC, MSG_OOB. */
    int flags;

    boolean hasCredentials;
    @Nullable Credentials credentials;
    @Nullable Rights rights;

    /** The call ends here, however much it has asked for. */
    boolean isOver;

    /** The sender of the first octets counts. */
    void sender(UnixEndpoint from) {
        if (sender == null) {
            sender = from;
        }
    }

    /** The sender's name now; null if it has none, or nothing was received. */
    public @Nullable SocketAddress name() {
        return sender == null ? null : sender.name();
    }

    public int flags() {
        return flags;
    }

    /** Whether anything was received. */
    public boolean hasSender() {
        return sender != null;
    }

    /** Who sent it, as Linux says where it does not know, or nothing was sent. */
    public Credentials shownCredentials() {
        return sender == null ? NOTHING : credentials == null ? UNKNOWN : credentials;
    }

    /** The files that came along, whose references are the caller's from now on. */
    public @Nullable Rights takeRights() {
        Rights taken = rights;
        rights = null;
        return taken;
    }

    public boolean isOver() {
        return isOver;
    }
}
