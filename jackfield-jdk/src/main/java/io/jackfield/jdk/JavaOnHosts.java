package io.jackfield.jdk;

import io.jackfield.host.Host;
import io.jackfield.host.JavaMachine;
import io.jackfield.net.JavaMachines;
import io.jackfield.net.World;

/** The service by which a host starts Java programs; made by the service loader. */
public final class JavaOnHosts implements JavaMachines {
    @Override
    public JavaMachine on(World world, Host host) {
        return new JavaOnHost(world, host);
    }
}
