package io.jackfield.linux.differential;

import io.jackfield.host.Host;
import io.jackfield.net.World;
import io.jackfield.posix.Program;
import io.jackfield.posix.Syscalls;
import io.jackfield.process.ProcessEnd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Jackfield: a host of a scripted world, whose time stands still. */
final class JackfieldStage implements Stage {
    private static final int LAST_STANDARD_STREAM = 2;
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    private final World world = World.scripted(1);
    private final Host host = world.host("host");

    @Override
    public Syscalls start() {
        List<Syscalls> started = new ArrayList<>();
        host.start("program", 0, resident(started::add));
        settle();
        Syscalls os = started.getFirst();
        while (os.eventfd(0, 0) < LAST_STANDARD_STREAM) {
            continue;
        }
        return os;
    }

    @Override
    public Program resident(Consumer<Syscalls> taker) {
        return os -> {
            taker.accept(os);
            while (os.nanosleep(FOR_EVER) != 1) {
                continue;
            }
            return 0;
        };
    }

    @Override
    public Pending begin(Callable<String> call) {
        Pending pending = new Pending();
        host.kernel().scheduler().start("caller", () -> make(call, pending));
        return pending;
    }

    private static void make(Callable<String> call, Pending pending) {
        pending.madeBy(Thread.currentThread());
        try {
            pending.answered(call.call());
        } catch (ProcessEnd end) {
            pending.answered("ended");
        } catch (Exception | AssertionError thrown) {
            pending.answered("threw " + thrown);
        }
    }

    @Override
    public void settle() {
        world.runFor(Duration.ZERO);
    }

    @Override
    public void end() {
        settle();
    }

    @Override
    public void close() {
        world.close();
    }
}
