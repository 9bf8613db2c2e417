package io.jackfield.jdk.channel;

import java.nio.file.attribute.GroupPrincipal;

/** A user or a group of a host, where only root has a name. */
record HostPrincipal(int id) implements GroupPrincipal {
    @Override
    public String getName() {
        return id == 0 ? "root" : Integer.toString(id);
    }

    @Override
    public String toString() {
        return getName();
    }
}
