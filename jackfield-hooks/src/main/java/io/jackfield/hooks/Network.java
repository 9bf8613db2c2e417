package io.jackfield.hooks;

import org.jspecify.annotations.Nullable;

import java.net.SocketImpl;

/** Who answers for the network; each null means that the JDK is to answer itself. */
public interface Network {
    /** What is behind a new Socket or ServerSocket. */
    @Nullable SocketImpl socket(boolean server);
}
