package io.jackfield.agent.program;

import io.jackfield.hooks.Drivers;
import io.jackfield.jdk.AgentPrograms;
import io.jackfield.jdk.JvmProgram;

import java.sql.Driver;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has each program's JDBC drivers register themselves when it first asks for one, as DriverManager
 * does for the first that asks in a JVM. It gives nobody those of another class loader.
 */
final class ProgramDrivers implements Drivers {
    private final Map<JvmProgram, Search> searches =
            Collections.synchronizedMap(new WeakHashMap<>());

    private static final class Search {
        private final ReentrantLock lock = new ReentrantLock();
        private boolean isDone;

        /** A driver that asks for drivers while it is loaded sees those that there are. */
        void once() {
            if (lock.isHeldByCurrentThread()) {
                return;
            }
            lock.lock();
            try {
                if (!isDone) {
                    load();
                    isDone = true;
                }
            } finally {
                lock.unlock();
            }
        }

        @SuppressWarnings("EmptyCatch") // DriverManager says as little of a driver that fails
        private static void load() {
            try {
                ServiceLoader.load(Driver.class).forEach(_ -> {});
            } catch (Exception | LinkageError e) {
                // those after it are not loaded either
            }
        }
    }

    @Override
    public void find() {
        JvmProgram program = AgentPrograms.current();
        if (program != null) {
            searches.computeIfAbsent(program, _ -> new Search()).once();
        }
    }
}
