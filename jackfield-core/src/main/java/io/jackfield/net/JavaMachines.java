package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.host.JavaMachine;

import java.util.ServiceLoader;

/** Who runs Java code on hosts; a service, which jackfield-jdk provides. */
public interface JavaMachines {
    /** The Java of a host. */
    JavaMachine on(World world, Host host);

    /**
     * The one that is on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static JavaMachines find() {
        return ServiceLoader.load(JavaMachines.class, JavaMachines.class.getClassLoader())
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Java programs need jackfield-jdk on the class path"));
    }
}
