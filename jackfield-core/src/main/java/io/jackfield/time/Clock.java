package io.jackfield.time;

/** World time: nanoseconds since the start of the world. It never runs backwards. */
public interface Clock {
    long nowNanos();
}
