package io.jackfield.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Runs Java code on one host, for {@link Host#start(Class, String...)} and its like. */
public interface JavaMachine extends AutoCloseable {
    /**
     * {@code java -cp … Main arguments}, on the class path of this JVM.
     *
     * @throws IllegalArgumentException if the class has no main method
     */
    HostedProgram start(Class<?> main, String... arguments);

    /**
     * {@code java -jar jar arguments}.
     *
     * @throws IOException if the jar cannot be read, or names no main class that it has
     */
    HostedProgram start(Path jar, String... arguments) throws IOException;

    /** Runs something on a thread of the host while the world goes on, and waits for its end. */
    <T> T call(Callable<T> body) throws Exception;

    /** Ends everything that runs. */
    @Override
    void close();
}
