package io.jackfield.hooks;

/** Who finds JDBC drivers for programs that share a JVM. */
public interface Drivers {
    /** Loads the drivers of the calling thread's program, unless that was done or it has none. */
    void find();
}
