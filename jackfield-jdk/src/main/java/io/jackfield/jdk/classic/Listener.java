package io.jackfield.jdk.classic;

import java.io.IOException;

/** A listening TCP socket, or one that will be. */
non-sealed interface Listener extends Backing {
    void listen(int backlog) throws IOException;

    /** The next connection, on the same machine. */
    Connection accept(int millis) throws IOException;
}
