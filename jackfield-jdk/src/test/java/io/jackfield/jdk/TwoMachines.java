package io.jackfield.jdk;

import io.jackfield.host.Host;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.function.BooleanSupplier;

/**
 * Two hosts in real time with a Java virtual machine each, and a cable between them. After the test
 * nothing is out: no socket in the real kernel, no descriptor, no slab.
 */
public final class TwoMachines implements BeforeEachCallback, AfterEachCallback {
    /** How long anything may take that has to come. */
    public static final String LIMIT = "20s";

    private final String netem;
    private World world;
    private PatchCable cable;
    private Jvm client;
    private Jvm server;
    private KernelSockets before;

    private TwoMachines(String netem) {
        this.netem = netem;
    }

    /** Machines whose cable delays and loses in both directions. */
    public static TwoMachines onABadCable() {
        return new TwoMachines("delay 2ms loss 1%");
    }

    /** Machines on a cable that only delays. */
    public static TwoMachines onAGoodCable() {
        return new TwoMachines("delay 1ms");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = KernelSockets.now();
        world = World.realTime(7);
        Host left = world.host("client");
        Host right = world.host("server");
        cable = world.cable(left, right);
        cable.from(left).netem(netem);
        cable.from(right).netem(netem);
        client = Jvm.on(world, left);
        server = Jvm.on(world, right);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isEmpty()) {
                nothingInTheKernel();
                nothingOut(client);
                nothingOut(server);
            }
        } finally {
            client.close();
            server.close();
            world.close();
        }
    }

    private void nothingOut(Jvm jvm) {
        await("descriptors of " + jvm, () -> openDescriptors(jvm) == 0);
        await("slabs of " + jvm, () -> jvm.host().slabsOut() == 0);
        await("open files of " + jvm, () -> jvm.host().openFiles() == 0);
    }

    /** How many descriptors the virtual machine has open on its host. */
    public static int openDescriptors(Jvm jvm) {
        jvm.host().kernel().enter();
        try {
            return jvm.process().openDescriptors();
        } finally {
            jvm.host().kernel().leave();
        }
    }

    /** Fails if a socket was opened in the real kernel since the test began. */
    public void nothingInTheKernel() {
        before.assertNoMore();
    }

    public Jvm client() {
        return client;
    }

    public Jvm server() {
        return server;
    }

    public PatchCable cable() {
        return cable;
    }

    /** Waits until something holds that comes by itself, and fails if it does not. */
    public void await(String what, BooleanSupplier holds) {
        try {
            world.until(holds, LIMIT);
        } catch (io.jackfield.net.StandstillException e) {
            throw new AssertionError("did not come within " + LIMIT + ": " + what, e);
        }
    }

    /** Waits until a thread sleeps. */
    public void asleep(Thread thread) {
        await(
                thread + " sleeps",
                () ->
                        switch (thread.getState()) {
                            case WAITING, TIMED_WAITING -> true;
                            default -> false;
                        });
    }
}
