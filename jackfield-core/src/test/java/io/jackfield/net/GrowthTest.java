package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.Prefix;
import io.jackfield.host.Host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A world may grow while it is used: threads that nobody has told of each other. */
@Timeout(60)
class GrowthTest {
    private static final int HOSTS = 150;

    private final World world = World.realTime(1);
    private final Host router = world.router("router");
    private final Host first = world.host("first");
    private final AtomicBoolean isGrown = new AtomicBoolean();

    @Test
    void hostsAndCablesAreAddedWhileProgramsStartAndResolve() throws Exception {
        world.cable(router, first);
        List<Callable<Boolean>> busy = new ArrayList<>();
        busy.add(() -> grow("a"));
        busy.add(() -> grow("b"));
        busy.add(this::useProcesses);
        busy.add(this::askAround);
        try (ExecutorService threads = Executors.newFixedThreadPool(busy.size())) {
            List<Future<Boolean>> done = new ArrayList<>();
            busy.forEach(each -> done.add(threads.submit(each)));
            try {
                done.get(0).get();
                done.get(1).get();
            } finally {
                isGrown.set(true);
            }
            for (Future<Boolean> each : done) {
                assertThat(each.get()).isTrue();
            }
        }
        assertThat(world.hosts()).hasSize(2 + 2 * HOSTS);
        assertThat(world.cables()).hasSize(1 + 2 * HOSTS);
        Host last = world.find("b" + (HOSTS - 1));
        assertThat(last.routes().stream().filter(each -> each.prefix().length() == 0)).hasSize(2);
        world.close();
    }

    private boolean grow(String name) {
        for (int i = 0; i < HOSTS; i++) {
            Host host = world.host(name + i);
            world.cable(router, host);
            host.addAddress(host.nic("eth0"), Prefix.of("192.168." + i + ".1/24"));
        }
        return true;
    }

    private boolean useProcesses() {
        while (!isGrown.get()) {
            first.process("program").endFromOutside(0);
        }
        return true;
    }

    private boolean askAround() {
        while (!isGrown.get()) {
            world.hosts().forEach(host -> world.resolve(host.name()));
            world.cables().forEach(PatchCable::hosts);
        }
        return true;
    }
}
