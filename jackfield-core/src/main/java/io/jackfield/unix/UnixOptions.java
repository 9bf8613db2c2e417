package io.jackfield.unix;

/** What a program has asked for at an endpoint. */
abstract class UnixOptions {
    private boolean passesCredentials;
    private boolean passesRights = true;
    private boolean isUrgentInline;
    private int peekOffset = -1;

    /** SO_PASSCRED. */
    public final boolean passesCredentials() {
        return passesCredentials;
    }

    public final void passesCredentials(boolean on) {
        passesCredentials = on;
    }

    /** SO_PASSRIGHTS. */
    public final boolean passesRights() {
        return passesRights;
    }

    public final void passesRights(boolean on) {
        passesRights = on;
    }

    /** SO_OOBINLINE. */
    public final boolean isUrgentInline() {
        return isUrgentInline;
    }

    public final void urgentInline(boolean on) {
        isUrgentInline = on;
    }

    /** SO_PEEK_OFF; negative for none. */
    public final int peekOffset() {
        return peekOffset;
    }

    public final void peekOffset(int octets) {
        peekOffset = octets;
    }

    /** So many octets were looked at. */
    final void peeked(int octets) {
        peekOffset += peekOffset >= 0 ? octets : 0;
    }

    /** So many octets were taken. */
    final void received(int octets) {
        peekOffset = peekOffset >= 0 ? Math.max(peekOffset - octets, 0) : peekOffset;
    }
}
