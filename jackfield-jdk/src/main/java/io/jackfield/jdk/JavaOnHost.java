package io.jackfield.jdk;

import io.jackfield.host.Host;
import io.jackfield.host.HostedProgram;
import io.jackfield.host.JavaMachine;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

/** Java on a host: each program gets a Jvm of its own, and all calls together one. */
final class JavaOnHost implements JavaMachine {
    /** Longer than anything waits: only a deadlock ends a call before it returns. */
    private static final Duration AGES = Duration.ofDays(3650);

    private final World world;
    private final Host host;
    private final List<Jvm> programs = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Null before the first call; guarded by the lock. */
    private @Nullable Jvm ofCalls;

    JavaOnHost(World world, Host host) {
        this.world = world;
        this.host = host;
    }

    @Override
    public HostedProgram start(Class<?> main, String... arguments) {
        try {
            return start(Launch.of(main), arguments);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(main + " is on no class path", e);
        }
    }

    @Override
    public HostedProgram start(Path jar, String... arguments) throws IOException {
        try {
            return start(Launch.jar(jar), arguments);
        } catch (ClassNotFoundException e) {
            throw new IOException(jar + " has no main class " + e.getMessage(), e);
        }
    }

    private HostedProgram start(Launch launch, String... arguments) throws ClassNotFoundException {
        Jvm jvm = Jvm.on(world, host);
        programs.add(jvm);
        return jvm.start(launch.prefixed(), arguments);
    }

    @Override
    public <T> T call(Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(body);
        ofCalls().start("call", task);
        world.until(task::isDone, AGES);
        return switch (task.state()) {
            case SUCCESS -> task.resultNow();
            default -> throw thrown(task.exceptionNow());
        };
    }

    private Jvm ofCalls() {
        lock.lock();
        try {
            Jvm jvm = ofCalls;
            if (jvm == null) {
                jvm = Jvm.on(world, host);
                ofCalls = jvm;
            }
            return jvm;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        programs.forEach(Jvm::close);
        lock.lock();
        try {
            if (ofCalls != null) {
                ofCalls.close();
                ofCalls = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private static Exception thrown(Throwable by) {
        if (by instanceof Error error) {
            throw error;
        }
        return (Exception) by;
    }
}
