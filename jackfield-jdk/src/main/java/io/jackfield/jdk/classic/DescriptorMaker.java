package io.jackfield.jdk.classic;

import io.jackfield.jdk.channel.Descriptor;

import java.io.IOException;

/** Opens TCP sockets of one host. */
public interface DescriptorMaker {
    /** A new stream socket; SO_REUSEADDR is on if it will listen. */
    Descriptor stream(boolean server) throws IOException;
}
