package io.jackfield.programs.netty;

import io.jackfield.address.Prefix;
import io.jackfield.host.Host;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.KernelSockets;
import io.jackfield.net.World;

/** {@link Suite} on a host, in whose place the kernel must have opened no socket. */
final class SuiteOnHost {
    private SuiteOnHost() {}

    /** As {@link Suite#main}. */
    public static void main(String[] args) {
        Suite.endAfter(() -> runOnHost(args));
    }

    private static void runOnHost(String[] args) throws Exception {
        KernelSockets before = KernelSockets.now();
        World world = World.realTime(1);
        Host host = connected(world);
        Jvm jvm = Jvm.on(world, host);
        jvm.call(
                () -> {
                    Suite.run(args);
                    return null;
                });
        before.assertNoMore();
    }

    /** A host whose gateway takes what is for the rest of the world, and nothing comes back. */
    private static Host connected(World world) {
        Host host = world.host("host");
        Host gateway = world.host("gateway");
        world.cable(host, gateway);
        host.addRoute(RouteEntry.via(Prefix.of("0.0.0.0/0"), gateway.address(), host.nic("eth0")));
        return host;
    }
}
