package io.jackfield.linux.differential;

/**
 * A variable of a program, and what its descriptor is meant to be: right only if the calls before
 * it succeed, which is enough to lead a program somewhere.
 */
final class Slot {
    /** What kind of file it should be. */
    enum Kind {
        STREAM,
        LISTENER,
        CONNECTED,
        DATAGRAM,
        EPOLL,
        PIPE,
        EVENT
    }

    final int variable;
    final int process;
    Kind kind;
    final int family;

    /** Connects to IPv4 only, or never: see {@link Targets}. */
    final boolean isMapped;

    /** The port it is bound to, 0 if to none. */
    int port;

    Slot(int variable, int process, Kind kind, int family, boolean isMapped) {
        this.variable = variable;
        this.process = process;
        this.kind = kind;
        this.family = family;
        this.isMapped = isMapped;
    }

    Fd fd() {
        return Fd.variable(variable);
    }

    Slot copy(int ofVariable, int inProcess) {
        Slot copy = new Slot(ofVariable, inProcess, kind, family, isMapped);
        copy.port = port;
        return copy;
    }
}
