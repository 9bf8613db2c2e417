package io.jackfield.net;

/** How sure a run of a world is, and what may run in it. */
public enum Tier {
    /** Programs against Syscalls, one thread each: same seed, same octets, always. */
    SCRIPTED("scripted"),
    /** Any program as published, in virtual time: same seed, same octets. */
    DETERMINISTIC("deterministic"),
    /** Threads as the JVM schedules them, in the machine's time; the network's chance is seeded. */
    REAL_TIME("real time");

    private final String words;

    Tier(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
