package io.jackfield.net;

import io.jackfield.host.Host;
import io.jackfield.host.JavaMachine;

import java.util.ServiceLoader;
import java.util.function.Function;

/** Who runs Java code on hosts; a service, which jackfield-jdk provides. */
public interface JavaMachines {
    /** The Java of a host. */
    JavaMachine on(World world, Host host);

    /** What finds the Java of a world's hosts; it throws IllegalStateException if there is none. */
    static Function<Host, JavaMachine> of(World world) {
        return host -> {
            if (world.tier() == Tier.SCRIPTED) {
                throw new IllegalStateException(
                        "a scripted world runs programs against Syscalls;"
                                + " Java programs run in World.deterministic or World.realTime");
            }
            return ServiceLoader.load(JavaMachines.class, JavaMachines.class.getClassLoader())
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "Java programs need jackfield-jdk on the class path"))
                    .on(world, host);
        };
    }
}
